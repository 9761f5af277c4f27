"""Linear heads over hashed n-grams: one score a label, a weighted sum of the n-grams seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import ACTS, FLAGS, SENTIMENTS, Prediction
from commsense.backends.features import BUCKETS, Grams, grams
from commsense.backends.inputs import ModelInput
from commsense.errors import ModelError

BATCH = 256
LABELS = SENTIMENTS + ACTS + FLAGS
_SHAPES = ("buckets", "weights", "scale", "bias", "calibration")


class Heads:
    """The heads of one language: ``weights`` [features, labels], the rest a value a label."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self.weights = arrays["weights"]
        self.scale = arrays["scale"].astype(np.float64)
        self.bias = arrays["bias"].astype(np.float64)
        self.calibration = arrays["calibration"].astype(np.float64)
        self.row = np.full(BUCKETS, -1, dtype=np.int32)
        self.row[arrays["buckets"]] = np.arange(len(arrays["buckets"]), dtype=np.int32)

    def scores(self, inputs: Sequence[ModelInput], language: str) -> NDArray[np.float64]:
        """Give the raw score of each label for each input, [inputs, labels]."""
        total = np.tile(self.bias, (len(inputs), 1))
        for each in grams([item.text for item in inputs], language).values():
            total += self._sums(each, len(inputs)) * self.scale
        return total

    def probabilities(self, inputs: Sequence[ModelInput], language: str) -> NDArray[np.float64]:
        """Give the calibrated probability of each label; those of sentiment sum to 1."""
        scores = self.scores(inputs, language) * self.calibration[0] + self.calibration[1]
        result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        result[:, : len(SENTIMENTS)] /= result[:, : len(SENTIMENTS)].sum(axis=1, keepdims=True)
        return result

    def _sums(self, found: Grams, count: int) -> NDArray[np.float64]:
        """Sum the weights of each sentence's n-grams, over the root of how many there are.

        The sum is of whole numbers, so that it does not depend on the batch.
        """
        result = np.zeros((count, self.weights.shape[1]), dtype=np.float64)
        number = np.bincount(found.rows, minlength=count)
        row = self.row[found.buckets]
        known = row >= 0
        row, owner = row[known], found.rows[known]
        order = np.argsort(owner, kind="stable")
        present, start = np.unique(owner[order], return_index=True)
        if len(present):
            sums = np.add.reduceat(self.weights[row[order]], start, axis=0, dtype=np.int32)
            result[present] = sums / np.sqrt(number[present])[:, None]
        return result


class LinearModel:
    """A model of linear heads, one set a language; see ``backends.Model``."""

    def __init__(
        self, name: str, digest: str, heads: dict[str, Heads], card: dict[str, Any]
    ) -> None:
        self.name = name
        self.digest = digest
        self._heads = heads
        self._card = card

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are served."""
        return tuple(self._heads)

    def act_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each act counts as seen, by label."""
        return self._thresholds(language, ACTS)

    def flag_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each flag counts as seen, by label."""
        return self._thresholds(language, FLAGS)

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Read each sentence; one in a language that is not served gets no act and is neutral."""
        result = [_NOTHING] * len(inputs)
        for language, heads in self._heads.items():
            chosen = [i for i, each in enumerate(inputs) if each.language == language]
            for start in range(0, len(chosen), BATCH):
                places = chosen[start : start + BATCH]
                rows = heads.probabilities([inputs[i] for i in places], language)
                for place, row in zip(places, rows.tolist(), strict=True):
                    result[place] = _prediction(row)
        return result

    def _thresholds(self, language: str, labels: tuple[str, ...]) -> dict[str, float]:
        chosen = self._card["languages"].get(language, {}).get("thresholds", {})
        return {label: float(chosen.get(label, 0.5)) for label in labels}


def load(folder: Path, card: dict[str, Any], digest: str) -> LinearModel:
    """Load the heads that the ``card`` names from ``folder``.

    Raises:
        ModelError: if the labels or the arrays are not those that this version works with.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    if tuple(card.get("labels", ())) != LABELS:
        raise ModelError(f"{folder}: expected the labels {LABELS}, found {card.get('labels')!r}.")
    heads = {}
    for language, table in card["languages"].items():
        path = folder / table["file"]
        try:
            arrays = load_file(path)
        except (SafetensorError, OSError) as error:
            raise ModelError(f"{path} cannot be read as arrays: {error}.") from error
        missing = [name for name in _SHAPES if name not in arrays]
        if missing or arrays["weights"].shape != (len(arrays["buckets"]), len(LABELS)):
            raise ModelError(f"{path}: expected the arrays {_SHAPES}, found {sorted(arrays)}.")
        heads[language] = Heads(arrays)
    return LinearModel(str(card["name"]), digest, heads, card)


def _prediction(row: list[float]) -> Prediction:
    acts, flags = len(SENTIMENTS), len(SENTIMENTS) + len(ACTS)
    return Prediction(
        sentiment=dict(zip(SENTIMENTS, row[:acts], strict=True)),
        acts=dict(zip(ACTS, row[acts:flags], strict=True)),
        flags=dict(zip(FLAGS, row[flags:], strict=True)),
    )


_NOTHING = _prediction([0.0, 1.0, 0.0] + [0.0] * (len(ACTS) + len(FLAGS)))
