"""How well scores find a label: precision, recall, F1, calibration error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quality:
    """One label's figures; ``count`` is how many examples truly have it."""

    precision: float
    recall: float
    f1: float
    count: int


def quality(truth: NDArray[np.bool_], seen: NDArray[np.bool_]) -> Quality:
    """Compare what was seen with what is true."""
    hits = int((truth & seen).sum())
    precision = hits / max(int(seen.sum()), 1)
    recall = hits / max(int(truth.sum()), 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Quality(precision, recall, f1, int(truth.sum()))


def macro_f1(found: Iterable[Quality], least: int = 10) -> float:
    """Give the mean F1 of the labels with at least ``least`` true examples."""
    values = [each.f1 for each in found if each.count >= least]
    return float(np.mean(values)) if values else 0.0


def calibration_error(truth: NDArray[np.bool_], probability: Array, bins: int = 10) -> float:
    """Give the expected calibration error: the mean gap between probability and frequency.

    Over ``bins`` ranges of equal width, weighted by how many examples
    lie in each (Guo et al. 2017).
    """
    place = np.minimum((probability * bins).astype(np.int64), bins - 1)
    gap = np.bincount(place, weights=truth - probability, minlength=bins)
    return float(np.abs(gap).sum() / max(len(truth), 1))
