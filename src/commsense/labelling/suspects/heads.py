"""A logistic regression for each label of a task, fitted to some rows and asked of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from commsense import extras

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

STRENGTH = 3.0
"""scikit-learn's C; measured by scripts/bench_label_errors.py, little depends on it."""
TOLERANCE = 1e-2
"""When a fit is good enough, liblinear's own default; ten times finer finds no more errors."""
_CERTAIN = 1e-4


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights of each label, [features, labels], and its offset."""

    weights: NDArray[np.float32]
    offsets: NDArray[np.float32]
    several: bool

    def probabilities(self, matrix: csr_matrix) -> NDArray[np.float64]:
        """Give the probability of each label for each row; of single choices they sum to 1."""
        scores = np.asarray(matrix @ self.weights, dtype=np.float64) + self.offsets
        found = np.clip(1 / (1 + np.exp(-scores)), _CERTAIN, 1 - _CERTAIN)
        return found if self.several else found / found.sum(axis=1, keepdims=True)


def fit(matrix: csr_matrix, given: NDArray[np.bool_], *, several: bool, seed: int) -> Heads:
    """Fit a head for each label; one that all rows have, or none, is told by its frequency.

    Raises:
        MissingExtra: scikit-learn is not installed.
    """
    linear = extras.require("sklearn.linear_model")
    count, labels = given.shape
    weights = np.zeros((matrix.shape[1], labels), dtype=np.float32)
    offsets = np.zeros(labels, dtype=np.float32)
    for label in range(labels):
        held = int(given[:, label].sum())
        if held in (0, count):
            share = (held + 0.5) / (count + 1)
            offsets[label] = np.log(share / (1 - share))
            continue
        model = linear.LogisticRegression(
            C=STRENGTH, solver="liblinear", tol=TOLERANCE, max_iter=200, random_state=seed
        )
        model.fit(matrix, given[:, label])
        weights[:, label], offsets[label] = model.coef_[0], model.intercept_[0]
    return Heads(weights, offsets, several)
