"""What the models are given of each row: its n-grams, and what a trained model says of it.

The features of up to ``KEPT`` rows of a language are made once for all tasks; of more, each time
they are needed, so that memory stays bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from commsense import extras
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.suspects.matrix import Vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CHINESE, OTHER = "zh", "en"
LEARNT = 10_000
"""Rows that the n-grams are learnt from."""
KEPT = 100_000
_AT_ONCE = 4_000

Rows = NDArray[np.int64]
Kind = tuple[str, bool]
"""A language, and whether the concern before the sentence belongs to it."""


class Design:
    """The features of the rows of a sheet."""

    def __init__(self, sheet: Sheet, read: NDArray[np.float32] | None = None) -> None:
        """Take the rows, and what a trained model says of each: numbers of about 1."""
        self._sheet = sheet
        self._read = read
        self._chinese = np.array([each == CHINESE for each in sheet.language], dtype=np.bool_)
        self._vocabularies: dict[Kind, Vocabulary] = {}
        self._kept: dict[Kind, csr_matrix] = {}

    def language(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell which rows are Chinese; all others are read as English is."""
        return self._chinese[rows]

    def matrix(self, rows: Rows, language: str, *, pair: bool) -> csr_matrix:
        """Give the features of rows of one language, a row each."""
        sparse = extras.require("scipy.sparse")
        of = np.flatnonzero(self._chinese == (language == CHINESE))
        if len(of) > KEPT:
            found = self._made(rows, of, (language, pair))
        else:
            if (language, pair) not in self._kept:
                self._kept[language, pair] = self._made(of, of, (language, pair))
            found = self._kept[language, pair][np.searchsorted(of, rows)]
        if self._read is None:
            return found
        return sparse.hstack([found, sparse.csr_matrix(self._read[rows])], format="csr")

    def _made(self, rows: Rows, of: Rows, kind: Kind) -> csr_matrix:
        sparse = extras.require("scipy.sparse")
        if kind not in self._vocabularies:
            learnt = np.sort(np.random.default_rng(0).permutation(of)[:LEARNT])
            self._vocabularies[kind] = Vocabulary(self._texts(learnt, kind), kind[0])
        vocabulary = self._vocabularies[kind]
        blocks = [
            vocabulary.matrix(self._texts(rows[start : start + _AT_ONCE], kind))
            for start in range(0, len(rows), _AT_ONCE)
        ]
        return sparse.vstack(blocks, format="csr")

    def _texts(self, rows: Rows, kind: Kind) -> list[str]:
        chosen = [self._sheet.rows[row] for row in rows]
        return ["\n".join((r.text, *r.context)) if kind[1] else r.text for r in chosen]
