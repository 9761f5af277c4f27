"""The judgements of sentences that two or more people judged, of one task."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.agreement import distances
from commsense.labelling.agreement.alpha import Judgements, nominal
from commsense.labelling.checks.sheet import Answers, Sheet
from commsense.labelling.row import Span

MOST_SETS = 2_500
"""Different sets of labels that are compared each with each; beyond it sentences are drawn."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Judgements ordered by sentence, one a sentence and person.

    ``codes`` number the whole answers and ``sets`` has the labels of each code. ``sampled`` is
    how many sentences were drawn where there are too many different answers, else 0.
    """

    units: NDArray[np.int64]
    person: NDArray[np.int64]
    given: NDArray[np.bool_]
    codes: NDArray[np.int64]
    sets: NDArray[np.bool_]
    rows: NDArray[np.int64]
    sampled: int = 0

    @property
    def sentences(self) -> int:
        """How many sentences two or more people judged."""
        return int(self.units[-1]) + 1 if len(self.units) else 0

    @property
    def judgements(self) -> Judgements:
        """The whole answers."""
        return Judgements(self.units, self.codes)


def shared(sheet: Sheet, answers: Answers, seed: int) -> Shared:
    """Gather the judgements; of a person who judged a sentence twice the first counts."""
    units, person = sheet.sentences[answers.rows], sheet.person[answers.rows].astype(np.int64)
    _, first = np.unique(units * (len(sheet.people) + 1) + person, return_index=True)
    _, place, number = np.unique(units[first], return_inverse=True, return_counts=True)
    kept = first[number[place] > 1]
    found = _ordered(units[kept], person[kept], answers.given[kept], answers.rows[kept])
    if len(found.sets) <= MOST_SETS:
        return found
    drawn = np.random.default_rng(seed).permutation(found.sentences)[: MOST_SETS // 2]
    keep = np.isin(found.units, drawn)
    return _ordered(
        found.units[keep], found.person[keep], found.given[keep], found.rows[keep], len(drawn)
    )


def distance(shared_: Shared, several: bool, kind: str = "masi") -> NDArray[np.float64]:
    """Give how far apart the answers are: the same or not, or the distance of sets."""
    if not several:
        return nominal(len(shared_.sets))
    return distances.masi(shared_.sets) if kind == "masi" else distances.jaccard(shared_.sets)


def spans(sheet: Sheet, row: int) -> tuple[Span, ...]:
    """Give the stretches that a row marks."""
    return sheet.rows[row].spans or ()


def _ordered(
    units: NDArray[np.int64],
    person: NDArray[np.int64],
    given: NDArray[np.bool_],
    rows: NDArray[np.int64],
    sampled: int = 0,
) -> Shared:
    _, place = np.unique(units, return_inverse=True)
    order = np.argsort(place, kind="stable")
    packed = np.packbits(given[order], axis=1)
    _, first, codes = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return Shared(
        units=place[order],
        person=person[order],
        given=given[order],
        codes=codes.reshape(-1).astype(np.int64),
        sets=given[order][first],
        rows=rows[order],
        sampled=sampled,
    )
