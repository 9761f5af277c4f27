"""From out-of-fold scores to calibration and thresholds, and to figures that are honest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import LABELS
from commsense.labels import FLAGS, SENTIMENTS
from commsense.training.calibrate import platt, probabilities, threshold

FLAG_BETA = 0.5
UNHAPPY_BETA = 0.7
"""A false alarm costs more than a miss, so flags and unhappy sentences lean to precision."""
MISSED = 0.1
"""Share of the true examples that may lie below the band in which a label is unsure."""
BAND = 0.4
"""The band begins at this share of the threshold at the lowest: doubt about all says nothing."""
CONCERN_BETA = 0.8
"""So do concerns, a little: one that nobody sees is what the product is there to prevent."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores [rows, labels] of text that was not trained on, with the truth.

    ``known`` [rows, labels] tells which of the truth is known at all.
    """

    scores: NDArray[np.float64]
    truth: NDArray[np.bool_]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Decision:
    """``calibration`` [2, labels] (slope, offset) and the threshold of each label.

    From ``unsure`` up to its threshold it is unsure whether a label holds: below lies at most one
    true example in ``1 / MISSED``, or nothing that has ``BAND`` of the threshold's chance.
    """

    calibration: NDArray[np.float64]
    thresholds: dict[str, float]
    unsure: dict[str, float]


def decide(scored: Scored) -> Decision:
    """Fit calibration and thresholds for every label."""
    calibration = np.zeros((2, len(LABELS)))
    for place in range(len(LABELS)):
        rows = scored.known[:, place]
        calibration[:, place] = platt(scored.scores[rows, place], scored.truth[rows, place])
    chances = probabilities_of(scored.scores, calibration)
    thresholds, unsure = {}, {}
    for place, label in enumerate(LABELS):
        rows = scored.known[:, place]
        chance, true = chances[rows, place], scored.truth[rows, place]
        thresholds[label] = _threshold(label, chance, true)
        least = float(np.quantile(chance[true], MISSED)) if true.any() else thresholds[label]
        unsure[label] = min(max(least, BAND * thresholds[label]), thresholds[label])
    return Decision(calibration, thresholds, unsure)


def probabilities_of(
    scores: NDArray[np.float64], calibration: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Calibrate as ``backends.heads`` does: each label by itself, sentiment summing to 1."""
    chance = probabilities(scores, calibration[0], calibration[1])
    count = len(SENTIMENTS)
    chance[:, :count] /= chance[:, :count].sum(axis=1, keepdims=True)
    return chance


def _threshold(label: str, chance: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    if label in FLAGS:
        return threshold(chance, true, beta=FLAG_BETA, prior=0.5, bounds=(0.4, 0.9))
    if label == "negative":
        return threshold(chance, true, beta=UNHAPPY_BETA)
    return threshold(chance, true, beta=CONCERN_BETA if label == "concern" else 1.0)
