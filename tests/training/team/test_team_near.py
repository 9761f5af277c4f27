from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from commsense.training.team import near


def data(kinds: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    values = random.normal(size=(90, 12)).astype(np.float32) * 3 + 1
    kind = random.integers(0, kinds, 90)
    values[:, 0] += 4 * kind
    return values, np.eye(kinds, dtype=np.bool_)[kind]


def nothing(kinds: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((kinds, 12)), np.zeros(kinds)


def test_one_label_of_three_is_that_of_scikit_learn() -> None:
    values, truth = data(3)
    weights, offsets = near.fit(values, truth, nothing(3), several=False, fresh=True)
    scaled = (values - values.mean(0)) / (values.std(0) + 1e-6)
    model = LogisticRegression(C=near.STRENGTH, class_weight="balanced", max_iter=5000, tol=1e-8)
    wanted = model.fit(scaled, truth.argmax(1)).predict_proba(scaled)
    scores = values @ weights.T + offsets
    found = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
    np.testing.assert_allclose(found, wanted, atol=2e-3)


def test_several_labels_are_fitted_one_by_one() -> None:
    values, truth = data(2)
    weights, offsets = near.fit(values, truth, nothing(2), several=True, fresh=True)
    scaled = (values - values.mean(0)) / (values.std(0) + 1e-6)
    model = LogisticRegression(C=near.STRENGTH, class_weight="balanced", max_iter=5000, tol=1e-8)
    wanted = model.fit(scaled, truth[:, 1]).decision_function(scaled)
    np.testing.assert_allclose(values @ weights[1] + offsets[1], wanted, atol=2e-2)


@pytest.mark.parametrize("several", [True, False])
def test_without_strength_the_start_stays(several: bool) -> None:
    values, truth = data(3)
    start = (np.random.default_rng(1).normal(size=(3, 12)), np.array([0.5, -1.0, 2.0]))
    weights, offsets = near.fit(values, truth, start, several=several, fresh=False, strength=1e-12)
    np.testing.assert_allclose(weights, start[0], atol=1e-4)
    np.testing.assert_allclose(offsets, start[1], atol=1e-3)


def test_more_examples_move_further_from_a_wrong_start() -> None:
    values, truth = data(2)
    start = (np.zeros((2, 12)), np.zeros(2))
    start[0][:, 0] = (1.0, -1.0)  # the other way round

    def right(count: int) -> float:
        weights, offsets = near.fit(
            values[:count], truth[:count], start, several=False, fresh=False, strength=10.0
        )
        return float(((values @ weights.T + offsets).argmax(1) == truth.argmax(1)).mean())

    assert right(4) < right(90)
    assert right(90) > 0.7
