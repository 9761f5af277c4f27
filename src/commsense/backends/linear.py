"""The linear backend: a set of heads for each language, in one safetensors file each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense.assessment import Prediction
from commsense.backends import own_tasks
from commsense.backends.inputs import ModelInput
from commsense.backends.own_tasks import OwnTask
from commsense.backends.thresholds import Thresholds
from commsense.errors import ModelError

if TYPE_CHECKING:
    from commsense.backends.heads import Heads


class LinearModel(Thresholds):
    """A model of linear heads; see ``backends.Model``."""

    relates = False

    def __init__(
        self,
        name: str,
        digest: str,
        heads: dict[str, Heads],
        card: dict[str, Any],
        tasks: Sequence[OwnTask] = (),
    ) -> None:
        super().__init__(card, tasks)
        self.name = name
        self.digest = digest
        self._heads = heads

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are served."""
        return tuple(self._heads)

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Read each sentence; one in a language that is not served gets no act and is neutral."""
        from commsense.backends.heads import BATCH, nothing

        result = [nothing(tuple(self.own_tasks.values()))] * len(inputs)
        for language, heads in self._heads.items():
            places = [i for i, each in enumerate(inputs) if each.language == language]
            for start in range(0, len(places), BATCH):
                batch = places[start : start + BATCH]
                found = heads.predict([inputs[i] for i in batch])
                for place, each in zip(batch, found, strict=True):
                    result[place] = each
        return result

    def skim(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Read as ``predict`` does: nothing is faster."""
        return self.predict(inputs)

    def relate(self, inputs: Sequence[ModelInput]) -> list[dict[str, float]]:
        """Refuse: linear heads read one sentence at a time.

        Raises:
            ModelError: always.
        """
        raise ModelError(f"{self.name} reads no pairs of sentences, and was given {len(inputs)}.")


def load(folder: Path, card: dict[str, Any], digest: str, device: str) -> LinearModel:  # noqa: ARG001
    """Load the heads that the ``card`` names from ``folder``; they always run on the processor.

    Raises:
        ModelError: if the labels or the arrays are not those that this version works with.
    """
    tasks = own_tasks.read(folder, card)
    heads = load_heads(folder, card, tasks)
    return LinearModel(str(card.get("name", folder.name)), digest, heads, card, tasks)


def load_heads(folder: Path, card: dict[str, Any], tasks: Sequence[OwnTask]) -> dict[str, Heads]:
    """Load the heads of each language; ``tasks`` are the team's own.

    Raises:
        ModelError: if the arrays are not those that this version works with.
    """
    from commsense.backends.heads import Heads

    return {
        language: Heads(language, _arrays(folder, table, card), tasks)
        for language, table in card["languages"].items()
    }


def _arrays(folder: Path, table: dict[str, Any], card: dict[str, Any]) -> dict[str, Any]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    from commsense.backends.heads import ARRAYS

    files: dict[str, str] = card["files"]

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
    shape = (len(arrays["buckets"]), len(card["labels"]))
    if arrays["weights"].shape != shape:
        raise ModelError(
            f"{folder / name}: expected weights of {shape}, found {arrays['weights'].shape}."
        )
    return arrays
