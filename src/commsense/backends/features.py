"""From sentences to hashed n-gram features, many sentences at a time.

A feature is a number below ``BUCKETS`` (the hashing trick, Weinberger et al. 2009). N-grams are
hashed with numpy over all sentences of a batch at once, so that the cost per sentence is small.
The same code serves training and prediction; changing a hash here makes every saved model foreign.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 21
LIMIT = 2_000
"""Characters of a sentence that are looked at; the rest of a longer one says nothing new."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|<[a-z]+>|[0-9]+|[^\sa-z0-9]")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)


@dataclass(frozen=True, slots=True)
class Grams:
    """N-grams of one kind: ``buckets[i]`` belongs to sentence ``rows[i]`` of the batch."""

    rows: NDArray[np.int64]
    buckets: NDArray[np.int64]


def fold(text: str) -> str:
    """Lower the case and make full-width letters, digits and signs narrow."""
    return unicodedata.normalize("NFKC", text[:LIMIT]).lower().replace("’", "'")


def words(text: str, language: str) -> list[str]:
    """Cut folded ``text`` into words and signs."""
    if language == "zh":
        import rjieba

        return [word for word in rjieba.cut(text) if not word.isspace()]
    return _WORD.findall(text)


def grams(texts: Sequence[str], language: str) -> dict[str, Grams]:
    """Give the n-grams of every sentence: of words (1 to 3) and of characters (2 to 5, 1 to 4)."""
    folded = [fold(text) for text in texts]
    cut = [words(text, language) for text in folded]
    hashes = [[1, *(zlib.crc32(word.encode()) for word in each), 2] for each in cut]
    if language == "zh":
        characters = ["\x02" + text + "\x03" for text in folded]
        orders = range(1, 5)
    else:
        characters = [" " + " ".join(each) + " " for each in cut]
        orders = range(2, 6)
    points = [np.array([ord(c) for c in each], dtype=np.uint64) for each in characters]
    return {
        "words": _grams([np.array(each, dtype=np.uint64) for each in hashes], range(1, 4), 17),
        "characters": _grams(points, orders, 91, None if language == "zh" else 32),
    }


def _grams(
    units: Sequence[NDArray[np.uint64]], orders: range, seed: int, wall: int | None = None
) -> Grams:
    """Hash runs of units; a run never crosses sentences, nor has ``wall`` between its ends."""
    lengths = np.array([len(each) for each in units], dtype=np.int64)
    rows = np.repeat(np.arange(len(units), dtype=np.int64), lengths)
    flat = np.concatenate([*units, np.zeros(0, dtype=np.uint64)])
    inner = flat == wall if wall is not None else np.zeros(len(flat), dtype=bool)
    found_rows: list[NDArray[Any]] = []
    found: list[NDArray[Any]] = []
    for order in orders:
        count = len(flat) - order + 1
        if count <= 0:
            break
        mixed = np.full(count, seed * 1000 + order, dtype=np.uint64)
        keep = rows[:count] == rows[order - 1 :]
        for place in range(order):
            mixed = (mixed ^ flat[place : place + count]) * _MULTIPLIER
            mixed ^= mixed >> np.uint64(29)
            if 0 < place < order - 1:
                keep &= ~inner[place : place + count]
        found.append(((mixed * _STEP) >> np.uint64(43)).astype(np.int64)[keep])
        found_rows.append(rows[:count][keep])
    if not found:
        empty = np.zeros(0, dtype=np.int64)
        return Grams(empty, empty)
    return Grams(np.concatenate(found_rows), np.concatenate(found))
