"""The real sets that ``bench_train.py`` draws rows from, beside the checkout."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer

from commsense.backends import folder, gpu, pieces
from commsense.training import rows

DATA = (Path(__file__).parents[1] / ".." / "shared" / "data").resolve()
TEST = 150
"""Sentences of each label that are kept for testing."""
MOST = 256


@dataclass(frozen=True, slots=True)
class Source:
    """A set: its file, the field of its label, and how many labels have enough rows."""

    title: str
    language: str
    file: str
    field: str
    kinds: int


SETS = {
    "senti4sd": Source(
        "Stack Overflow, emotion (en)", "en", "en/senti4sd-stackoverflow.train.jsonl.gz",
        "sentiment", 3,
    ),
    "hedge": Source("Wikipedia, hedges (en)", "en", "en/hedge-wikipedia.jsonl.gz", "uncertain", 2),
    "smp": Source(
        "Weibo, emotion (zh)", "zh", "zh/smp2020-emotion.virus-train.jsonl.gz", "emotion", 5
    ),
    "parakweet": Source(
        "mail, intent (en)", "en", "en/parakweet-email-intent.train.jsonl.gz", "intent", 2
    ),
    "cped": Source("TV dialogue, sentiment (zh)", "zh", "zh/cped.valid.jsonl.gz", "sentiment", 3),
    "shops": Source(
        "reviews, kind of goods (zh)", "zh", "zh/online-shopping-reviews.jsonl.gz", "category", 10
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draw:
    """So many rows of each label of a set, and the sentences that no draw holds."""

    name: str
    language: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    test: tuple[tuple[str, str], ...]
    seed: int


def draw(name: str, size: int, seed: int) -> Draw:
    """Draw ``size`` rows of each label."""
    labels, test, pool = _parted(name)
    rng = random.Random(seed)  # noqa: S311 - a fixed choice, no secret
    chosen = [(text, label) for label in labels for text in rng.sample(pool[label], size)]
    rng.shuffle(chosen)
    return Draw(name, SETS[name].language, labels, tuple(chosen), test, seed)


@cache
def _parted(
    name: str,
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], dict[str, list[str]]]:
    source = SETS[name]
    said: dict[str, str] = {}
    for row in rows.read(DATA / source.file):
        text, label = row["text"], row[source.field]
        if text and label is not None and 5 <= len(text) <= 600:
            said.setdefault(text, str(label))
    order = sorted(said)
    random.Random(7).shuffle(order)  # noqa: S311 - a fixed choice, no secret
    by: dict[str, list[str]] = defaultdict(list)
    for text in order:
        by[said[text]].append(text)
    labels = tuple(sorted(label for label, texts in by.items() if len(texts) >= MOST + TEST // 2))
    test, pool = [], {}
    for label in labels:
        aside = min(len(by[label]) - MOST, TEST)
        test += [(text, label) for text in by[label][:aside]]
        pool[label] = by[label][aside:]
    return labels, tuple(test), pool


@cache
def _vocabulary() -> tuple[Tokenizer, frozenset[str]]:
    place = folder.find("default")
    words = pieces.load(place / folder.card(place)["encoder"]["vocabulary"])
    return words, frozenset(words.get_vocab())


def spaced(text: str) -> str:
    """Cut Chinese words apart as the shipped model does, so that SetFit reads the same pieces."""
    return " ".join([*_cut(text)]) if not text.isascii() else text


def count_pieces(text: str) -> int:
    """Give how many pieces the shipped model makes of a sentence, its two signs included."""
    words, known = _vocabulary()
    (found,) = pieces.cut([text], words, known)
    return len(found.starts) + 2


def _cut(text: str) -> list[str]:
    words, known = _vocabulary()
    (found,) = pieces.cut([text], words, known)
    runs: list[list[int]] = []
    for place, goes_on in enumerate(found.continues):
        if goes_on and runs:
            runs[-1][1] = found.ends[place]
        else:
            runs.append([found.starts[place], found.ends[place]])
    return [text[start:end] for start, end in runs]


def save_encoder(target: Path) -> None:
    """Write the shipped encoder as sentence-transformers reads it."""
    place = folder.find("default")
    table = folder.card(place)["encoder"]
    network = gpu.network(place / table["weights"], int(table["attention_heads"]))
    network.encoder.save_pretrained(target)
    (target / "tokenizer.json").write_bytes((place / table["vocabulary"]).read_bytes())
    special = {"unk": "[UNK]", "pad": "[PAD]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
    told = {f"{name}_token": sign for name, sign in special.items()}
    told["tokenizer_class"] = "PreTrainedTokenizerFast"
    (target / "tokenizer_config.json").write_text(json.dumps(told), encoding="utf-8")
