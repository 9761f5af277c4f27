"""Texts that are nearly the same: MinHash (Broder 1997) over runs of letters, then compared.

Texts are compared only where some of their smallest hashes are the same, so that a million of them
take seconds; what is compared is the share of common runs (Jaccard).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAR = 0.75
BANDS, OF_BAND = 8, 4
MOST_PAIRS = 200_000
"""Pairs that are compared; enough for what a report can show."""
_BESIDE = 3
"""Neighbours within a group of equal hashes that are compared with each."""
_AT_ONCE = 20_000
_RUN = {True: 4, False: 2}
"""Letters of a run: of plain Latin text, and of any other."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(31)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Near:
    """Places of texts nearly the same, each two once; ``complete`` if none was left out."""

    pairs: tuple[tuple[int, int], ...]
    complete: bool


def find(texts: Sequence[str]) -> Near:
    """Find the texts that are nearly the same."""
    candidates = _candidates(_signatures(texts))
    found = [
        (one, other) for one, other in sorted(candidates) if alike(texts[one], texts[other]) >= NEAR
    ]
    return Near(tuple(found), len(candidates) < MOST_PAIRS)


def alike(one: str, other: str) -> float:
    """Give the share of the runs of letters that two texts have in common."""
    size = _RUN[one.isascii() and other.isascii()]
    first = {one[i : i + size] for i in range(max(1, len(one) - size + 1))}
    second = {other[i : i + size] for i in range(max(1, len(other) - size + 1))}
    return len(first & second) / len(first | second)


def _candidates(hashes: Hashes) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for band in range(BANDS):
        keys = _mixed(hashes[:, band * OF_BAND : (band + 1) * OF_BAND])
        order = np.argsort(keys, kind="stable")
        for step in range(1, _BESIDE + 1):
            same = np.flatnonzero(keys[order][step:] == keys[order][:-step])
            for place in same.tolist():
                one, other = int(order[place]), int(order[place + step])
                found.add((min(one, other), max(one, other)))
                if len(found) >= MOST_PAIRS:
                    return found
    return found


def _mixed(columns: Hashes) -> Hashes:
    mixed: Hashes = np.zeros(len(columns), dtype=np.uint64)
    for column in columns.T:
        mixed = (mixed ^ column) * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
    return mixed


def _signatures(texts: Sequence[str]) -> Hashes:
    blocks = [_block(texts[i : i + _AT_ONCE]) for i in range(0, len(texts), _AT_ONCE)]
    return np.concatenate([*blocks, np.zeros((0, BANDS * OF_BAND), dtype=np.uint64)])


def _block(texts: Sequence[str]) -> Hashes:
    found = np.zeros((len(texts), BANDS * OF_BAND), dtype=np.uint64)
    for plain in (True, False):
        of = [place for place, text in enumerate(texts) if text.isascii() == plain]
        if of:
            found[of] = _smallest([texts[place] for place in of], _RUN[plain])
    return found


def _smallest(texts: Sequence[str], size: int) -> Hashes:
    """Give the smallest hash of the runs of each text, under each of many hash functions."""
    padded = [text.ljust(size) for text in texts]
    letters = np.frombuffer(
        "".join(padded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32
    ).astype(np.uint64)
    lengths = np.array([len(text) for text in padded])
    ends = np.cumsum(lengths)
    count = len(letters) - size + 1
    runs: Hashes = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        runs = (runs ^ letters[place : place + count]) * _MULTIPLIER
        runs ^= runs >> _SHIFT
    inside = np.ones(count, dtype=np.bool_)
    for end in ends[:-1]:
        inside[max(0, end - size + 1) : end] = False
    starts = np.concatenate([[0], np.cumsum(lengths - size + 1)])[:-1]
    kept = runs[inside]
    return np.stack([np.minimum.reduceat(hashed, starts) for hashed in _functions(kept)], axis=1)


def _functions(runs: Hashes) -> Iterator[Hashes]:
    seeds = np.random.default_rng(1997).integers(1, 2**63, BANDS * OF_BAND, dtype=np.uint64)
    for seed in seeds:
        hashed = (runs ^ seed) * _MULTIPLIER
        yield hashed ^ (hashed >> _SHIFT)
