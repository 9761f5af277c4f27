"""Heads over a frozen encoder, kept near to those that it had.

Logistic regression on what the encoder makes of a sentence, whose weights are drawn towards the
base's own (L2-SP, Li, Grandvalet and Davoine 2018): a label that the base knows moves only as far
as the new examples say, and one that it does not know starts from nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commsense.extras import require

Array = NDArray[np.float64]
STRENGTH = 0.003
"""C of the logistic regression over values of spread 1: what a sentence weighs against the start.

With 8 to 256 examples a label .003 was best on the three sets of ``scripts/bench_train.py``.
"""
STEPS = 400


def fit(
    values: NDArray[np.float32],
    truth: NDArray[np.bool_],
    start: tuple[Array, Array],
    *,
    several: bool,
    fresh: bool,
    strength: float = STRENGTH,
) -> tuple[Array, Array]:
    """Fit the heads of one task.

    Args:
        values: [rows, width] of the encoder.
        truth: [rows, labels].
        start: weights [labels, width] and offsets [labels] to stay near to.
        several: any number of labels may hold, else just one (softmax).
        fresh: the labels are new: rows are weighed so that each label counts alike.
        strength: C.

    Returns:
        Weights and offsets.
    """
    middle = values.mean(axis=0, dtype=np.float64)
    spread = values.std(axis=0, dtype=np.float64) + 1e-6
    given = (values - middle) / spread
    weights, offsets = start
    near = weights * spread
    first = offsets + weights @ middle
    evened = balance(truth, several=several) if fresh else np.ones(truth.shape)
    target = truth.astype(np.float64)
    labels, width = weights.shape

    def loss(flat: Array) -> tuple[float, Array]:
        w, b = flat[:-labels].reshape(labels, width), flat[-labels:]
        scores = given @ w.T + b
        away = w - near
        value, slope = (_each if several else _one)(scores, target, evened)
        return (
            strength * value + 0.5 * float((away**2).sum()),
            np.concatenate([(strength * slope.T @ given + away).ravel(), strength * slope.sum(0)]),
        )

    begin = np.concatenate([near.ravel(), first])
    minimize = require("scipy.optimize").minimize
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    w, b = found[:-labels].reshape(labels, width), found[-labels:]
    result: Array = w / spread
    return result, np.asarray(b - result @ middle)


def _each(scores: Array, target: Array, balance: Array) -> tuple[float, Array]:
    losses = np.logaddexp(0, scores) - target * scores
    slope = (1 / (1 + np.exp(-np.clip(scores, -30, 30))) - target) * balance
    return float((losses * balance).sum()), slope


def _one(scores: Array, target: Array, balance: Array) -> tuple[float, Array]:
    whole = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    weight = (balance * target).sum(axis=1, keepdims=True)
    losses = (whole[:, 0] - (scores * target).sum(axis=1)) * weight[:, 0]
    return float(losses.sum()), (np.exp(scores - whole) - target) * weight


def balance(truth: NDArray[np.bool_], *, several: bool) -> Array:
    """Weigh rows so that all labels, or having one and not, count alike on the whole."""
    count = len(truth)
    positive = np.maximum(truth.sum(axis=0), 1)
    if not several:
        return np.asarray(np.where(truth, count / (truth.shape[1] * positive), 0.0))
    negative = np.maximum(count - truth.sum(axis=0), 1)
    return np.asarray(np.where(truth, count / (2 * positive), count / (2 * negative)))
