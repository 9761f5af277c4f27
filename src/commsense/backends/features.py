"""From sentences to hashed n-gram features, many sentences at a time.

A feature is a number below ``BUCKETS`` (the hashing trick, Weinberger et al. 2009). N-grams are
hashed with numpy over all sentences of a batch at once, so that the cost per sentence is small.
The same code serves training and prediction; changing a hash here makes every saved model foreign.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 21
LIMIT = 2_000
"""Characters of a sentence that are looked at; the rest of a longer one says nothing new."""
PHRASES_IN = {"en": "words", "zh": "characters"}
"""The kind of n-gram that a cue phrase is, by language."""

_START, _END = 1, 2
_SPACE = 32
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|[^\sa-z0-9]")
_ORDERS = {
    "en": {"words": range(1, 5), "characters": range(2, 6)},
    "zh": {"words": range(1, 4), "characters": range(1, 5)},
}
_SEEDS = {"words": 17, "characters": 91}
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_TOP = np.uint64(64 - 21)


@dataclass(frozen=True, slots=True)
class Grams:
    """Features of one kind: ``buckets[i]`` belongs to sentence ``rows[i]`` of the batch."""

    rows: NDArray[np.int64]
    buckets: NDArray[np.int64]


def fold(text: str) -> str:
    """Lower the case and make full-width letters, digits and signs narrow."""
    return unicodedata.normalize("NFKC", text[:LIMIT])[:LIMIT].lower().replace("’", "'")


def grams(texts: Sequence[str], language: str, longest: int = 0) -> dict[str, Grams]:
    """Give every n-gram of every sentence, of ``words`` and of ``characters``.

    English words run to 4 and characters to 5 within a word; Chinese words to 3, characters to 4.
    With ``longest`` only those of so many units at most.
    """
    folded = [fold(text) for text in texts]
    cut = [_words(text, language) for text in folded]
    if language == "zh":
        spelt = ["\x02" + text + "\x03" for text in folded]
    else:
        spelt = [" " + " ".join(words) + " " for words in cut]
    orders = {
        kind: range(each.start, min(each.stop, longest + 1) if longest else each.stop)
        for kind, each in _ORDERS[language].items()
    }
    return {
        "words": _grams([_array(_hashes(words)) for words in cut], orders["words"], "words"),
        "characters": _grams(
            [_array(map(ord, text)) for text in spelt],
            orders["characters"],
            "characters",
            within_words=language != "zh",
        ),
    }


def single_words(texts: Sequence[str], language: str) -> Grams:
    """Give the words alone, in reading order, each sentence with a mark at its start and end."""
    cut = [_words(fold(text), language) for text in texts]
    return _grams([_array(_hashes(words)) for words in cut], range(1, 2), "words")


def phrase(text: str, language: str) -> int:
    """Give the bucket of a cue phrase; ``<s>`` in an English one is the start of the sentence."""
    if language == "zh":
        units = [ord(character) for character in fold(text)]
    else:
        opens = text.startswith("<s> ")
        units = _hashes(_words(fold(text.removeprefix("<s> ")), language))[1 - opens : -1]
    kind = PHRASES_IN[language]
    if len(units) not in _ORDERS[language][kind]:
        raise ValueError(f"{text!r} has {len(units)} {kind}: too long for a cue phrase")
    row = np.zeros(len(units), dtype=np.int64)
    return int(_runs(_array(units), row, len(units), _SEEDS[kind]).buckets[0])


def _words(text: str, language: str) -> list[str]:
    if language == "zh":
        import rjieba

        return [word for word in rjieba.cut(text) if not word.isspace()]
    return _WORD.findall(text)


def _hashes(words: Iterable[str]) -> list[int]:
    return [_START, *(zlib.crc32(word.encode("utf-8", "replace")) for word in words), _END]


def _array(units: Iterable[int]) -> NDArray[np.uint64]:
    return np.array(list(units), dtype=np.uint64)


def _grams(
    units: Sequence[NDArray[np.uint64]], orders: range, kind: str, within_words: bool = False
) -> Grams:
    lengths = [len(each) for each in units]
    rows = np.repeat(np.arange(len(units), dtype=np.int64), lengths)
    flat = np.concatenate([*units, np.zeros(0, dtype=np.uint64)])
    found = [_runs(flat, rows, order, _SEEDS[kind], within_words) for order in orders]
    return Grams(
        np.concatenate([each.rows for each in found]),
        np.concatenate([each.buckets for each in found]),
    )


def _runs(
    flat: NDArray[np.uint64],
    rows: NDArray[np.int64],
    order: int,
    seed: int,
    within_words: bool = False,
) -> Grams:
    """Hash the runs of ``order`` units that lie in one sentence (and in one word)."""
    count = max(len(flat) - order + 1, 0)
    mixed: NDArray[Any] = np.full(count, seed * 1000 + order, dtype=np.uint64)
    keep = rows[:count] == rows[order - 1 : order - 1 + count]
    for place in range(order):
        unit = flat[place : place + count]
        mixed = (mixed ^ unit) * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
        if within_words and 0 < place < order - 1:
            keep &= unit != _SPACE
    buckets = ((mixed * _MULTIPLIER) >> _TOP).astype(np.int64)
    return Grams(rows[:count][keep], buckets[keep])
