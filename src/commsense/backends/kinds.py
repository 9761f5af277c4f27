"""The kinds of encoder that a cascade may have, and how each is loaded from a model folder.

A card says ``[encoder] kind``: ``commsense`` (the default, the shipped encoder's kind, int8 ONNX)
or ``huggingface`` (any encoder of the library transformers, as safetensors or as int8 ONNX).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from commsense.backends.inputs import ModelInput
from commsense.errors import ModelError

if TYPE_CHECKING:
    from commsense.backends.encoder import Scored

OWN, HUGGINGFACE = "commsense", "huggingface"


class Reader(Protocol):
    """An encoder, by whatever it is run."""

    def read(self, inputs: Sequence[ModelInput], most: int = ...) -> list[Scored]:
        """Give the raw scores of inputs, in order, with ``most`` pieces of context."""


def load(folder: Path, card: Mapping[str, Any], device: str) -> Reader:
    """Load the encoder that the ``card`` describes from ``folder`` onto ``cpu`` or ``cuda``.

    Raises:
        ModelError: if the table ``[encoder]`` or a file is not what it should be.
        MissingExtra: if torch is needed and not installed.
    """
    found = card.get("encoder")
    table = found if isinstance(found, dict) else {}
    kind = str(table.get("kind", OWN))
    if kind not in KINDS:
        raise ModelError(f"{folder}: encoder: found kind {kind!r}; accepted: {', '.join(KINDS)}.")
    needed, loader = KINDS[kind]
    if any(str(table.get(key)) not in card["files"] for key in needed):
        raise ModelError(
            f"{folder}: expected a table [encoder] with {', '.join(needed)}, all listed with "
            f"their sha256 under [files]; found {found!r}."
        )
    return loader(folder, table, len(card["labels"]), device)


def _own(folder: Path, table: Mapping[str, Any], labels: int, device: str) -> Reader:
    from commsense.backends.encoder import Encoder
    from commsense.backends.layouts import OwnLayout

    weights, layout = folder / table["weights"], OwnLayout(folder / table["vocabulary"])
    if device == "cuda":
        from commsense.backends.gpu import TorchEncoder, network

        made = network(weights, int(table["attention_heads"]), labels)
        return TorchEncoder(made, layout, device)
    return Encoder(weights, layout, labels=labels)


def _huggingface(folder: Path, table: Mapping[str, Any], labels: int, device: str) -> Reader:
    from commsense.backends.encoder import Encoder
    from commsense.backends.hub_layout import HubLayout

    layout = HubLayout(folder / table["vocabulary"], int(table["longest"]))
    weights = folder / table["weights"]
    if weights.suffix == ".onnx":  # whole numbers are for the processor, whatever is asked for
        return Encoder(weights, layout, labels=labels)
    from commsense.backends import hub
    from commsense.backends.gpu import TorchEncoder

    return TorchEncoder(hub.load(folder / table["config"], weights, labels), layout, device)


KINDS: dict[str, tuple[tuple[str, ...], Callable[[Path, Mapping[str, Any], int, str], Reader]]] = {
    OWN: (("weights", "vocabulary"), _own),
    HUGGINGFACE: (("weights", "vocabulary", "config"), _huggingface),
}
"""The files that the table of each kind names, and what loads it."""
