"""How far people agree on stretches of a sentence: pairwise F1 of the same and of touching ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.agreement.alpha import Floats, Measure
from commsense.labelling.row import Span


@dataclass(frozen=True, slots=True)
class Matched:
    """Two people's stretches of one sentence: how many each way have a counterpart, of how many."""

    exact: int
    overlap: int
    total: int


def match(first: Sequence[Span], second: Sequence[Span]) -> Matched:
    """Match the stretches of two people, both ways; the kind has to be the same."""
    one, other = dict.fromkeys(first), dict.fromkeys(second)
    exact = 2 * sum(span in other for span in one)
    overlap = sum(_touches(span, other) for span in one) + sum(
        _touches(span, one) for span in other
    )
    return Matched(exact, overlap, len(one) + len(other))


def _touches(span: Span, others: dict[Span, None]) -> bool:
    return any(
        span.kind == each.kind and span.start < each.end and each.start < span.end
        for each in others
    )


def measure(matched: NDArray[np.int64], total: NDArray[np.int64]) -> Measure:
    """Give F1 over all sentences as a function of their weights: matched by all, both ways."""

    def weighed(weights: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((weights @ matched) / (weights @ total))

    return weighed
