"""Cohen's kappa: two people, one answer each a sentence (Cohen 1960)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def kappa(first: NDArray[np.int64], second: NDArray[np.int64]) -> float | None:
    """Give how far two people agree beyond chance: 1 is always, 0 as chance would have it.

    Args:
        first: the codes of one person's answers, from 0 on.
        second: the other's, to the same sentences in the same order.

    Returns:
        None where it cannot be said: no sentence, or both gave one and the same answer always.
    """
    count = len(first)
    if not count:
        return None
    values = int(max(first.max(), second.max())) + 1
    shares = np.bincount(first, minlength=values) / count
    others = np.bincount(second, minlength=values) / count
    expected = float(shares @ others)
    if 1 - expected < 1e-12:
        return None
    return (float((first == second).mean()) - expected) / (1 - expected)
