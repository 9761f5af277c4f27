"""People against each other: each pair, and one person against the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.agreement import alpha, resampling
from commsense.labelling.agreement.alpha import Floats, Judgements
from commsense.labelling.agreement.kappa import kappa
from commsense.labelling.agreement.shared import Shared
from commsense.labelling.checks.result import PairAgreement, PersonAgreement
from commsense.labelling.checks.verdicts import GOOD

MOST_PEOPLE = 40
"""People that are compared with each other: those with the most sentences."""
ENOUGH = 20
"""Sentences from which a person is compared with the rest."""
CLEARLY = 0.1
"""How much better the others have to agree without a person for that person to differ."""


@dataclass(frozen=True, slots=True)
class _Rest:
    without: float | None
    differs: bool


def pairs(found: Shared, names: Sequence[str], labels: Sequence[str]) -> tuple[PairAgreement, ...]:
    """Compare each two people on the sentences that both judged."""
    return tuple(_pairs(found, names, labels))


def _pairs(found: Shared, names: Sequence[str], labels: Sequence[str]) -> Iterator[PairAgreement]:
    places = _places(found)
    for one, other in combinations(sorted(places), 2):
        _, first, second = np.intersect1d(
            found.units[places[one]], found.units[places[other]], return_indices=True
        )
        if not len(first):
            continue
        a, b = places[one][first], places[other][second]
        yield PairAgreement(
            first=names[one],
            second=names[other],
            sentences=len(a),
            same=float((found.codes[a] == found.codes[b]).mean()),
            kappa=kappa(found.codes[a], found.codes[b]),
            labels={
                label: kappa(found.given[a, j].astype(np.int64), found.given[b, j].astype(np.int64))
                for j, label in enumerate(labels)
            },
        )


def persons(
    found: Shared, names: Sequence[str], distance: Floats, seed: int
) -> tuple[PersonAgreement, ...]:
    """Compare each person with the rest; of two people neither can be said to differ."""
    places = _places(found)
    return tuple(
        PersonAgreement(
            name=names[person],
            sentences=len(of),
            alpha=_against(found, of, distance),
            without=rest.without,
            differs=rest.differs,
        )
        for person, of in sorted(places.items())
        for rest in [_without(found, of, distance, seed, len(places))]
    )


def _places(found: Shared) -> dict[int, NDArray[np.int64]]:
    """Give where each person's judgements stand; only of the ``MOST_PEOPLE`` with the most."""
    number = np.bincount(found.person)
    most = np.argsort(-number, kind="stable")[:MOST_PEOPLE]
    return {int(one): np.flatnonzero(found.person == one) for one in most if number[one]}


def _against(found: Shared, of: NDArray[np.int64], distance: Floats) -> float | None:
    """Give one minus this person's distance from the others by the one of chance."""
    own = np.full(found.sentences, -1, dtype=np.int64)
    own[found.units[of]] = found.codes[of]
    others = np.ones(len(found.units), dtype=np.bool_)
    others[of] = False
    others &= own[found.units] >= 0
    counts = np.bincount(found.codes, minlength=len(distance)).astype(np.float64)
    expected = float(counts @ distance @ counts) / (counts.sum() * (counts.sum() - 1))
    if not others.any() or expected <= 0:
        return None
    apart = float(distance[own[found.units[others]], found.codes[others]].mean())
    return float(1 - apart / expected)


def _without(
    found: Shared, of: NDArray[np.int64], distance: Floats, seed: int, people: int
) -> _Rest:
    """Give the alpha of the others, and whether it is surely and clearly better."""
    rest = np.ones(len(found.units), dtype=np.bool_)
    rest[of] = False
    _, place, number = np.unique(found.units[rest], return_inverse=True, return_counts=True)
    kept = np.flatnonzero(rest)[number[place] > 1]
    if people < 3 or len(of) < ENOUGH or not len(kept):
        return _Rest(None, differs=False)
    units, dense = np.unique(found.units[kept], return_inverse=True)
    others = alpha.measure(Judgements(dense, found.codes[kept]), distance)
    everybody = alpha.measure(found.judgements, distance)
    whole = np.ones((1, found.sentences))
    without, with_all = float(others(whole[:, units])[0]), float(everybody(whole)[0])
    if np.isnan(without) or np.isnan(with_all):
        return _Rest(None, differs=False)
    differs = len(units) >= ENOUGH and with_all < GOOD and without - with_all >= CLEARLY
    if differs:
        drawn = next(resampling.weights(found.sentences, seed))
        gain = others(drawn[:, units]) - everybody(drawn)
        differs = bool(np.nanpercentile(gain, 2.5) > 0)
    return _Rest(without, differs=differs)
