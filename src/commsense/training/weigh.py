"""How much the encoder's and the linear heads' scores count, and which sentences need both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import LABELS
from commsense.extras import require

Scores = NDArray[np.float64]
ENOUGH = 12
"""True examples from which on the weights of a label are fitted, not assumed."""
ASSUMED = (1.0, 0.1)


def blend(
    encoder: Scores, linear: Scores, truth: NDArray[np.bool_], known: NDArray[np.bool_]
) -> Scores:
    """Fit the weights with which two models' log odds are added, [2, labels].

    Args:
        encoder: [rows, labels], of rows that neither model was trained on.
        linear: likewise.
        truth: [rows, labels].
        known: [rows, labels], whether the truth is known.
    """
    result = np.tile(np.array(ASSUMED)[:, None], (1, len(LABELS)))
    for place in range(len(LABELS)):
        rows = known[:, place]
        if int(truth[rows, place].sum()) >= ENOUGH:
            both = np.stack([encoder[rows, place], linear[rows, place]], axis=1)
            model = require("sklearn.linear_model").LogisticRegression(C=1.0)
            found = model.fit(both, truth[rows, place]).coef_[0]
            result[:, place] = np.maximum(found, 0.0)
    return result


def gate(linear: Scores, seen: NDArray[np.bool_], kept: float) -> Scores:
    """Fit which sentences the linear heads may settle: [labels + 1] weights and an offset.

    Args:
        linear: [rows, labels], raw scores.
        seen: [rows], whether the full model says anything of the sentence.
        kept: share of those that the gate has to let through.
    """
    model = require("sklearn.linear_model").LogisticRegression(C=0.1, max_iter=1000)
    middle, spread = linear.mean(axis=0), np.maximum(linear.std(axis=0), 1e-6)
    model.fit((linear - middle) / spread, seen)
    weights = model.coef_[0] / spread
    values = linear @ weights
    limit = np.quantile(values[seen], 1 - kept)
    return np.append(weights, -limit)


def says_something(found: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the rows [rows, labels] in which anything but a neutral sentiment was seen."""
    telling = np.array([label != "neutral" for label in LABELS])
    return np.asarray(found[:, telling].any(axis=1))
