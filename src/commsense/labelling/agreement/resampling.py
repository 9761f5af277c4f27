"""95 % intervals by drawing sentences again, with replacement, from a seed (the bootstrap)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.agreement.alpha import Measure
from commsense.labelling.checks.result import Figure

TIMES = 1_000
FEWEST = 200
"""Draws of a very large file; the interval is narrow there anyway."""
_MOST = 20_000_000
"""Sentences drawn in all, about a second."""
_AT_ONCE = 1_000_000
_EDGES = (2.5, 97.5)


def figures(measure: Measure, sentences: int, seed: int) -> list[Figure]:
    """Measure once and on ``TIMES`` draws of the sentences.

    Args:
        measure: from weights of sentences to one number a row, or to one a label.
        sentences: how many there are.
        seed: the same seed gives the same intervals.

    Returns:
        One figure a label; one alone where the measure gives one number.
    """
    if not sentences:
        return []
    value = columns(measure(np.ones((1, sentences))))[0]
    drawn = np.concatenate([columns(measure(each)) for each in weights(sentences, seed)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a label that no draw can measure
        low, high = np.nanpercentile(drawn, _EDGES, axis=0)
    return [
        Figure(_number(v), _number(a), _number(b)) for v, a, b in zip(value, low, high, strict=True)
    ]


def columns(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give what was measured as [times, numbers], also where it is one number a time."""
    return found[:, None] if found.ndim == 1 else found


def weights(sentences: int, seed: int) -> Iterator[NDArray[np.float64]]:
    """Give how often each sentence was drawn, [times, sentences], in blocks that fit memory."""
    random = np.random.default_rng(seed)
    times = max(FEWEST, min(TIMES, _MOST // sentences))
    most = max(1, _AT_ONCE // sentences)
    for start in range(0, times, most):
        number = min(most, times - start)
        yield np.array(
            [
                np.bincount(random.integers(0, sentences, sentences), minlength=sentences)
                for _ in range(number)
            ],
            dtype=np.float64,
        )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
