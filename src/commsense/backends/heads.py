"""Linear heads over hashed n-grams and cue phrases: one score a label, a weighted sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import Prediction
from commsense.backends.cues import Cues
from commsense.backends.features import BUCKETS, PHRASES_IN, Grams, grams
from commsense.backends.inputs import ModelInput
from commsense.backends.own_tasks import BUILT_IN, OwnTask, choices, labels
from commsense.labels import ACTS, FLAGS, SENTIMENTS

BATCH = 256
LABELS = BUILT_IN
"""The built-in labels; a model has those of a team's own tasks after them."""
ARRAYS = (
    "buckets",  # [features] of the n-grams that have weights
    "weights",  # [features, labels] whole numbers
    "scale",  # [labels] what one step of them is worth
    "phrases",  # [phrases] buckets of the cue phrases
    "phrase_lists",  # [phrases, most] the lists that each is on, -1 = none
    "cue_weights",  # [cue features, labels] whole numbers
    "cue_scale",  # [labels]
    "bias",  # [labels]
    "calibration",  # [2, labels]: slope and offset, Platt
)


class Heads:
    """The heads of one language."""

    def __init__(
        self, language: str, arrays: dict[str, NDArray[Any]], tasks: Sequence[OwnTask] = ()
    ) -> None:
        """Take the language, the ``ARRAYS`` and the tasks of the team's own."""
        self.language = language
        self._tasks = tasks
        self._weights = arrays["weights"]
        self._scale = arrays["scale"].astype(np.float64)
        self._cue_weights = arrays["cue_weights"]
        self._cue_scale = arrays["cue_scale"].astype(np.float64)
        self._bias = arrays["bias"].astype(np.float64)
        self._slope, self._offset = arrays["calibration"].astype(np.float64)
        self._row = np.full(BUCKETS, -1, dtype=np.int32)
        self._row[arrays["buckets"]] = np.arange(len(arrays["buckets"]), dtype=np.int32)
        self._cues = Cues(arrays["phrases"], arrays["phrase_lists"])

    def scores(self, inputs: Sequence[ModelInput]) -> NDArray[np.float64]:
        """Give the raw score of each label for each input, [inputs, labels]."""
        total = np.tile(self._bias, (len(inputs), 1))
        found = grams([item.text for item in inputs], self.language)
        for each in found.values():
            number = np.bincount(each.rows, minlength=len(inputs))
            row = self._row[each.buckets].astype(np.int64)
            known = row >= 0
            sums = _sums(self._weights, Grams(each.rows[known], row[known]), len(inputs))
            total += sums * self._scale / np.sqrt(np.maximum(number, 1))[:, None]
        seen = self._cues.seen(found[PHRASES_IN[self.language]], [item.side for item in inputs])
        total += _sums(self._cue_weights, seen, len(inputs)) * self._cue_scale
        return total

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Give the calibrated probabilities of all labels."""
        return self.judge(self.scores(inputs))

    def judge(self, scores: NDArray[np.float64]) -> list[Prediction]:
        """Calibrate raw scores [inputs, labels]."""
        values = scores * self._slope + self._offset
        rows = chances(values, self._tasks).tolist()
        return [prediction(row, self._tasks) for row in rows]


def log_odds(scores: NDArray[np.float64], tasks: Sequence[OwnTask] = ()) -> NDArray[np.float64]:
    """Make raw scores of the encoder log odds: a sentiment's against the two others.

    So are those of an own task of which exactly one label holds.
    """
    result = scores.copy()
    for among in choices(tasks):
        for place in range(among.start, among.stop):
            others = np.delete(scores[:, among], place - among.start, axis=1)
            result[:, place] = scores[:, place] - np.logaddexp.reduce(others, axis=1)
    return result


def chances(values: NDArray[np.float64], tasks: Sequence[OwnTask] = ()) -> NDArray[np.float64]:
    """Make probabilities of log odds [rows, labels].

    Those of sentiment sum to 1, and those of each own task of which exactly one label holds.
    """
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    for among in choices(tasks):
        one = chance[:, among]
        one /= one.sum(axis=1, keepdims=True)
    return chance


def prediction(row: Sequence[float], tasks: Sequence[OwnTask] = ()) -> Prediction:
    """Name the values of one sentence, in the order of ``LABELS`` and then of the own tasks."""
    acts, flags, own = len(SENTIMENTS), len(SENTIMENTS) + len(ACTS), len(LABELS)
    return Prediction(
        sentiment=dict(zip(SENTIMENTS, row[:acts], strict=True)),
        acts=dict(zip(ACTS, row[acts:flags], strict=True)),
        flags=dict(zip(FLAGS, row[flags:own], strict=True)),
        own=dict(zip(labels(tasks), row[own:], strict=True)),
    )


def nothing(tasks: Sequence[OwnTask] = ()) -> Prediction:
    """Say what holds in a language that is not served: neutral, no act, no label of the team's."""
    rest = len(ACTS) + len(FLAGS) + len(labels(tasks))
    return prediction([0.0, 1.0, 0.0] + [0.0] * rest, tasks)


def _sums(weights: NDArray[Any], found: Grams, count: int) -> NDArray[np.int64]:
    """Sum each sentence's rows of ``weights``: whole numbers, so that batches do not matter."""
    result = np.zeros((count, weights.shape[1]), dtype=np.int64)
    order = np.argsort(found.rows, kind="stable")
    present, start = np.unique(found.rows[order], return_index=True)
    if len(present):
        chosen = weights[found.buckets[order]]
        result[present] = np.add.reduceat(chosen, start, axis=0, dtype=np.int32)
    return result
