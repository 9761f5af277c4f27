"""How much heads over n-grams count beside those over the encoder, for each task and language.

Words tell topics, the encoder tells moods and acts; how much each is worth shows on sentences that
neither has learned from. Every share is tried there, and their geometric mean is taken, each
weighed by how likely it makes the labels that people gave and by a belief that both count alike
(Bayesian model averaging, Hoeting et al. 1999). So few sentences change little, and many decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.scheme import Task
from commsense.training.fit import Arrays
from commsense.training.lessons import Lesson
from commsense.training.team import folds, near, ngrams
from commsense.training.team.columns import Columns, cells
from commsense.training.team.ngrams import Grams

Array = NDArray[np.float64]
SHARES = 2.0 ** np.arange(-3, 6)
"""What n-grams may count beside the encoder's 1."""
BELIEF = 0.5 ** np.abs(np.log2(SHARES))
"""How likely each share is held to be before any sentence: half for each step away from 1."""
PARTS = 4
MOST = 1_000
"""Sentences that a share is chosen on; of more, whole threads."""
_SLOPES = np.geomspace(0.05, 3.0, 25)


def mixed(
    grams: Grams,
    values: NDArray[np.float32],
    lessons: Sequence[Lesson],
    columns: Columns,
    tasks: Sequence[Task],
    start: tuple[Array, Array],
) -> Grams:
    """Give heads over n-grams the shares that held-out sentences call for.

    Args:
        grams: heads as they were learned from all lessons.
        values: [lessons, width] of the encoder.
        lessons: what was learned from.
        columns: their labels.
        tasks: that are trained.
        start: weights and offsets of the encoder's heads before, all labels.
    """
    result: dict[str, dict[str, Arrays]] = {name: {} for name in grams}
    for task in tasks:
        own = [name for name, heads in grams.items() if task.name in heads]
        if not own:
            continue
        found = shares(values, lessons, columns, task, start)
        for name in own:
            result[name][task.name] = ngrams.scaled(grams[name][task.name], found.get(name, 1.0))
    return result


def shares(
    values: NDArray[np.float32],
    lessons: Sequence[Lesson],
    columns: Columns,
    task: Task,
    start: tuple[Array, Array],
) -> Mapping[str, float]:
    """Give by language what the n-grams of a task count beside the encoder's 1."""
    rows = _some(columns.rows(task), lessons)
    given = [lessons[i] for i in rows]
    if len({each.group for each in given}) < PARTS:
        return {}
    places = columns.of(task)
    own = Columns(columns.labels, columns.truth[rows], columns.known[rows])
    parted = folds.split(given, [""] * len(given), PARTS, 0)
    encoder, words = np.zeros((2, len(rows), len(places)))
    for part in range(parted.count):
        learned, asked = parted.learned(part, given), parted.held_out(part)
        if not learned:
            continue
        near_to = (start[0][places], start[1][places])
        truth = cells(own.truth, learned, places)
        weights, offsets = near.fit(
            values[rows[learned]], truth, near_to, several=task.several, fresh=True
        )
        encoder[asked] = values[rows[asked]] @ weights.T + offsets
        taught = [given[i] for i in learned]
        known = Columns(own.labels, own.truth[learned], own.known[learned])
        heads = ngrams.learn(taught, known, [task])
        told = ngrams.scores(heads, [given[i].given for i in asked], own, [task])
        words[asked] = told[:, places]
    if not task.several:
        encoder = _odds(encoder)
    truth = own.truth[:, places]
    spoken = np.array([each.given.language for each in given])
    return {
        name: _share(encoder[spoken == name], words[spoken == name], truth[spoken == name], task)
        for name in dict.fromkeys(spoken.tolist())
    }


def _some(rows: NDArray[np.int64], lessons: Sequence[Lesson]) -> NDArray[np.int64]:
    if len(rows) <= MOST:
        return rows
    given = [lessons[i] for i in rows]
    parted = folds.split(given, [""] * len(given), -(-len(rows) // MOST), 0)
    return rows[parted.held_out(0)]


def _share(encoder: Array, words: Array, truth: NDArray[np.bool_], task: Task) -> float:
    weight = near.balance(truth, several=task.several)
    losses = [_loss(encoder + share * words, truth, weight, task) for share in SHARES]
    likely = np.log(BELIEF) - np.array(losses)
    likely = np.exp(likely - likely.max())
    return float(np.exp((likely * np.log(SHARES)).sum() / likely.sum()))


def _loss(scores: Array, truth: NDArray[np.bool_], weight: Array, task: Task) -> float:
    """Give what scores cost with the slope that suits them best."""
    found = []
    for slope in _SLOPES:
        sloped = scores * slope
        if task.several:
            cost = np.logaddexp(0, np.where(truth, -sloped, sloped))
        else:
            cost = np.logaddexp.reduce(sloped, axis=1, keepdims=True) - sloped
        found.append(float((cost * weight).sum()))
    return min(found)


def _odds(scores: Array) -> Array:
    """Make scores of labels of which one holds log odds, as the model does."""
    return np.stack(
        [
            scores[:, place] - np.logaddexp.reduce(np.delete(scores, place, axis=1), axis=1)
            for place in range(scores.shape[1])
        ],
        axis=1,
    )
