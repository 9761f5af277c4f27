"""The linear backend: a set of heads for each language, in one safetensors file each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense.assessment import ACTS, FLAGS, SENTIMENTS, Prediction
from commsense.backends.inputs import ModelInput
from commsense.errors import ModelError

if TYPE_CHECKING:
    from commsense.backends.heads import Heads


class LinearModel:
    """A model of linear heads; see ``backends.Model``."""

    def __init__(
        self, name: str, digest: str, heads: dict[str, Heads], card: dict[str, Any]
    ) -> None:
        self.name = name
        self.digest = digest
        self._heads = heads
        self._card = card
        self._known: dict[tuple[str, tuple[str, ...]], dict[str, float]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are served."""
        return tuple(self._heads)

    def sentiment_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which a sentence is negative or positive."""
        return self._thresholds(language, SENTIMENTS)

    def act_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each act counts as seen, by label."""
        return self._thresholds(language, ACTS)

    def flag_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each flag counts as seen, by label."""
        return self._thresholds(language, FLAGS)

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Read each sentence; one in a language that is not served gets no act and is neutral."""
        from commsense.backends.heads import BATCH, prediction

        nothing = prediction([0.0, 1.0, 0.0] + [0.0] * (len(ACTS) + len(FLAGS)))
        result = [nothing] * len(inputs)
        for language, heads in self._heads.items():
            places = [i for i, each in enumerate(inputs) if each.language == language]
            for start in range(0, len(places), BATCH):
                batch = places[start : start + BATCH]
                found = heads.predict([inputs[i] for i in batch])
                for place, each in zip(batch, found, strict=True):
                    result[place] = each
        return result

    def _thresholds(self, language: str, labels: tuple[str, ...]) -> dict[str, float]:
        known = self._known.get((language, labels))
        if known is None:
            chosen = self._card["languages"].get(language, {}).get("thresholds", {})
            known = {label: float(chosen.get(label, 0.5)) for label in labels}
            self._known[language, labels] = known
        return known


def load(folder: Path, card: dict[str, Any], digest: str) -> LinearModel:
    """Load the heads that the ``card`` names from ``folder``.

    Raises:
        ModelError: if the labels or the arrays are not those that this version works with.
    """
    from commsense.backends.heads import LABELS, Heads

    found = card.get("labels")
    if found != list(LABELS):
        raise ModelError(f"{folder}: expected the labels {list(LABELS)}, found {found!r}.")
    languages = card.get("languages")
    if not isinstance(languages, dict) or not languages:
        raise ModelError(f"{folder}: expected a table [languages], found {languages!r}.")
    heads = {
        language: Heads(language, _arrays(folder, table, card["files"]))
        for language, table in languages.items()
    }
    return LinearModel(str(card.get("name", folder.name)), digest, heads, card)


def _arrays(folder: Path, table: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    from commsense.backends.heads import ARRAYS, LABELS

    name = str(table.get("file"))
    if name not in files:
        raise ModelError(f"{folder}: {name} has no sha256 under [files], found {sorted(files)}.")
    try:
        arrays = load_file(folder / name)
    except (SafetensorError, OSError) as error:
        raise ModelError(f"{folder / name} cannot be read as arrays: {error}.") from error
    missing = [each for each in ARRAYS if each not in arrays]
    if missing:
        raise ModelError(
            f"{folder / name}: expected the arrays {', '.join(ARRAYS)}, "
            f"found {', '.join(sorted(arrays))}. The model belongs to another version."
        )
    shape = (len(arrays["buckets"]), len(LABELS))
    if arrays["weights"].shape != shape:
        raise ModelError(
            f"{folder / name}: expected weights of {shape}, found {arrays['weights'].shape}."
        )
    return arrays
