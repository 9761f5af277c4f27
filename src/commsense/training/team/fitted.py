"""What a method gives, and how it scores lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import log_odds
from commsense.labelling.scheme import Task
from commsense.training.lessons import UNKNOWN, Lesson
from commsense.training.team import mixing, near, ngrams
from commsense.training.team.columns import Columns, cells, labelled
from commsense.training.team.seeing import Seen
from commsense.training.team.start import Start, blend

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Heads over an encoder: ``weights`` [labels, width], ``offsets``; ``pair`` for relations."""

    weights: Array
    offsets: Array
    pair: tuple[Array, Array]
    grams: ngrams.Grams


def begin(start: Start) -> Fitted:
    """Give the heads that the base has."""
    heads = start.network
    return Fitted(
        heads.labels.weight.detach().double().cpu().numpy(),
        heads.labels.bias.detach().double().cpu().numpy(),
        (
            heads.relations.weight.detach().double().cpu().numpy(),
            heads.relations.bias.detach().double().cpu().numpy(),
        ),
        {},
    )


def heads(
    base: Fitted,
    seen: Seen,
    lessons: Sequence[Lesson],
    columns: Columns,
    tasks: Sequence[Task],
    *,
    foreign: bool = False,
    mixed: bool = True,
) -> Fitted:
    """Fit heads over what an encoder made of ``lessons``, and heads over their n-grams.

    Args:
        base: heads to stay near to.
        seen: the lessons as the encoder sees them.
        lessons: what is learned from.
        columns: their labels.
        tasks: that are trained.
        foreign: the encoder knows no label yet.
        mixed: weigh encoder and n-grams by held-out lessons, else alike.
    """
    weights, offsets = base.weights.copy(), base.offsets.copy()
    for task in labelled(tasks):
        rows, places = columns.rows(task), columns.of(task)
        if len(rows) < 2:
            continue
        truth = cells(columns.truth, rows, places)
        weights[places], offsets[places] = near.fit(
            seen.values[rows],
            truth,
            (weights[places], offsets[places]),
            several=task.several,
            fresh=task.own or foreign,
        )
    grams = ngrams.learn(lessons, columns, tasks)
    if mixed:
        start = (base.weights, base.offsets)
        grams = mixing.mixed(grams, seen.values, lessons, columns, tasks, start)
    return Fitted(weights, offsets, _pair(base, seen, lessons, tasks), grams)


def _pair(
    base: Fitted, seen: Seen, lessons: Sequence[Lesson], tasks: Sequence[Task]
) -> tuple[Array, Array]:
    rows = [i for i, each in enumerate(lessons) if each.relation != UNKNOWN]
    if len(rows) < 2 or not any(task.pair for task in tasks):
        return base.pair
    truth = np.eye(len(base.pair[1]), dtype=np.bool_)[[lessons[i].relation for i in rows]]
    return near.fit(seen.values[rows], truth, base.pair, several=False, fresh=False)


def scores(
    fitted: Fitted,
    start: Start,
    values: NDArray[np.float32],
    lessons: Sequence[Lesson],
    columns: Columns,
    tasks: Sequence[Task],
) -> Array:
    """Give the log odds [lessons, labels] of encoder, base and n-grams together."""
    given = [each.given for each in lessons]
    by_encoder = log_odds(values @ fitted.weights.T + fitted.offsets, start.tasks)
    found = ngrams.scores(fitted.grams, given, columns, tasks)
    linear = base_scores(start, lessons)
    for language in sorted({each.language for each in given}):
        rows = [i for i, each in enumerate(given) if each.language == language]
        one, other, offset = weighing(start, language, tasks)
        found[rows] += by_encoder[rows] * one + linear[rows] * other + offset
    return found


def base_scores(start: Start, lessons: Sequence[Lesson]) -> Array:
    """Give the raw scores of the base's linear heads, 0 for labels that it does not know."""
    result = np.zeros((len(lessons), len(start.labels)))
    for language, linear in start.linear.items():
        rows = [i for i, each in enumerate(lessons) if each.given.language == language]
        if rows:
            found = linear.scores([lessons[i].given for i in rows])
            result[np.array(rows)[:, None], range(found.shape[1])] = found
    return result


def weighing(start: Start, language: str, tasks: Sequence[Task]) -> Array:
    """Give how much encoder and base's linear heads count, and the offset, [3, labels].

    A new label is the encoder's alone. An encoder that came without heads says nothing of labels
    that are not trained: there the linear heads speak alone.
    """
    table = blend(start, language)
    trained = [start.labels.index(v) for task in labelled(tasks) for v in task.values]
    if start.foreign:
        slope, offset = start.arrays[language]["calibration"].astype(np.float64)
        table = np.zeros_like(table)
        table[1, : len(slope)], table[2, : len(slope)] = slope, offset
    for place in trained:
        if place >= start.known or start.foreign:
            table[0, place] = 1.0
    return table
