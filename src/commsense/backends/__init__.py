"""Models that read sentences: one module a backend, one line each in ``BACKENDS``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from commsense.assessment import Prediction
from commsense.backends import card_form, cascade, folder, linear, own_tasks
from commsense.backends.devices import DEVICES, chosen
from commsense.backends.inputs import ModelInput
from commsense.backends.own_tasks import OwnTask
from commsense.errors import ModelError

__all__ = [
    "BACKENDS",
    "DEVICES",
    "Backend",
    "Model",
    "ModelInput",
    "OwnTask",
    "chosen",
    "identify",
    "load",
    "own_labels",
]


class Model(Protocol):
    """Reads sentences; on the processor the same for a sentence alone or among others.

    On a GPU, which reads in batches, probabilities differ a little with what stands beside.
    """

    name: str
    digest: str
    relates: bool  # whether it can ``relate``

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are served."""

    @property
    def own_tasks(self) -> Mapping[str, OwnTask]:
        """The tasks that a team taught it beside those of the label guide, by name."""

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Give calibrated probabilities of all labels for each input, in the same order."""

    def skim(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Give the same for archives: faster, and hardly less right."""

    def relate(self, inputs: Sequence[ModelInput]) -> list[dict[str, float]]:
        """Tell what each input does to the concern that is its context, by ``RELATIONS``.

        Only for a model that ``relates``.
        """

    def sentiment_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which a sentence is negative or positive."""

    def act_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each act counts as seen, by label."""

    def flag_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each flag counts as seen, by label."""

    def own_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each label of the own tasks counts as seen, by label.

        Where exactly one label of a task holds, it has to be the likeliest as well.
        """

    def unsure_from(self, language: str) -> dict[str, float]:
        """Give the probability from which it is unsure whether an act or flag holds."""


class Backend(Protocol):
    """A module that loads one kind of model folder."""

    def load(self, folder: Path, card: dict[str, Any], digest: str, device: str) -> Model:
        """Load the model that the ``card`` describes from ``folder`` onto ``cpu`` or ``cuda``."""


BACKENDS: dict[str, Backend] = {"cascade": cascade, "linear": linear}


def load(name_or_folder: str, device: str = "cpu") -> Model:
    """Load a model by name (``default``) or from a folder.

    Names are looked for in the installed package, then in the checkout; nothing is downloaded.

    Args:
        name_or_folder: which model.
        device: one of ``DEVICES``; ``auto`` is ``cuda`` where that can be used.

    Raises:
        ModelError: if the folder is missing, damaged or not one of ours, or there is no GPU.
        MissingExtra: if a GPU is asked for and the packages for it are not installed.
    """
    place, card, backend = _opened(name_or_folder)
    return backend.load(place, card, folder.digest(place), chosen(device))


def identify(name_or_folder: str) -> str:
    """Check a model as ``load`` does and give its name and digest, without loading its weights.

    Raises:
        ModelError: if the folder is missing, damaged or not one of ours.
    """
    place, card, _ = _opened(name_or_folder)
    return f"{card.get('name', place.name)} {folder.digest(place)[:12]}"


def own_labels(name_or_folder: str) -> tuple[str, ...]:
    """Give the labels of a team's own tasks that a model was taught; for most models none.

    Raises:
        ModelError: if the folder is missing or its card is not one of ours.
    """
    place = folder.find(name_or_folder)
    return own_tasks.labels(own_tasks.read(place, card_form.read(place)))


def _opened(name_or_folder: str) -> tuple[Path, dict[str, Any], Backend]:
    place = folder.find(name_or_folder)
    card = folder.card(place)
    backend = BACKENDS.get(str(card.get("backend")))
    if backend is None:
        raise ModelError(
            f"{place / folder.CARD}: expected backend to be one of {', '.join(BACKENDS)}, "
            f"found {card.get('backend')!r}."
        )
    return place, card, backend
