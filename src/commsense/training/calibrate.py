"""From raw scores to probabilities that mean what they say, and to thresholds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def platt(scores: Array, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit ``p = 1 / (1 + exp(-(a * score + b)))`` to held-out scores.

    Platt 1999 with the smoothed targets and the Newton steps of Lin, Lin and Weng 2007. Without
    both kinds of example ``a`` is 1 and ``b`` puts the mean probability at the smoothed share.
    """
    positive = int(truth.sum())
    negative = len(truth) - positive
    target = np.where(truth, (positive + 1) / (positive + 2), 1 / (negative + 2))
    a, b = 1.0, float(np.log((positive + 1) / (negative + 1)))
    if not positive or not negative:
        return a, b - float(scores.mean() if len(scores) else 0.0)
    a = 0.0
    value = _loss(scores, target, a, b)
    for _ in range(100):
        p = _sigmoid(a * scores + b)
        weight = np.maximum(p * (1 - p), 1e-12)
        gradient = np.array([((p - target) * scores).sum(), (p - target).sum()])
        off = (weight * scores).sum()
        hessian = np.array([[(weight * scores**2).sum() + 1e-9, off], [off, weight.sum() + 1e-9]])
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while size > 1e-6:
            lower = _loss(scores, target, a - size * step[0], b - size * step[1])
            if lower < value:
                break
            size /= 2
        if size <= 1e-6 or value - lower < 1e-10:
            break
        a, b, value = a - size * step[0], b - size * step[1], lower
    return float(a), float(b)


def probabilities(scores: Array, a: float, b: float) -> Array:
    """Apply a fitted ``platt``."""
    return _sigmoid(a * scores + b)


def threshold(
    probability: Array,
    truth: NDArray[np.bool_],
    *,
    beta: float = 1.0,
    prior: float = 0.2,
    shrink: float = 8.0,
    bounds: tuple[float, float] = (0.06, 0.8),
) -> float:
    """Choose the probability from which a label counts as seen.

    The F-beta-optimal one (``beta`` below 1 leans to precision), drawn towards ``prior`` as if by
    ``shrink`` examples and kept within ``bounds``: on a thin label the optimum is mostly chance.
    """
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(truth[order])
    positive = int(truth.sum())
    if not positive:
        return float(np.clip(prior, *bounds))
    seen = np.arange(1, len(order) + 1)
    score = (1 + beta**2) * hits / (seen + beta**2 * positive)
    place = int(np.argmax(score))
    after = probability[order[min(place + 1, len(order) - 1)]]
    best = (probability[order[place]] + after) / 2
    drawn = (positive * best + shrink * prior) / (positive + shrink)
    return float(np.clip(drawn, *bounds))


def calibration_error(truth: NDArray[np.bool_], probability: Array, bins: int = 10) -> float:
    """Give the expected calibration error: the mean gap between probability and frequency.

    Over ``bins`` ranges of equal width, weighted by how many examples
    lie in each (Guo et al. 2017).
    """
    place = np.minimum((probability * bins).astype(np.int64), bins - 1)
    gap = np.bincount(place, weights=truth - probability, minlength=bins)
    return float(np.abs(gap).sum() / max(len(truth), 1))


def _sigmoid(values: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return result


def _loss(scores: Array, target: Array, a: float, b: float) -> float:
    values = a * scores + b
    return float((np.logaddexp(0, values) - target * values).sum())
