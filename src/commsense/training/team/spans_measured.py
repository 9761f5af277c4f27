"""How well stretches of jargon are found: exactly as they were marked, and overlapping them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import Mark

Truth = Sequence[tuple[int, int, str]]
Counts = NDArray[np.float64]
"""[..., exact and overlapping, marked, seen, right and met]."""
LIMITS = tuple(round(0.05 * step, 2) for step in range(2, 19))
"""Chances that a threshold is chosen from."""


@dataclass(frozen=True, slots=True)
class Found:
    """Counts: stretches ``marked`` by people, ``seen`` by a reader, and those that agree.

    ``right`` are the seen ones that are right, ``met`` the marked ones that were seen.
    """

    marked: int
    seen: int
    right: int
    met: int

    @property
    def precision(self) -> float:
        """The share of what was seen that is right; 0 where nothing was."""
        return self.right / max(1, self.seen)

    @property
    def recall(self) -> float:
        """The share of what was marked that was seen."""
        return self.met / max(1, self.marked)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """``exact`` asks for the very characters, ``overlapping`` for one in common; never the kind."""

    exact: Found
    overlapping: Found

    @property
    def worth(self) -> float:
        """The mean of both F1."""
        return (self.exact.f1 + self.overlapping.f1) / 2


@dataclass(frozen=True, slots=True)
class Best:
    """The threshold with which marks are worth most, and what they are then."""

    threshold: float
    measure: Measure


def measure(truth: Sequence[Truth], found: Sequence[Sequence[Mark]]) -> Measure:
    """Compare what people marked in sentences with what a reader saw in them, in order."""
    exact, overlapping = [0, 0], [0, 0]
    marked = seen = 0
    for given, marks in zip(truth, found, strict=True):
        marked += len(given)
        seen += len(marks)
        if not given or not marks:
            continue
        one = {(start, end) for start, end, _ in given}
        other = {(mark.start, mark.end) for mark in marks}
        exact[0] += sum((m.start, m.end) in one for m in marks)
        exact[1] += sum((start, end) in other for start, end, _ in given)
        overlapping[0] += sum(any(m.start < e and s < m.end for s, e, _ in given) for m in marks)
        overlapping[1] += sum(any(m.start < e and s < m.end for m in marks) for s, e, _ in given)
    return Measure(Found(marked, seen, *exact), Found(marked, seen, *overlapping))


def by_group(
    truth: Sequence[Truth], found: Sequence[Sequence[Mark]], groups: Sequence[str]
) -> Counts:
    """Count for each group, [groups, 2, 4]."""
    places: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    counted = []
    for own in places.values():
        each = measure([truth[i] for i in own], [found[i] for i in own])
        counted.append([[x.marked, x.seen, x.right, x.met] for x in (each.exact, each.overlapping)])
    return np.array(counted, dtype=np.float64).reshape(len(places), 2, 4)


def worth(counts: Counts) -> NDArray[np.float64]:
    """Give what ``Measure.worth`` is for counts [..., 2, 4] that were added up."""
    marked, seen, right, met = np.moveaxis(counts, -1, 0)
    precision, recall = right / np.maximum(seen, 1), met / np.maximum(marked, 1)
    both = precision + recall
    return np.asarray((2 * precision * recall / np.maximum(both, 1e-9)).mean(axis=-1))


def above(found: Sequence[Sequence[Mark]], threshold: float) -> list[tuple[Mark, ...]]:
    """Leave the marks that are sure enough."""
    return [tuple(m for m in marks if m.confidence >= threshold) for marks in found]


def best(truth: Sequence[Truth], found: Sequence[Sequence[Mark]]) -> Best:
    """Choose a threshold on lessons that were not learned from; the highest of equals."""
    tried = [Best(limit, measure(truth, above(found, limit))) for limit in LIMITS]
    return max(tried, key=lambda each: (each.measure.worth, each.threshold))
