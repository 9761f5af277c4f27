"""The new model beside another, on threads that neither of them has learned from.

Threads are drawn with replacement, the same for both (paired bootstrap, Koehn 2004).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.training.evaluation import Range
from commsense.training.team.outcome import Versus

Bools = NDArray[np.bool_]
ROUNDS = 1_000
LEAST = 5
"""Examples that a label needs to count in a mean."""


def counts(truth: Bools, seen: Bools, groups: Sequence[str]) -> NDArray[np.float64]:
    """Count hits, seen and true by group, [groups, 3, labels]."""
    names = {name: place for place, name in enumerate(dict.fromkeys(groups))}
    place = np.array([names[group] for group in groups], dtype=np.int64)
    result = np.zeros((len(names), 3, truth.shape[1]))
    for number, part in enumerate((truth & seen, seen, truth)):
        np.add.at(result[:, number], place, part)
    return result


def meant(counted: NDArray[np.float64]) -> list[int]:
    """Give the labels that have enough examples for a mean; all that occur, where none has."""
    true = counted.sum(axis=0)[2]
    return [int(i) for i in np.flatnonzero(true >= LEAST)] or [int(i) for i in np.flatnonzero(true)]


def f1(counted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give F1 of [..., 3, labels] counts."""
    hits, found, true = counted[..., 0, :], counted[..., 1, :], counted[..., 2, :]
    return np.asarray(2 * hits / np.maximum(found + true, 1e-9))


def draws(groups: int, seed: int, rounds: int = ROUNDS) -> NDArray[np.float64]:
    """Give how often each group is drawn, [rounds, groups]."""
    random = np.random.default_rng(seed)
    return random.multinomial(groups, np.full(groups, 1 / groups), size=rounds).astype(float)


def macro(counted: NDArray[np.float64], labels: Sequence[int], seed: int) -> Range:
    """Give macro-F1 with its interval."""
    value = float(f1(counted.sum(axis=0))[list(labels)].mean())
    return _range(value, _drawn(counted, labels, seed))


def label(counted: NDArray[np.float64], place: int, seed: int) -> Range:
    """Give the F1 of one label with its interval."""
    return macro(counted, [place], seed)


def versus(name: str, new: NDArray[np.float64], other: NDArray[np.float64], seed: int) -> Versus:
    """Compare macro-F1 over the labels that have enough examples."""
    labels = meant(new)
    first, second = _drawn(new, labels, seed), _drawn(other, labels, seed)
    one = float(f1(new.sum(axis=0))[labels].mean())
    two = float(f1(other.sum(axis=0))[labels].mean())
    return Versus(name, two, _range(one - two, first - second), float((first <= second).mean()))


def guessing(name: str, truth: Bools, seen: Bools, seed: int, rounds: int = 200) -> Versus:
    """Compare with the same answers given to other sentences, drawn by chance."""
    random = np.random.default_rng(seed)
    one = ["all"] * len(truth)
    counted = counts(truth, seen, one)
    labels = meant(counted)
    value = float(f1(counted[0])[labels].mean())
    drawn = np.array(
        [
            f1(counts(truth, seen[random.permutation(len(seen))], one)[0])[labels].mean()
            for _ in range(rounds)
        ]
    )
    gain = _range(value - float(drawn.mean()), value - drawn)
    return Versus(name, float(drawn.mean()), gain, float((drawn >= value).mean()))


def _drawn(counted: NDArray[np.float64], labels: Sequence[int], seed: int) -> NDArray[np.float64]:
    sums = np.einsum("rg,gcl->rcl", draws(len(counted), seed), counted)
    return np.asarray(f1(sums)[:, list(labels)].mean(axis=1))


def _range(value: float, drawn: NDArray[np.float64]) -> Range:
    low, high = np.percentile(drawn, (2.5, 97.5))
    return Range(value, float(low), float(high))
