"""Cheap vectors of sentences: hashed n-grams, the rarer ones weighing more, thrown on few axes.

No encoder and no torch: the n-grams are those of the linear heads (``backends.features``), put on
``AXES`` axes with a sign each (Weinberger et al. 2009, "Feature hashing"), which keeps distances
about as they are. A hundred thousand sentences take seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.backends.features import BUCKETS, grams
from commsense.lang import LANGUAGES

AXES = 192
_BATCH = 2_048
_KINDS = ("words",)

Vectors = NDArray[np.float32]


def vectors(texts: Sequence[str], language: str) -> Vectors:
    """Give a vector of length 1 for each text, [texts, ``AXES``].

    Args:
        texts: sentences of one language.
        language: how their words are told apart; one that is not served is cut as English.
    """
    cut = language if language in LANGUAGES else LANGUAGES[0]
    batches = [_buckets(texts[n : n + _BATCH], cut) for n in range(0, len(texts), _BATCH)]
    spread = np.zeros(BUCKETS, dtype=np.int32)
    for rows, buckets in batches:
        np.add.at(spread, np.unique(rows * BUCKETS + buckets) % BUCKETS, 1)
    weights = np.log((1 + len(texts)) / (1 + spread)).astype(np.float32)
    made = [_thrown(rows, buckets, weights) for rows, buckets in batches]
    return np.concatenate([*made, np.zeros((0, AXES), dtype=np.float32)])


def _buckets(texts: Sequence[str], language: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    found = grams(texts, language)
    # A text without any word still has its row.
    rows = np.concatenate([*(found[kind].rows for kind in _KINDS), np.arange(len(texts))])
    none = np.zeros(len(texts), dtype=np.int64)
    return rows, np.concatenate([*(found[kind].buckets for kind in _KINDS), none])


def _thrown(
    rows: NDArray[np.int64], buckets: NDArray[np.int64], weights: NDArray[np.float32]
) -> Vectors:
    count = int(rows.max()) + 1 if len(rows) else 0
    signs = 1 - 2 * ((buckets // AXES) % 2)
    flat = np.bincount(
        rows * AXES + buckets % AXES, weights[buckets] * signs, minlength=count * AXES
    )
    result = flat.reshape(count, AXES).astype(np.float32)
    lengths = np.linalg.norm(result, axis=1, keepdims=True)
    return np.asarray(result / np.maximum(lengths, 1e-6), dtype=np.float32)
