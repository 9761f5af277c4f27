from __future__ import annotations

import numpy as np

from commsense.backends.heads import LABELS
from commsense.training.decide import Scored, decide, figures, seen
from commsense.training.split import by_group

COUNT = 400


def scored(reverse: bool = False) -> Scored:
    """Scores that tell every label apart (or say the opposite)."""
    random = np.random.default_rng(3)
    truth = random.random((COUNT, len(LABELS))) < 0.2
    truth[:, :3] = np.eye(3, dtype=bool)[random.integers(0, 3, COUNT)]
    scores = np.where(truth, 1.0, -1.0) * (-1 if reverse else 1) + random.normal(
        scale=0.1, size=truth.shape
    )
    return Scored(scores, truth, np.ones(COUNT, dtype=bool), np.ones(COUNT, dtype=bool))


def test_labels_that_can_be_told_are_told() -> None:
    folds = by_group([f"t-{n // 4}" for n in range(COUNT)])
    assert all(found.f1 > 0.97 for found, _ in figures(scored(), folds).values())
    assert all(error < 0.05 for _, error in figures(scored(), folds).values())


def test_exactly_one_sentiment() -> None:
    chances = np.random.default_rng(5).random((50, len(LABELS)))
    found = seen(chances, dict.fromkeys(LABELS, 0.5))
    assert (found[:, :3].sum(axis=1) == 1).all()


def test_a_label_without_real_examples_is_decided_on_the_authored() -> None:
    given = scored()
    real = ~given.truth[:, LABELS.index("escalation")]
    mixed = Scored(given.scores, given.truth, real, given.judged)
    found = decide(mixed)
    place = LABELS.index("escalation")
    assert found.calibration[0, place] > 0
    assert 0.1 <= found.thresholds["escalation"] <= 0.8
