"""From the scores of pieces to stretches of jargon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import Mark
from commsense.backends.pieces import Cut
from commsense.labels import JARGON_KINDS


def marks(scores: NDArray[np.float32], cut: Cut, least: float) -> tuple[Mark, ...]:
    """Join neighbouring pieces that are jargon with a probability of at least ``least``.

    Args:
        scores: [pieces, 1 + kinds], raw; the first column is "no jargon".
        cut: the pieces of the sentence.
        least: a probability.

    Returns:
        Whole words only, in order; each of the kind that its pieces are likeliest together.
    """
    if not len(scores):
        return ()
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = raised / raised.sum(axis=1, keepdims=True)
    found: list[list[int]] = []
    for place in np.flatnonzero(1 - chances[:, 0] >= least).tolist():
        word = _whole_word(place, cut, len(scores))
        if found and word[0] <= found[-1][-1] + 1:
            found[-1] = list(range(found[-1][0], word[-1] + 1))
        else:
            found.append(word)
    return tuple(_mark(run, chances, cut) for run in found)


def _whole_word(place: int, cut: Cut, count: int) -> list[int]:
    """Give all pieces of the word that a piece belongs to."""
    first = last = place
    while first > 0 and cut.continues[first]:
        first -= 1
    while last + 1 < count and cut.continues[last + 1]:
        last += 1
    return list(range(first, last + 1))


def _mark(run: list[int], chances: NDArray[np.float32], cut: Cut) -> Mark:
    kinds = chances[run, 1:].sum(axis=0)
    sure = float(1 - chances[run, 0].min())
    kind = JARGON_KINDS[int(kinds.argmax())]
    return Mark(cut.starts[run[0]], cut.ends[run[-1]], kind, sure)
