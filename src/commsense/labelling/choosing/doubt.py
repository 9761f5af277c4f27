"""How unsure a model is of each label, and how much each label is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.choosing.candidate import Candidate

Array = NDArray[np.float64]


def table(candidates: Sequence[Candidate]) -> tuple[tuple[str, ...], Array, Array]:
    """Give the labels, and [candidates, labels] of their chances and limits.

    A label that is not asked of a candidate (flags of a client's sentence) has the chance 0.
    """
    labels = tuple(dict.fromkeys(label for each in candidates for label in each.chances))
    chances = [[each.chances.get(label, 0.0) for label in labels] for each in candidates]
    limits = [[each.limits.get(label, 0.5) for label in labels] for each in candidates]
    shape = (len(candidates), len(labels))
    return labels, np.array(chances).reshape(shape), np.array(limits).reshape(shape)


def doubts(chances: Array, limits: Array) -> Array:
    """Give how unsure each label is: 1 at its limit, falling to 0 at the chances 0 and 1.

    Limits are far from one half where a label is rare, so the distance counts in shares of the
    way from the limit to certainty.
    """
    below = chances / np.maximum(limits, 1e-6)
    above = (1 - chances) / np.maximum(1 - limits, 1e-6)
    return np.clip(np.minimum(below, above), 0, 1)


def needs(labels: Sequence[str], chances: Array, known: Mapping[str, int], count: int) -> Array:
    """Give a weight for each label: 1 for the most needed, less the more of it there will be.

    Args:
        labels: their names.
        chances: [candidates, labels].
        known: how often each was given already.
        count: how many sentences will be chosen; drawn blindly, they would hold each label as
            often as the model expects.
    """
    expected = chances.mean(axis=0) * count if len(chances) else np.zeros(len(labels))
    there = expected + np.array([known.get(label, 0) for label in labels])
    weights = 1 / np.sqrt(there + 1)
    return np.asarray(weights / max(weights.max(initial=0), 1e-9))
