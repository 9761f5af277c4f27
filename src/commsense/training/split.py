"""Splits that keep what belongs together on one side: a thread, or a whole source."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Fold = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Places to train on and places to test on."""


def by_group(groups: Sequence[str], count: int = 5, seed: int = 0) -> list[Fold]:
    """Split into ``count`` folds of about equal size; no group stands on both sides of one.

    The largest groups are dealt first, each to the fold that is smallest; ``seed`` decides between
    groups of equal size, so that the order of the rows does not matter.
    """
    names = np.asarray(groups)
    sizes = {name: int((names == name).sum()) for name in sorted(set(groups))}
    order = sorted(sizes, key=lambda name: (-sizes[name], _mixed(name, seed)))
    filled = [0] * count
    home: dict[str, int] = {}
    for name in order:
        home[name] = filled.index(min(filled))
        filled[home[name]] += sizes[name]
    fold = np.array([home[name] for name in groups], dtype=np.int64)
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(count)]


def leave_one_out(groups: Sequence[str]) -> list[Fold]:
    """Give one fold for each group: everything else trains, the group tests."""
    names = np.asarray(groups)
    return [
        (np.flatnonzero(names != name), np.flatnonzero(names == name))
        for name in sorted(set(groups))
    ]


def _mixed(name: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()
