"""From held-out scores to chances and thresholds, label by label and language by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import chances
from commsense.backends.own_tasks import OwnTask
from commsense.labelling.scheme import Task
from commsense.training.calibrate import platt, threshold
from commsense.training.decide import BAND, CONCERN_BETA, FLAG_BETA, MISSED, UNHAPPY_BETA
from commsense.training.team.columns import Columns, cells, labelled

Array = NDArray[np.float64]
ENOUGH = 12
"""Examples, and counter-examples, of a label in a language for numbers of its own there."""
LEAST = 4
"""And in all languages together, to change anything."""
NEVER = -5.0
"""Log odds of an own label that could not be learned: under one in a hundred."""
UNSEEN = 1.01
_SLOPES = np.geomspace(0.1, 4.0, 40)


@dataclass(frozen=True, slots=True)
class Decisions:
    """For one language: ``slope``, ``offset``, ``thresholds`` and ``unsure`` [labels]."""

    slope: Array
    offset: Array
    thresholds: Array
    unsure: Array


def decide(
    scores: Array,
    columns: Columns,
    languages: Sequence[str],
    tasks: Sequence[Task],
    before: Mapping[str, Decisions],
) -> dict[str, Decisions]:
    """Fit numbers for the labels of ``tasks``; all others stay as ``before`` by language."""
    spoken = np.array(languages)
    result = {}
    for language, old in before.items():
        new = Decisions(*(each.copy() for each in _parts(old)))
        for task in labelled(tasks):
            rows = columns.rows(task)
            here = rows[spoken[rows] == language] if len(rows) else rows
            _task(new, task, scores, columns, here, rows)
        result[language] = new
    return result


def chance(
    scores: Array,
    languages: Sequence[str],
    decided: Mapping[str, Decisions],
    own: Sequence[OwnTask],
) -> Array:
    """Make chances [rows, labels] of scores."""
    values = np.zeros_like(scores)
    spoken = np.array(languages)
    for language, each in decided.items():
        rows = spoken == language
        values[rows] = scores[rows] * each.slope + each.offset
    return chances(values, own)


def seen(
    chance: Array,
    languages: Sequence[str],
    decided: Mapping[str, Decisions],
    task: Task,
    places: Sequence[int],
) -> NDArray[np.bool_]:
    """Tell which labels of a task [rows, its labels] are seen, as ``signals.model`` does."""
    spoken = np.array(languages)
    own = chance[:, places]
    limits = np.zeros_like(own)
    for language, each in decided.items():
        limits[spoken == language] = each.thresholds[list(places)]
    if task.several:
        return np.asarray(own >= limits)
    if task.name == "sentiment":
        return _mood(own, limits)
    likeliest = np.zeros(own.shape, dtype=np.bool_)
    likeliest[np.arange(len(own)), own.argmax(axis=1)] = True
    return np.asarray(likeliest & (own >= limits))


def _mood(own: Array, limits: Array) -> NDArray[np.bool_]:
    strong = own >= limits
    negative = strong[:, 0] & (~strong[:, 2] | (own[:, 0] >= own[:, 2]))
    positive = strong[:, 2] & ~negative
    return np.stack([negative, ~(negative | positive), positive], axis=1)


def _task(
    new: Decisions,
    task: Task,
    scores: Array,
    columns: Columns,
    here: NDArray[np.int64],
    everywhere: NDArray[np.int64],
) -> None:
    places = columns.of(task)
    if task.own and not task.several:
        rows = here if len(here) >= ENOUGH * len(places) else everywhere
        _choice(new, places, scores, columns.truth, rows)
        return
    for place in places:
        fitting = _enough(columns, place, here, everywhere)
        if fitting is not None:
            truth = columns.truth[fitting, place]
            new.slope[place], new.offset[place] = platt(scores[fitting, place], truth)
        elif task.own:
            new.slope[place], new.offset[place] = 0.0, NEVER
            new.thresholds[place] = new.unsure[place] = UNSEEN
    for place, label in zip(places, task.values, strict=True):
        rows = here if _both(columns.truth[here, place]) >= ENOUGH else everywhere
        if _both(columns.truth[rows, place]) < LEAST:
            continue
        found = scores[rows][:, places] * new.slope[places] + new.offset[places]
        one = 1 / (1 + np.exp(-np.clip(found, -30, 30)))
        if not task.several:
            one /= one.sum(axis=1, keepdims=True)
        _limits(new, place, label, task, one[:, places.index(place)], columns.truth[rows, place])


def _enough(
    columns: Columns, place: int, here: NDArray[np.int64], everywhere: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    """Give the rows that a label's numbers are fitted on: of its language, of all, or none."""
    for rows, least in ((here, ENOUGH), (everywhere, LEAST)):
        if _both(columns.truth[rows, place]) >= least:
            return rows
    return None


def _limits(
    new: Decisions, place: int, label: str, task: Task, chance: Array, truth: NDArray[np.bool_]
) -> None:
    if task.name == "flags":
        found = threshold(chance, truth, beta=FLAG_BETA, prior=0.5, bounds=(0.4, 0.9))
    else:
        beta = {"negative": UNHAPPY_BETA, "concern": CONCERN_BETA}.get(label, 1.0)
        found = threshold(chance, truth, beta=beta, prior=0.35 if task.own else 0.2)
    new.thresholds[place] = found
    least = float(np.quantile(chance[truth], MISSED))
    new.unsure[place] = min(max(least, BAND * found), found)


def _choice(
    new: Decisions,
    places: Sequence[int],
    scores: Array,
    truth: NDArray[np.bool_],
    rows: NDArray[np.int64],
) -> None:
    """Fit one slope for all labels of a task of which one holds, so that the likeliest stays it."""
    if not len(rows):
        new.slope[places], new.offset[places] = 0.0, NEVER
        new.thresholds[places] = new.unsure[places] = UNSEEN
        return
    own, target = cells(scores, rows, places), cells(truth, rows, places)
    losses = []
    for slope in _SLOPES:
        one = 1 / (1 + np.exp(-np.clip(own * slope, -30, 30)))
        one /= one.sum(axis=1, keepdims=True)
        losses.append(-np.log(np.maximum(one[target], 1e-9)).sum())
    new.slope[places], new.offset[places] = _SLOPES[int(np.argmin(losses))], 0.0
    new.thresholds[places], new.unsure[places] = 0.0, 0.0


def _both(truth: NDArray[np.bool_]) -> int:
    return int(min(truth.sum(), len(truth) - truth.sum()))


def _parts(each: Decisions) -> tuple[Array, Array, Array, Array]:
    return each.slope, each.offset, each.thresholds, each.unsure
