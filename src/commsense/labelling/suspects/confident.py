"""Confident learning: where models that had not seen a row are surely of another opinion.

Northcutt, Jiang and Chuang 2021: a class counts as surely seen in a row from the mean probability
on that the rows labelled so are given. Pure arrays: which model it was plays no part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Classes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows judged: ``seen`` is the class that is surely seen, the given one where none is.

    ``own`` is the probability of the given class. ``noise`` is the estimated share of wrong labels.
    """

    seen: Classes
    own: Floats
    noise: float


def thresholds(given: Classes, chances: Floats) -> Floats:
    """Give for each class the mean probability of it over the rows labelled so; 1 without any."""
    classes = chances.shape[1]
    number = np.bincount(given, minlength=classes)
    own = chances[np.arange(len(given)), given]
    total = np.bincount(given, weights=own, minlength=classes)
    return np.where(number > 0, total / np.maximum(number, 1), 1.0)


def judge(given: Classes, chances: Floats) -> Judged:
    """Judge rows with one class each.

    Args:
        given: the class of each row.
        chances: [rows, classes], each row judged by a model that had not seen it.
    """
    own = chances[np.arange(len(given)), given]
    sure = chances >= thresholds(given, chances) - 1e-12
    best = np.where(sure, chances, -1.0).argmax(axis=1)
    counted = sure.any(axis=1)
    seen = np.where(counted, best, given)
    return Judged(seen, own, _noise(given[counted], best[counted], np.bincount(given)))


def joint(given: Classes, seen: Classes, classes: int) -> NDArray[np.int64]:
    """Count the rows by the class they were given and the class that is surely seen."""
    return np.bincount(given * classes + seen, minlength=classes * classes).reshape(
        classes, classes
    )


def _noise(given: Classes, seen: Classes, number: NDArray[np.int64]) -> float:
    """Estimate the share of wrong labels: the joint, scaled to how often each class was given."""
    classes = max(len(number), int(seen.max(initial=0)) + 1)
    counts = joint(given, seen, classes).astype(np.float64)
    of = np.zeros(classes)
    of[: len(number)] = number
    sums = counts.sum(axis=1)
    wrong = np.where(sums > 0, 1 - np.diag(counts) / np.maximum(sums, 1), 0.0)
    return float(wrong @ of / max(of.sum(), 1))


def unusual(given: Classes, own: Floats) -> Floats:
    """Give how unusually little each row's given class is believed, among the rows given it.

    The logarithm of the probability less its mean over the class: a label that models never are
    sure of is no worse for it. The lower, the likelier wrong.
    """
    believed = np.log(own)
    number = np.bincount(given)
    usual = np.bincount(given, weights=believed) / np.maximum(number, 1)
    return np.asarray(believed - usual[given])
