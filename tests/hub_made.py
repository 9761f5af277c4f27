"""Small encoders of Hugging Face with random weights, and small vocabularies of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

TEXTS = [
    "When will the pump be ready?",
    "I will send the report tomorrow to the client, and the team sends an API schedule.",
    "水泵又坏了,我们很失望。",
    "我明天把报告发给您。",
    "client: team: 客户: 团队:",
] * 5
_ENDS = {"bos_token_id": 0, "eos_token_id": 2}
ARCHITECTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "bert": ("wordpiece", {"type_vocab_size": 2, "pad_token_id": 0}),
    "distilbert": (
        "wordpiece",
        {"pad_token_id": 0, "dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 48},
    ),
    "roberta": ("bytes", {"pad_token_id": 1, "max_position_embeddings": 66, **_ENDS}),
    "xlm-roberta": ("unigram", {"pad_token_id": 1, "max_position_embeddings": 66, **_ENDS}),
    "deberta-v2": (
        "unigram",
        {
            "pad_token_id": 1,
            "type_vocab_size": 0,
            "relative_attention": True,
            "pos_att_type": ["p2c", "c2p"],
            "position_buckets": 16,
            "share_att_key": True,
            "norm_rel_ebd": "layer_norm",
            "position_biased_input": False,
        },
    ),
    "modernbert": (
        "bytes",
        {
            "pad_token_id": 1,
            "cls_token_id": 0,
            "sep_token_id": 2,
            "global_attn_every_n_layers": 2,
            "local_attention": 8,
            **_ENDS,
        },
    ),
}
"""The kind of vocabulary, and what the configuration says beside the measures."""
_MEASURES = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 48,
    "max_position_embeddings": 64,
}


def written(architecture: str, place: Path) -> Path:
    """Write an encoder as transformers does, with its vocabulary."""
    import torch
    from transformers import AutoConfig, AutoModel
    from transformers.utils import logging

    kind, more = ARCHITECTURES[architecture]
    words = VOCABULARIES[kind]()
    measures = {"max_position_embeddings": 64} if architecture == "distilbert" else _MEASURES
    given = {**measures, "vocab_size": words.get_vocab_size(), **more}
    torch.manual_seed(0)
    network = AutoModel.from_config(AutoConfig.for_model(architecture, **given))
    with torch.no_grad():
        for each in network.parameters():
            if each.ndim > 1:
                each *= 5  # as they start, pieces hardly look at each other
    bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    network.save_pretrained(place)
    if bars:
        logging.enable_progress_bar()
    words.save(str(place / "tokenizer.json"))
    return place


def shaken(network: Any) -> None:
    """Give the heads weights that tell inputs apart."""
    import torch

    torch.manual_seed(1)
    with torch.no_grad():
        for head in (network.labels, network.relations, network.spans):
            head.weight += 0.1 * torch.randn_like(head.weight)


def wordpiece() -> Tokenizer:
    """Make a vocabulary as BERT has it."""
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made.train_from_iterator(
        TEXTS, trainers.WordPieceTrainer(vocab_size=200, special_tokens=special)
    )
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return made


def in_bytes() -> Tokenizer:
    """Make a vocabulary of bytes as RoBERTa has it."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    made.train_from_iterator(TEXTS, trainer)
    made.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), True, False)
    return made


def unigram() -> Tokenizer:
    """Make a vocabulary of likely pieces as XLM-R has it."""
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=150, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], unk_token="<unk>"
    )
    made.train_from_iterator(TEXTS, trainer)
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return made


VOCABULARIES = {"wordpiece": wordpiece, "bytes": in_bytes, "unigram": unigram}
