"""How far apart two sets of labels are: 0 for the same set, 1 with nothing in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SUBSET, _OVERLAP = 2 / 3, 1 / 3


def jaccard(sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give one minus the share of common labels; ``sets`` is [sets, labels]."""
    return 1 - _shared(sets)


def masi(sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give Passonneau's distance (2006): as Jaccard, kinder where one set holds the other.

    No label at all against one or more is as far apart as can be.
    """
    common, sizes = _common(sets)
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    larger = np.maximum(sizes[:, None], sizes[None, :])
    kind = np.where(common > 0, _OVERLAP, 0.0)
    kind[common == smaller] = _SUBSET
    kind[(common == smaller) & (common == larger)] = 1.0
    return 1 - _shared(sets) * kind


def _shared(sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    common, sizes = _common(sets)
    union = sizes[:, None] + sizes[None, :] - common
    return np.where(union > 0, common / np.maximum(union, 1), 1.0)


def _common(sets: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    holds = sets.astype(np.float64)
    return holds @ holds.T, holds.sum(axis=1)
