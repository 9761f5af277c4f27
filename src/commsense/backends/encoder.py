"""The encoder on the processor: int8 ONNX, one sentence at a time.

Dynamic quantisation measures the range of what goes through a layer over the whole batch, so a
sentence would read differently beside others. One at a time it always reads the same, and nothing
is spent on filling up; batches of sixteen would be a fifth faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import LABELS
from commsense.backends.inputs import ModelInput
from commsense.backends.layouts import Layout
from commsense.backends.pieces import MOST_BEFORE, Reading
from commsense.errors import ModelError
from commsense.labels import JARGON_KINDS, RELATIONS

INPUTS = ("pieces", "parts", "present")
OUTPUTS = ("labels", "spans", "relations")


def widths(labels: int) -> tuple[int, int, int]:
    """Give how many values each output has, for a model with so many ``labels``."""
    return labels, 1 + len(JARGON_KINDS), len(RELATIONS)


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its raw scores, before calibration.

    ``labels`` [labels], ``spans`` [pieces of the sentence, 1 + kinds], ``relations`` [relations].
    """

    reading: Reading
    labels: NDArray[np.float32]
    spans: NDArray[np.float32]
    relations: NDArray[np.float32]


class Encoder:
    """Scores readings, one at a time."""

    def __init__(
        self, weights: Path, layout: Layout, threads: int = 1, labels: int = len(LABELS)
    ) -> None:
        """Load the network.

        Args:
            weights: the network, int8 ONNX.
            layout: cuts and lays out what it reads.
            threads: how many cores one sentence may use.
            labels: how many labels it gives, those of the team's own included.

        Raises:
            ModelError: if the file cannot be read as what it should be.
        """
        self._layout = layout
        self._session = _session(weights, threads)
        self._check(weights, widths(labels))

    def read(self, inputs: Sequence[ModelInput], most: int = MOST_BEFORE) -> list[Scored]:
        """Score inputs, in order, with ``most`` pieces of context."""
        return list(self._scored(self._layout.read(inputs, most)))

    def _check(self, weights: Path, expected: tuple[int, int, int]) -> None:
        """See that the network has the outputs of this version, and a row for every word."""
        last = max(self._layout.words - 1, 0)
        given = {name: np.array([[last]], dtype=np.int64) for name in INPUTS}
        given |= {"parts": np.array([[0]]), "present": np.array([[1]])}
        try:
            found = tuple(each.shape[-1] for each in self._session.run(OUTPUTS, given))
        except Exception as error:  # the library raises nothing narrower
            raise ModelError(
                f"{weights} cannot read the words of its vocabulary: {error}."
            ) from error
        if found != expected:
            raise ModelError(
                f"{weights}: expected outputs of {expected} (labels, spans, relations), found"
                f" {found}. The model belongs to another version."
            )

    def _scored(self, readings: Sequence[Reading]) -> Iterator[Scored]:
        for reading in readings:
            labels, spans, relations = self._session.run(OUTPUTS, _arrays(reading))
            yield Scored(reading, labels[0], spans[0, reading.own], relations[0])


def _session(weights: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(weights), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{weights} cannot be read as a network: {error}.") from error


def _arrays(reading: Reading) -> dict[str, NDArray[np.int64]]:
    found = (reading.pieces, reading.parts, (1,) * len(reading.pieces))
    return {
        name: np.array([values], dtype=np.int64) for name, values in zip(INPUTS, found, strict=True)
    }
