"""How an encoder is given a sentence: in pieces of which vocabulary, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from commsense.backends import pieces
from commsense.backends.inputs import ModelInput
from commsense.backends.pieces import Reading
from commsense.errors import ModelError


class Layout(Protocol):
    """Cuts inputs into pieces and lays them out for one encoder."""

    pad: int  # the piece that rows of a batch are filled up with
    words: int  # how many pieces there are

    def read(self, inputs: Sequence[ModelInput], most: int = ...) -> list[Reading]:
        """Lay out inputs, in order, with ``most`` pieces of context."""


class OwnLayout:
    """That of the shipped encoder; see ``backends.pieces``."""

    pad = pieces.PAD

    def __init__(self, file: Path) -> None:
        """Load the vocabulary.

        Raises:
            ModelError: if the file cannot be read as one.
        """
        try:
            self._tokenizer = pieces.load(file)
        except Exception as error:  # the library raises nothing narrower
            raise ModelError(f"{file} cannot be read as a vocabulary: {error}.") from error
        self._known = frozenset(self._tokenizer.get_vocab())
        self.words = self._tokenizer.get_vocab_size()

    def read(self, inputs: Sequence[ModelInput], most: int = pieces.MOST_BEFORE) -> list[Reading]:
        """Lay out inputs, in order, with ``most`` pieces of context."""
        return pieces.read(inputs, self._tokenizer, self._known, most)
