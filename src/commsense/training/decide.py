"""From out-of-fold scores to calibration and thresholds, and to figures that are honest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import FLAGS, SENTIMENTS
from commsense.backends.heads import LABELS
from commsense.training.calibrate import platt, probabilities, threshold
from commsense.training.evaluate import Quality, calibration_error, quality
from commsense.training.split import Fold

THIN = 60
"""A label with fewer true real examples is decided on the authored ones as well."""
FLAG_BETA = 0.5
UNHAPPY_BETA = 0.7
"""A false alarm costs more than a miss, so flags and unhappy sentences lean to precision."""
CONCERN_RECALL = 0.6
"""A concern that nobody sees is what the product is there to prevent."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Out-of-fold scores [rows, labels] with the truth; ``real`` tells real rows from authored.

    ``judged`` tells the rows that flags are labelled on.
    """

    scores: NDArray[np.float64]
    truth: NDArray[np.bool_]
    real: NDArray[np.bool_]
    judged: NDArray[np.bool_]

    def rows(self, chosen: NDArray[np.int64]) -> Scored:
        """Give only the ``chosen`` rows."""
        return Scored(
            self.scores[chosen], self.truth[chosen], self.real[chosen], self.judged[chosen]
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """``calibration`` [2, labels] (slope, offset) and the threshold of each label."""

    calibration: NDArray[np.float64]
    thresholds: dict[str, float]


def decide(scored: Scored) -> Decision:
    """Fit calibration and thresholds for every label."""
    calibration = np.zeros((2, len(LABELS)))
    chosen = [_used(scored, place) for place in range(len(LABELS))]
    for place, rows in enumerate(chosen):
        calibration[:, place] = platt(scored.scores[rows, place], scored.truth[rows, place])
    chances = probabilities_of(scored.scores, calibration)
    thresholds = {
        label: _threshold(label, chances[rows, place], scored.truth[rows, place])
        for place, (label, rows) in enumerate(zip(LABELS, chosen, strict=True))
    }
    return Decision(calibration, thresholds)


def probabilities_of(
    scores: NDArray[np.float64], calibration: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Calibrate as ``backends.heads`` does: each label by itself, sentiment summing to 1."""
    chance = probabilities(scores, calibration[0], calibration[1])
    count = len(SENTIMENTS)
    chance[:, :count] /= chance[:, :count].sum(axis=1, keepdims=True)
    return chance


def seen(chances: NDArray[np.float64], thresholds: dict[str, float]) -> NDArray[np.bool_]:
    """Apply the thresholds; of the sentiments exactly one is seen, as in ``signals.model``."""
    result = chances >= np.array([thresholds[label] for label in LABELS])
    negative = result[:, 0] & (chances[:, 0] >= chances[:, 2])
    positive = result[:, 2] & ~negative
    result[:, 0], result[:, 1], result[:, 2] = negative, ~(negative | positive), positive
    return result


def figures(scored: Scored, folds: Sequence[Fold]) -> dict[str, tuple[Quality, float]]:
    """Give each label's quality and calibration error on the real rows.

    Every fold is judged with calibration and thresholds that were chosen on the others.
    """
    chances = np.zeros_like(scored.scores)
    found = np.zeros_like(scored.truth)
    for train, test in folds:
        decision = decide(scored.rows(train))
        chances[test] = probabilities_of(scored.scores[test], decision.calibration)
        found[test] = seen(chances[test], decision.thresholds)
    result = {}
    for place, label in enumerate(LABELS):
        rows = scored.real & scored.judged if label in FLAGS else scored.real
        true = scored.truth[rows, place]
        error = calibration_error(true, chances[rows, place])
        result[label] = (quality(true, found[rows, place]), error)
    return result


def compare(truth: NDArray[np.bool_], found: NDArray[np.bool_]) -> dict[str, tuple[Quality, float]]:
    """Judge another program's sentiment, [rows, 3]; it gives no probabilities to judge."""
    return {
        label: (quality(truth[:, place], found[:, place]), float("nan"))
        for place, label in enumerate(SENTIMENTS)
    }


def _used(scored: Scored, place: int) -> NDArray[np.bool_]:
    """Tell the rows that a label is decided on: the real ones if enough of them have it."""
    rows = scored.judged if LABELS[place] in FLAGS else np.ones(len(scored.real), dtype=np.bool_)
    enough = int(scored.truth[rows & scored.real, place].sum()) >= THIN
    return rows & scored.real if enough else rows


def _threshold(label: str, chance: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    if label in FLAGS:
        return threshold(chance, true, beta=FLAG_BETA, prior=0.5, bounds=(0.4, 0.9))
    if label == "negative":
        return threshold(chance, true, beta=UNHAPPY_BETA)
    least = CONCERN_RECALL if label == "concern" else 0.0
    return threshold(chance, true, least_recall=least)
