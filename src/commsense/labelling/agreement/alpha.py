"""Krippendorff's alpha: any number of people, missing answers, any distance of answers.

Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": one minus the disagreement that
was observed by the one that chance would give. Answers come as flat arrays, ``units[i]`` the
sentence and ``codes[i]`` the answer; sentences that only one person judged do not count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Measure = Callable[[Floats], Floats]
"""From weights of sentences, [times, sentences], to the alphas; nan where there is none."""

_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Judgements:
    """Answers to the same sentences, ordered by sentence; ``units`` count from 0 without a gap."""

    units: Codes
    codes: Codes


def paired(units: Codes, codes: Codes) -> Judgements:
    """Order judgements by sentence and leave out those that nobody else gave."""
    _, place, number = np.unique(units, return_inverse=True, return_counts=True)
    keep = number[place] > 1
    _, place = np.unique(units[keep], return_inverse=True)
    order = np.argsort(place, kind="stable")
    return Judgements(place[order], codes[keep][order])


def alpha(judgements: Judgements, distance: Floats) -> float | None:
    """Give alpha; ``distance[i, j]`` says how far apart the answers i and j are, 0 to 1.

    Returns:
        None where it cannot be said: no sentence with two judgements, or one answer everywhere.
    """
    sentences = _sentences(judgements)
    if not sentences:
        return None
    found = float(measure(judgements, distance)(np.ones((1, sentences)))[0])
    return None if np.isnan(found) else found


def nominal(values: int) -> Floats:
    """Give the distance of answers that are the same or not."""
    return 1 - np.eye(values)


def measure(judgements: Judgements, distance: Floats) -> Measure:
    """Give alpha as a function of how much each sentence weighs."""
    sentences = _sentences(judgements)
    people = np.bincount(judgements.units, minlength=sentences).astype(np.float64)
    apart = observed(judgements, distance)

    def weighed(weights: Floats) -> Floats:
        total = weights @ people
        counts = np.array(
            [
                np.bincount(
                    judgements.codes, weights=each[judgements.units], minlength=len(distance)
                )
                for each in weights
            ]
        )
        expected = np.einsum("bi,bi->b", counts @ distance, counts)
        return _alphas(weights @ apart, expected, total)

    return weighed


def observed(judgements: Judgements, distance: Floats) -> Floats:
    """Give the disagreement within each sentence: its pairs, weighed by the people less one."""
    sentences = _sentences(judgements)
    people = np.bincount(judgements.units, minlength=sentences)
    starts = np.concatenate([[0], np.cumsum(people)])[:-1]
    apart = np.zeros(sentences)
    for number in np.unique(people):
        of = np.flatnonzero(people == number)
        answers = judgements.codes[starts[of][:, None] + np.arange(number)]
        for one, other in combinations(range(number), 2):
            apart[of] += 2 * distance[answers[:, one], answers[:, other]] / (number - 1)
    return apart


def binary(units: Codes, given: NDArray[np.bool_]) -> Measure:
    """Give nominal alpha of each label by itself, [times, labels], as a function of weights.

    Args:
        units: the sentence of each judgement, ordered, each sentence judged twice or more.
        given: [judgements, labels], whether the label was given.
    """
    sentences = int(units[-1]) + 1 if len(units) else 0
    people = np.bincount(units, minlength=sentences).astype(np.float64)
    positive = np.zeros((sentences, given.shape[1]))
    np.add.at(positive, units, given)
    apart = 2 * positive * (people[:, None] - positive) / (people[:, None] - 1)

    def weighed(weights: Floats) -> Floats:
        total = (weights @ people)[:, None]
        held = weights @ positive
        return _alphas(weights @ apart, 2 * held * (total - held), total)

    return weighed


def _alphas(apart: Floats, expected: Floats, total: Floats) -> Floats:
    """Give 1 - observed / expected; ``apart`` and ``expected`` are sums over pairs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - (total - 1) * apart / expected
    return np.asarray(np.where(expected > _NOTHING, found, np.nan))


def _sentences(judgements: Judgements) -> int:
    return int(judgements.units[-1]) + 1 if len(judgements.units) else 0
