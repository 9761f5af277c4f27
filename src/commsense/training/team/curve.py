"""How much more labels would help: the same heads, learned from a part of the threads.

Whatever the method, the curve is that of heads over the base's encoder, which costs seconds; it
tells which label is short of examples, not how good the model is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.scheme import Task
from commsense.training.team import comparing, fitted
from commsense.training.team.columns import cells, columns, labelled
from commsense.training.team.held_out import Course, chosen
from commsense.training.team.outcome import MORE

SHARES = (0.25, 0.5, 0.75, 1.0)
MOST = 4_000
"""Sentences from which on there is no curve: more would change little."""

Points = tuple[tuple[int, float], ...]
Bools = NDArray[np.bool_]


def curves(course: Course, part: int) -> dict[str, Points]:
    """Give by label (examples learned from, F1 on the part that is held out)."""
    if len(course.lessons) > MOST:
        return {}
    rows = course.folds.held_out(part)
    order = _by_group(course, course.folds.learned(part, course.lessons))
    found: dict[str, list[tuple[int, float]]] = {}
    for share in SHARES:
        places = order[: max(2, round(share * len(order)))]
        for task, truth, seen, learned in _judged(course, places, rows):
            values = comparing.f1(comparing.counts(truth, seen, ["all"] * len(truth))[0])
            for label, count, value, held in zip(
                task.values, learned, values, truth.sum(axis=0), strict=True
            ):
                if held >= comparing.LEAST:
                    found.setdefault(label, []).append((int(count), float(value)))
    return {label: tuple(points) for label, points in found.items()}


def more(points: Points) -> float:
    """Estimate the gain in F1 of ``MORE`` further examples: F1 grows with their logarithm."""
    if len(points) < 2:
        return 0.0
    counts = np.log([max(count, 1) for count, _ in points])
    values = np.array([value for _, value in points])
    spread = counts - counts.mean()
    size = float((spread**2).sum())
    if size < 1e-9:
        return 0.0
    slope = float((spread * (values - values.mean())).sum()) / size
    last = max(points[-1][0], 1)
    return float(np.clip(slope * np.log((last + MORE) / last), 0.0, 1.0 - values[-1]))


def _judged(
    course: Course, places: Sequence[int], rows: Sequence[int]
) -> Iterator[tuple[Task, Bools, Bools, NDArray[np.int64]]]:
    """Learn from ``places`` and judge ``rows``: by task the truth, what is seen, what was given."""
    start = course.start
    taught, asked = ([course.lessons[i] for i in each] for each in (places, rows))
    given, wanted = columns(taught, start.labels), columns(asked, start.labels)
    seen = chosen(course.before, places)
    base = fitted.begin(start)
    heads = fitted.heads(
        base, seen, taught, given, course.tasks, foreign=start.foreign, mixed=False
    )
    values = course.before.values[list(rows)]
    scores = fitted.scores(heads, start, values, asked, wanted, course.tasks)
    for task in labelled(course.tasks):
        judged, own = wanted.rows(task), wanted.of(task)
        if len(judged):
            truth = cells(wanted.truth, judged, own)
            learned = given.truth[:, own].sum(axis=0)
            yield task, truth, _above(cells(scores, judged, own), task), learned


def _above(scores: NDArray[np.float64], task: Task) -> Bools:
    if task.several:
        return np.asarray(scores >= 0)
    result = np.zeros(scores.shape, dtype=np.bool_)
    result[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return result


def _by_group(course: Course, places: Sequence[int]) -> list[int]:
    """Give places group after group, in an order that the seed decides."""
    groups: dict[str, list[int]] = {}
    for place in places:
        groups.setdefault(course.folds.groups[place], []).append(place)
    names = sorted(groups)
    random = np.random.default_rng(course.seed)
    return [i for number in random.permutation(len(names)) for i in groups[names[number]]]
