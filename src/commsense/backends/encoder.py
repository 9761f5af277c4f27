"""The encoder on the processor: int8 ONNX, one sentence at a time.

Dynamic quantisation measures the range of what goes through a layer over the whole batch, so a
sentence would read differently beside others. One at a time it always reads the same, and nothing
is spent on filling up; batches of sixteen would be a fifth faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends import pieces
from commsense.backends.heads import LABELS
from commsense.backends.inputs import ModelInput
from commsense.backends.pieces import Reading
from commsense.errors import ModelError
from commsense.labels import JARGON_KINDS, RELATIONS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

INPUTS = ("pieces", "parts", "present")
OUTPUTS = ("labels", "spans", "relations")
WIDTHS = (len(LABELS), 1 + len(JARGON_KINDS), len(RELATIONS))
"""How many values each output has."""


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
    """Scores readings; ``threads`` is how many cores one sentence may use."""

    def __init__(self, weights: Path, words: Path, threads: int = 1) -> None:
        """Load the network and its vocabulary.

        Raises:
            ModelError: if a file cannot be read as what it should be.
        """
        self._tokenizer = vocabulary(words)
        self._known = frozenset(self._tokenizer.get_vocab())
        self._session = _session(weights, threads)
        self._check(weights)

    def read(self, inputs: Sequence[ModelInput], most: int = pieces.MOST_BEFORE) -> list[Scored]:
        """Score inputs, in order, with ``most`` pieces of context."""
        return list(self._scored(pieces.read(inputs, self._tokenizer, self._known, most)))

    def _check(self, weights: Path) -> None:
        """See that the network has the outputs of this version, and a row for every word."""
        last = max(self._tokenizer.get_vocab_size() - 1, 0)
        given = {name: np.array([[last]], dtype=np.int64) for name in INPUTS}
        given |= {"parts": np.array([[0]]), "present": np.array([[1]])}
        try:
            found = tuple(each.shape[-1] for each in self._session.run(OUTPUTS, given))
        except Exception as error:  # the library raises nothing narrower
            raise ModelError(
                f"{weights} cannot read the words of its vocabulary: {error}."
            ) from error
        if found != WIDTHS:
            raise ModelError(
                f"{weights}: expected outputs of {WIDTHS} (labels, spans, relations), found"
                f" {found}. The model belongs to another version."
            )

    def _scored(self, readings: Sequence[Reading]) -> Iterator[Scored]:
        for reading in readings:
            labels, spans, relations = self._session.run(OUTPUTS, _arrays(reading))
            own = min(len(reading.cut.pieces), pieces.MOST)
            yield Scored(reading, labels[0], spans[0, 2 : 2 + own], relations[0])


def vocabulary(file: Path) -> Tokenizer:
    """Load the vocabulary of an encoder.

    Raises:
        ModelError: if the file cannot be read as one.
    """
    try:
        return pieces.load(file)
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{file} cannot be read as a vocabulary: {error}.") from error


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
