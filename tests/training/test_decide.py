from __future__ import annotations

import numpy as np

from commsense.backends.heads import LABELS
from commsense.training.decide import Scored, decide, probabilities_of

COUNT = 400


def scored() -> Scored:
    """Scores that tell every label apart."""
    random = np.random.default_rng(3)
    truth = random.random((COUNT, len(LABELS))) < 0.2
    truth[:, :3] = np.eye(3, dtype=bool)[random.integers(0, 3, COUNT)]
    scores = np.where(truth, 1.0, -1.0) + random.normal(scale=0.1, size=truth.shape)
    return Scored(scores, truth, np.ones(truth.shape, dtype=bool))


def test_labels_that_can_be_told_are_told() -> None:
    given = scored()
    found = decide(given)
    chances = probabilities_of(given.scores, found.calibration)
    for place, label in enumerate(LABELS):
        seen = chances[:, place] >= found.thresholds[label]
        assert (seen == given.truth[:, place]).mean() > 0.99


def test_sentiments_sum_to_one() -> None:
    given = scored()
    chances = probabilities_of(given.scores, decide(given).calibration)
    assert np.allclose(chances[:, :3].sum(axis=1), 1)


def test_rows_whose_truth_is_not_known_do_not_count() -> None:
    given = scored()
    place = LABELS.index("vague")
    known = given.known.copy()
    known[COUNT // 2 :, place] = False
    truth = given.truth.copy()
    truth[COUNT // 2 :, place] = ~truth[COUNT // 2 :, place]
    one = decide(Scored(given.scores, given.truth, known))
    other = decide(Scored(given.scores, truth, known))
    assert one.thresholds == other.thresholds
    assert np.array_equal(one.calibration, other.calibration)


def test_flags_need_more_than_a_guess() -> None:
    given = scored()
    scores = np.random.default_rng(4).normal(size=given.scores.shape)  # says nothing
    found = decide(Scored(scores, given.truth, given.known))
    assert all(found.thresholds[label] >= 0.4 for label in ("vague", "blame", "harsh"))


def test_few_true_examples_lie_below_the_band_of_the_unsure() -> None:
    given = scored()
    noisy = given.scores + np.random.default_rng(6).normal(scale=1.5, size=given.scores.shape)
    found = decide(Scored(noisy, given.truth, given.known))
    chances = probabilities_of(noisy, found.calibration)
    place = LABELS.index("concern")
    true = chances[given.truth[:, place], place]
    assert found.unsure["concern"] < found.thresholds["concern"]
    assert (true < found.unsure["concern"]).mean() <= 0.11
