"""Which rows are judged together, by models that saw none of their threads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FOLDS = 5


def folds(threads: NDArray[np.int64], words: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """Give the fold of each row: a thread, or what has the same words, is never torn apart.

    Args:
        threads: the thread of each row, -1 where it is not known.
        words: the same number for rows of the same words.
        seed: the same seed gives the same folds.
    """
    groups = np.where(threads >= 0, threads, words + threads.max(initial=-1) + 1)
    if len(np.unique(groups)) < FOLDS:
        groups = words
    _, place = np.unique(groups, return_inverse=True)
    number = int(place.max(initial=-1)) + 1
    dealt = np.random.default_rng(seed).permutation(number) % FOLDS
    return np.asarray(dealt[place], dtype=np.int64)
