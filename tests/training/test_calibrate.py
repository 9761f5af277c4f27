from __future__ import annotations

import numpy as np
import pytest

from commsense.training.calibrate import calibration_error, platt, probabilities, threshold

RANDOM = np.random.default_rng(7)
SCORES = RANDOM.normal(size=4000)
TRUTH = RANDOM.random(4000) < 1 / (1 + np.exp(-(2 * SCORES - 1)))


def test_platt_finds_the_slope_and_offset() -> None:
    a, b = platt(SCORES, TRUTH)
    assert a == pytest.approx(2, abs=0.2)
    assert b == pytest.approx(-1, abs=0.2)


def test_calibrated_probabilities_mean_what_they_say() -> None:
    before = probabilities(SCORES, 9.0, 3.0)
    after = probabilities(SCORES, *platt(SCORES, TRUTH))
    assert calibration_error(TRUTH, after) < 0.03 < calibration_error(TRUTH, before)
    assert after.mean() == pytest.approx(TRUTH.mean(), abs=0.01)


@pytest.mark.parametrize("value", [True, False])
def test_platt_of_one_kind_only(value: bool) -> None:
    truth = np.full(len(SCORES), value)
    found = probabilities(SCORES, *platt(SCORES, truth))
    assert ((found > 0.5) == value).mean() > 0.9


def test_platt_of_perfect_scores_stays_finite() -> None:
    a, b = platt(np.array([-1.0, -1.0, 1.0, 1.0]), np.array([False, False, True, True]))
    assert np.isfinite([a, b]).all()
    assert a > 0


def test_threshold_is_the_best_for_f1() -> None:
    chance = np.array([0.9, 0.8, 0.7, 0.3, 0.2, 0.1])
    truth = np.array([1, 1, 1, 0, 0, 0], dtype=bool)
    found = threshold(chance, truth, shrink=0)
    assert 0.3 < found < 0.7


def test_threshold_leans_to_precision() -> None:
    chance = probabilities(SCORES, 2, -1)
    assert threshold(chance, TRUTH, beta=0.5) > threshold(chance, TRUTH, beta=1)


def test_a_thin_label_stays_near_the_prior() -> None:
    chance = np.linspace(0, 1, 101)
    truth = chance > 0.98
    assert (
        threshold(chance, truth, prior=0.3)
        < 0.5
        < threshold(chance, truth, shrink=0, bounds=(0, 1))
    )
    assert threshold(chance, np.zeros(101, dtype=bool), prior=0.3) == pytest.approx(0.3)
