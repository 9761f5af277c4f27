"""Chooses a batch: rare labels first, then what is unsure, none like another.

The second part is BADGE (Ash et al. 2020, "Deep batch active learning by diverse, uncertain
gradient lower bounds"): each sentence stands for the step that its labels would make a linear
head take, its doubts times its vector, and sentences are drawn by k-means++, each with a chance
that grows with its distance from those that were drawn. A long step is an unsure sentence, a
distant one an unlike sentence. Two things are added for sentences with many labels of which most
are rare: doubts weigh more for labels that are needed, and a part of the batch is first given to
likely cases of each rare label in turn, since doubt alone finds too few of them (Ertekin et al.
2007, "Learning on the border: active learning in imbalanced data classification").
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.choosing.candidate import Candidate, Chosen, Wanted
from commsense.labelling.choosing.doubt import Array, doubts, needs, table
from commsense.labelling.choosing.spread import Spread
from commsense.labelling.choosing.vectors import Vectors, vectors

RARE_SHARE = 0.5
"""How much of a batch may go to likely cases of rare labels."""
RARE = 0.04
"""A label that is expected in fewer of the sentences is rare."""
_LEAST_OF_LIMIT = 0.5
"""From what share of its limit on a label is likely enough to be looked for."""
_PLAIN = 0.15
"""The doubt that every sentence has, whatever the model says: a model may be surely wrong."""
_ALIKE = 0.75
"""How much two sentences may point in the same direction to be chosen for the same rare label."""


def choose(candidates: Sequence[Candidate], wanted: Wanted) -> tuple[Chosen, ...]:
    """Choose sentences that are unsure, rare and unlike each other; the same seed gives the same.

    Languages share the batch by the square roots of their counts, so that the smaller one is not
    lost.

    Args:
        candidates: in any order that is the same in each run; without repeats.
        wanted: how many, and how they are spread.

    Returns:
        The chosen, those of rare labels first, then in the order in which they were drawn.
    """
    spread = Spread([each.row for each in candidates], wanted)
    places: dict[str, list[int]] = {}
    for place, each in enumerate(candidates):
        places.setdefault(each.row.language, []).append(place)
    shares = _shares({language: len(each) for language, each in places.items()}, wanted.count)
    random = np.random.default_rng(wanted.seed)
    chosen: list[Chosen] = []
    for language in sorted(places):
        own = np.array(places[language])
        pool = _Pool([candidates[place] for place in own], language, shares[language], wanted)
        chosen += _drawn(pool, own, spread, shares[language], random)
    return tuple(sorted(chosen, key=lambda each: each.reason != "rare"))


class _Pool:
    """The candidates of one language as arrays."""

    def __init__(
        self, candidates: Sequence[Candidate], language: str, count: int, wanted: Wanted
    ) -> None:
        self.candidates = candidates
        self.labels, self.chances, self.limits = table(candidates)
        self.vectors: Vectors = vectors([each.row.text for each in candidates], language)
        self.doubts = doubts(self.chances, self.limits)
        self.needs = needs(self.labels, self.chances, wanted.known, count)
        self.known = np.array([wanted.known.get(label, 0) for label in self.labels])

    def chosen(self, place: int, label: int) -> Chosen:
        """Say why a candidate was drawn at random: for its greatest doubt, or for none."""
        if label < 0 or self.doubts[place, label] < _LEAST_OF_LIMIT:
            return Chosen(self.candidates[place], "different")
        chance = float(self.chances[place, label])
        return Chosen(self.candidates[place], "unsure", self.labels[label], chance)


def _drawn(
    pool: _Pool, own: NDArray[np.int64], spread: Spread, count: int, random: np.random.Generator
) -> list[Chosen]:
    free = np.ones(len(own), dtype=bool)
    taken: list[int] = []
    chosen: list[Chosen] = []
    for place, label in _rare(pool, own, spread, free, round(count * RARE_SHARE), count):
        taken.append(place)
        chance = float(pool.chances[place, label])
        chosen.append(Chosen(pool.candidates[place], "rare", pool.labels[label], chance))
    for place in _unlike(pool, own, spread, free, taken, count - len(chosen), random):
        weighed = pool.doubts[place] * pool.needs
        chosen.append(pool.chosen(place, int(weighed.argmax()) if len(weighed) else -1))
    return chosen


def _rare(
    pool: _Pool,
    own: NDArray[np.int64],
    spread: Spread,
    free: NDArray[np.bool_],
    most: int,
    count: int,
) -> Iterator[tuple[int, int]]:
    """Give likely cases of each rare label in turn, until each would be there often enough."""
    mean = pool.chances.mean(axis=0) if len(pool.chances) else np.zeros(0)
    rare = [int(n) for n in np.argsort(mean, kind="stable") if mean[n] < RARE]
    there = pool.known.astype(np.float64)
    enough = max(3.0, count * RARE)
    given: dict[int, list[int]] = {label: [] for label in rare}
    left = most
    while rare and left > 0:
        for label in list(rare):
            place = -1
            if there[label] < enough and left > 0:
                place = _likeliest(pool, own, spread, free, label, given[label])
            if place < 0:
                rare.remove(label)
                continue
            free[place] = False
            spread.take(own[place])
            given[label].append(place)
            there += pool.chances[place]
            left -= 1
            yield place, label


def _likeliest(
    pool: _Pool,
    own: NDArray[np.int64],
    spread: Spread,
    free: NDArray[np.bool_],
    label: int,
    before: Sequence[int],
) -> int:
    """Give the likeliest case of a label that is unlike those that were taken for it, or -1."""
    chances = np.where(free & spread.open(own), pool.chances[:, label], 0.0)
    if before:
        closest = (pool.vectors @ pool.vectors[list(before)].T).max(axis=1)
        chances[closest > _ALIKE] = 0.0
    place = int(chances.argmax())
    return place if chances[place] >= pool.limits[place, label] * _LEAST_OF_LIMIT else -1


def _unlike(
    pool: _Pool,
    own: NDArray[np.int64],
    spread: Spread,
    free: NDArray[np.bool_],
    taken: Sequence[int],
    count: int,
    random: np.random.Generator,
) -> Iterator[int]:
    """Draw by k-means++ among the steps that the sentences would make a head take."""
    steps = _steps(pool)
    lengths = (steps**2).sum(axis=1)
    distance = lengths.copy()
    for place in taken:
        distance = np.minimum(distance, _distances(pool.vectors, steps, lengths, place))
    for _ in range(count):
        weights = np.where(free & spread.open(own), distance, 0.0)
        # What is left is closed, or says the same as what was taken: take it all the same.
        weights = weights if weights.any() else np.where(free & spread.open(own), 1.0, 0.0)
        while not weights.any() and free.any():
            spread.widen()
            weights = np.where(free & spread.open(own), np.maximum(distance, 1e-9), 0.0)
        if not free.any():
            return
        sums = np.cumsum(weights)
        place = int(np.searchsorted(sums, random.random() * sums[-1], side="right"))
        free[place] = False
        spread.take(own[place])
        distance = np.minimum(distance, _distances(pool.vectors, steps, lengths, place))
        yield place


def _steps(pool: _Pool) -> Array:
    """Give each sentence's step by label: its doubt, towards the side it may be wrong on."""
    towards = np.where(pool.chances >= pool.limits, -1.0, 1.0)
    weighed = pool.doubts * pool.needs * towards
    plain = np.full((len(pool.candidates), 1), _PLAIN)
    return np.concatenate([weighed, plain], axis=1)


def _distances(found: Vectors, steps: Array, lengths: Array, place: int) -> Array:
    """Give the squared distance of every step times vector from one of them.

    The product of two such outer products is the product of their parts' products, so that they
    need not be made.
    """
    product = (steps @ steps[place]) * (found @ found[place])
    return np.asarray(np.maximum(lengths + lengths[place] - 2 * product, 0.0))


def _shares(counts: dict[str, int], wanted: int) -> dict[str, int]:
    """Share the batch among languages by the square roots of their counts."""
    shares = dict.fromkeys(counts, 0)
    left = min(wanted, sum(counts.values()))
    while left > 0:
        open_ = {each: math.sqrt(n) for each, n in counts.items() if shares[each] < n}
        whole = sum(open_.values())
        before = left
        for each in sorted(open_, key=lambda each: (-open_[each], each)):
            share = min(
                counts[each] - shares[each], max(1, int(before * open_[each] / whole)), left
            )
            shares[each] += share
            left -= share
    return shares
