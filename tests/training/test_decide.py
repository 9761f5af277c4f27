from __future__ import annotations

import numpy as np

from commsense.backends.heads import LABELS
from commsense.training.decide import BAND, Scored, decide, probabilities_of

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


def below(noise: float, hidden: float = 0.0) -> tuple[float, float, float]:
    """The threshold of a label, where its band begins, and the share of true ones below that.

    A ``hidden`` share of the true ones looks like all others.
    """
    given, random = scored(), np.random.default_rng(6)
    noisy = given.scores + random.normal(scale=noise, size=given.scores.shape)
    noisy[given.truth & (random.random(noisy.shape) < hidden)] -= 2
    found = decide(Scored(noisy, given.truth, given.known))
    place = LABELS.index("concern")
    true = probabilities_of(noisy, found.calibration)[given.truth[:, place], place]
    least = found.unsure["concern"]
    return found.thresholds["concern"], least, float((true < least).mean())


def test_few_true_examples_lie_below_the_band_of_the_unsure() -> None:
    threshold, least, missed = below(noise=0.8)
    assert least < threshold
    assert missed <= 0.11


def test_where_nothing_can_be_told_the_band_is_bounded() -> None:
    threshold, least, missed = below(noise=0.1, hidden=0.3)
    assert least == BAND * threshold
    assert missed > 0.11
