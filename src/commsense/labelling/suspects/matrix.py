"""Sentences as weighed n-grams (TF-IDF) of words and characters, some thousands at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from commsense import extras
from commsense.backends.features import BUCKETS, Grams, grams

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RARE = 2
"""Sentences that an n-gram has to be in."""
MOST = 100_000
"""N-grams of a kind that are kept, the most frequent ones."""


class Vocabulary:
    """The n-grams of some sentences and what each is worth."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        """Learn which n-grams there are in sentences of one language, without their labels."""
        self._language = language
        self._columns: dict[str, NDArray[np.int32]] = {}
        self._worth: dict[str, NDArray[np.float32]] = {}
        for kind, found in grams(texts, language).items():
            number = np.bincount(_counted(found, found.buckets, len(texts), BUCKETS).indices)
            kept = np.flatnonzero(number >= RARE)
            kept = np.sort(kept[np.argsort(-number[kept], kind="stable")[:MOST]])
            self._columns[kind] = np.full(BUCKETS, -1, dtype=np.int32)
            self._columns[kind][kept] = np.arange(len(kept), dtype=np.int32)
            worth = np.log((1 + len(texts)) / (1 + number[kept])) + 1
            self._worth[kind] = worth.astype(np.float32)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Give a row a sentence; the n-grams of each kind together have the length 1."""
        sparse = extras.require("scipy.sparse")
        found = grams(texts, self._language)
        return sparse.hstack(
            [self._block(found[kind], kind, len(texts)) for kind in self._columns], format="csr"
        )

    def _block(self, found: Grams, kind: str, rows: int) -> Any:
        sparse = extras.require("scipy.sparse")
        columns = self._columns[kind][found.buckets]
        known = columns >= 0
        worth = self._worth[kind]
        block = _counted(Grams(found.rows[known], found.buckets), columns[known], rows, len(worth))
        block.data = (1 + np.log(block.data)) * worth[block.indices]
        lengths = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
        return sparse.diags((1 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ block


def _counted(found: Grams, columns: NDArray[Any], rows: int, width: int) -> Any:
    """Count how often each row has each column."""
    sparse = extras.require("scipy.sparse")
    ones = np.ones(len(columns), dtype=np.float32)
    # Adds up what stands twice.
    return sparse.coo_matrix((ones, (found.rows, columns)), shape=(rows, width)).tocsr()
