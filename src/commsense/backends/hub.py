"""Encoders of the library transformers (XLM-R, DeBERTa, ModernBERT, BERT …) under our heads.

Weights come from safetensors only, and no code that lies beside them is run. Needs the extra
``train``. Nothing is fetched here; ``training.hub_source`` does that for who asks.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from torch import Tensor
from transformers import AutoConfig, AutoModel
from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES
from transformers.models.auto.modeling_auto import MODEL_FOR_MASKED_LM_MAPPING_NAMES

from commsense.backends.encoder import widths
from commsense.backends.heads import LABELS
from commsense.backends.network import Heads, Scores
from commsense.errors import ModelError

LONGEST = 512
"""Pieces that are read at most, whatever an encoder can: a sentence is hardly ever longer."""
_FOREIGN = ("auto_map", "_name_or_path", "transformers_version", "dtype", "torch_dtype")
"""What a configuration says of code, folders and programs, which is not taken over."""
_ATTENTION = "eager"
"""The one that can be exported, and reads the same on every machine."""


class HubNetwork(Heads):
    """An encoder of transformers with our heads; see ``backends.network.Network``."""

    def __init__(self, config: Any, encoder: Any, labels: int, aids: int, dropout: float) -> None:
        """Put heads with random weights over ``encoder``, which has this ``config``."""
        shapes = (*widths(labels), aids)
        outputs = (shapes[0], shapes[1] - 1, shapes[2], shapes[3])
        super().__init__(encoder, int(config.hidden_size), outputs, dropout)
        self.config = config
        self._typed = int(getattr(config, "type_vocab_size", 0) or 0) > 1
        if getattr(encoder, "pooler", None) is not None:
            encoder.pooler = None  # nothing looks at it

    def forward(self, pieces: Tensor, parts: Tensor, present: Tensor) -> Scores:
        """Score a batch, all [batch, L]: places in the vocabulary, 1 for context, 0 for filling."""
        types = {"token_type_ids": parts} if self._typed else {}
        hidden = self.encoder(input_ids=pieces, attention_mask=present, **types).last_hidden_state
        return self.scores(hidden, parts, present)


def begin(
    folder: Path, labels: int = len(LABELS), aids: int = 0, dropout: float = 0.0
) -> HubNetwork:
    """Load a pre-trained encoder, and put heads with random weights over it.

    Args:
        folder: as transformers writes it: ``config.json`` and ``*.safetensors``.
        labels: how many labels it is to give.
        aids: labels of other data sets, in training only.
        dropout: share that the heads drop in training.

    Raises:
        ModelError: if it has no such weights, is not an encoder of text, or needs code of its own.
    """
    settings = configured(read_config(folder / "config.json"), str(folder))
    _see_weights(folder)
    return HubNetwork(settings, _pretrained(folder, settings), labels, aids, dropout)


def load(config: Path, weights: Path, labels: int) -> HubNetwork:
    """Load a network as ``training.export.save`` writes it.

    Raises:
        ModelError: if a file is not what it should be.
    """
    settings = configured(read_config(config), str(config))
    try:
        _see_shapes(settings, weights, labels)
        made = HubNetwork(settings, _empty(settings), labels, 0, 0.0)
        own = {name: each for name, each in made.state_dict().items() if name.startswith("aids.")}
        made.load_state_dict(load_file(weights) | own)
    except Exception as error:  # every architecture fails in its own way
        raise ModelError(f"{weights} cannot be read as a network: {error}.") from error
    return made.eval()


def read_config(file: Path) -> dict[str, Any]:
    """Read the configuration of an encoder, without what it says of code and folders.

    Raises:
        ModelError: if the file cannot be read as one.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{file} cannot be read as a configuration: {error}.") from error
    if not isinstance(found, dict) or not isinstance(found.get("model_type"), str):
        raise ModelError(f"{file}: expected a configuration with model_type, found {found!r:.80}.")
    return {key: value for key, value in found.items() if key not in _FOREIGN}


def configured(table: dict[str, Any], where: str) -> Any:
    """Make a configuration of transformers.

    Raises:
        ModelError: if the library does not know the architecture without code of its own, or it is
            none of an encoder.
    """
    kind = table["model_type"]
    if kind not in CONFIG_MAPPING_NAMES:
        raise ModelError(
            f"{where}: the architecture {kind!r} is not known to this version of transformers, and"
            " code that lies beside weights is never run."
        )
    if kind not in MODEL_FOR_MASKED_LM_MAPPING_NAMES:
        raise ModelError(_no_encoder(where, kind))
    try:
        found = AutoConfig.for_model(kind, **{k: v for k, v in table.items() if k != "model_type"})
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{where}: is no configuration of {kind!r}: {error!s:.200}") from error
    if getattr(found, "is_encoder_decoder", False) or getattr(found, "is_decoder", False):
        raise ModelError(_no_encoder(where, kind))
    return found


def _no_encoder(where: str, kind: str) -> str:
    return (
        f"{where}: {kind!r} is no encoder of text; accepted are those that were pre-trained by"
        " filling gaps, such as bert, roberta, xlm-roberta, deberta-v2 and modernbert."
    )


def longest(network: HubNetwork) -> int:
    """Give how many pieces an encoder can read, by trying.

    Some lose a place or two of what their configuration says.

    Raises:
        ModelError: if it cannot read any.
    """
    said = int(getattr(network.config, "max_position_embeddings", 0) or LONGEST)
    network.eval()
    for count in range(min(said, LONGEST), max(min(said, LONGEST) - 8, 0), -1):
        ones = torch.full((1, count), int(not getattr(network.config, "pad_token_id", 0)))
        with suppress(IndexError, RuntimeError), torch.inference_mode():
            network(ones, torch.zeros_like(ones), torch.ones_like(ones))
            return count
    raise ModelError(f"{network.config.model_type}: the encoder reads no text of {said} pieces.")


def _empty(settings: Any) -> Any:
    return AutoModel.from_config(settings, attn_implementation=_ATTENTION, trust_remote_code=False)


def _see_shapes(settings: Any, weights: Path, labels: int) -> None:
    """See that a file has the weights that a configuration asks for, before there is room made."""
    with safe_open(weights, "pt") as file:
        found = {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118
    if int(settings.num_hidden_layers) > len(found):
        raise ValueError(
            f"{settings.num_hidden_layers} layers are said, {len(found)} weights found"
        )
    with torch.device("meta"):
        made = HubNetwork(settings, _empty(settings), labels, 0, 0.0).state_dict()
    wanted = {
        name: tuple(each.shape) for name, each in made.items() if not name.startswith("aids.")
    }
    odd = sorted(name for name, _ in found.items() ^ wanted.items())
    if odd:
        raise ValueError(
            f"{odd[0]}: expected {wanted.get(odd[0], 'none')}, found {found.get(odd[0], 'none')}"
        )


def _pretrained(folder: Path, settings: Any) -> Any:
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        encoder, told = AutoModel.from_pretrained(
            folder,
            config=settings,
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
            attn_implementation=_ATTENTION,
            dtype=torch.float32,
            output_loading_info=True,
        )
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{folder} cannot be read as an encoder: {error!s:.300}") from error
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
    missing = [each for each in told["missing_keys"] if not each.startswith("pooler")]
    missing += [str(each) for each in told.get("mismatched_keys", ())]
    if missing:
        raise ModelError(
            f"{folder}: {len(missing)} weights of the encoder are missing or of another shape:"
            f" {', '.join(sorted(missing)[:3])}"
        )
    return encoder


def _see_weights(folder: Path) -> None:
    """Refuse what holds no safetensors, or an addition to another model."""
    if (folder / "adapter_config.json").exists():
        raise ModelError(f"{folder}: holds an adapter; accepted is a whole encoder.")
    if any(folder.glob("model*.safetensors")):
        return
    others = sorted(path.name for path in folder.glob("*.bin")) or ["none"]
    raise ModelError(
        f"{folder}: expected weights as model.safetensors, found {', '.join(others)}. A .bin file"
        " is a pickle, which can run code when it is read, and is not."
    )
