"""Score every lesson by heads, or an encoder, that have not seen its thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from commsense.backends.network import Heads
from commsense.backends.pieces import Reading
from commsense.labelling.scheme import Task
from commsense.training.lessons import Lesson
from commsense.training.team import fitted, methods, tune
from commsense.training.team.columns import Columns, columns
from commsense.training.team.fitted import Fitted
from commsense.training.team.folds import Folds
from commsense.training.team.seeing import Seen, see
from commsense.training.team.start import Start

Array = NDArray[np.float64]
Say = Callable[[str, int, int], None]
"""Told what is going on, how many sentences were done since the last call, and of how many."""


@dataclass(frozen=True, slots=True)
class Course:
    """All that a method learns from: the lessons laid out and seen by the base.

    ``work`` is the folder where a run that is cut off finds what it had done.
    """

    start: Start
    lessons: tuple[Lesson, ...]
    columns: Columns
    tasks: tuple[Task, ...]
    folds: Folds
    laid: tuple[Reading, ...]
    before: Seen
    method: str
    device: str
    seed: int
    work: Path
    say: Say


@dataclass(frozen=True, slots=True)
class Scores:
    """Held-out scores of the lessons in ``rows``: labels, relations and pieces of jargon."""

    rows: NDArray[np.int64]
    labels: Array
    relations: Array
    spans: tuple[NDArray[np.float32], ...]


def scores(course: Course, parts: Sequence[int]) -> Scores:
    """Hold each of ``parts`` out in turn."""
    found = [_part(course, part) for part in parts]
    return Scores(
        np.concatenate([each.rows for each in found]),
        np.concatenate([each.labels for each in found]),
        np.concatenate([each.relations for each in found]),
        tuple(span for each in found for span in each.spans),
    )


def learn(course: Course, places: Sequence[int], name: str) -> tuple[Heads, Fitted]:
    """Learn from the lessons in ``places``: the encoder and the heads over it."""
    start = course.start
    taught = [course.lessons[i] for i in places]
    own = columns(taught, start.labels)
    network, seen = start.network, chosen(course.before, places)
    if course.method in (methods.CONTRASTIVE, methods.FINETUNE):
        laid = [course.laid[i] for i in places]
        options = tune.CONTRASTIVE if course.method == methods.CONTRASTIVE else tune.FINETUNE
        network = tune.tune(
            network,
            laid,
            taught,
            own,
            course.tasks,
            [course.folds.groups[i] for i in places],
            seen,
            start.layout.pad,
            options,
            course.device,
            course.work / f"{name}.tuning.safetensors",
            lambda count: course.say(f"tuning ({name})", count, options.epochs * len(places)),
        )
        seen = see(network, laid, start.layout.pad, course.device)
    base = fitted.begin(start)
    if course.method == methods.RECALIBRATE:
        return network, base
    return network, fitted.heads(base, seen, taught, own, course.tasks, foreign=start.foreign)


def _part(course: Course, part: int) -> Scores:
    rows = course.folds.held_out(part)
    file = course.work / f"part-{part}.safetensors"
    kept = _kept(file, len(rows))
    if kept is not None:
        return Scores(np.array(rows), *kept)
    places = course.folds.learned(part, course.lessons)
    network, heads = learn(course, places, f"part {part + 1} of {course.folds.count}")
    start = course.start
    seen = chosen(course.before, rows)
    if network is not start.network:
        laid = [course.laid[i] for i in rows]
        seen = see(network, laid, start.layout.pad, course.device)
    lessons = [course.lessons[i] for i in rows]
    own = columns(lessons, start.labels)
    labels = fitted.scores(heads, start, seen.values, lessons, own, course.tasks)
    relations = seen.values @ heads.pair[0].T + heads.pair[1]
    _keep(file, labels, relations, seen.spans)
    return Scores(np.array(rows), labels, relations, seen.spans)


def crossed(
    course: Course, scored: Scores
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give (places to fit numbers on, places to judge): parts, or halves where there is one."""
    part = course.folds.place[scored.rows]
    if len(np.unique(part)) == 1:
        names = sorted({course.folds.groups[i] for i in scored.rows})
        half = {name: place % 2 for place, name in enumerate(names)}
        part = np.array([half[course.folds.groups[i]] for i in scored.rows])
    for each in np.unique(part):
        yield np.flatnonzero(part != each), np.flatnonzero(part == each)


def chosen(seen: Seen, places: Sequence[int]) -> Seen:
    """Give what was seen of some lessons."""
    rows = list(places)
    return Seen(
        seen.values[rows],
        seen.scores[rows],
        seen.relations[rows],
        tuple(seen.spans[i] for i in rows),
    )


def _keep(
    file: Path, labels: Array, relations: Array, spans: Sequence[NDArray[np.float32]]
) -> None:
    lengths = np.array([len(each) for each in spans], dtype=np.int64)
    part = file.with_suffix(".part")
    save_file(
        {
            "labels": labels,
            "relations": np.ascontiguousarray(relations, dtype=np.float64),
            "lengths": lengths,
            "spans": np.concatenate(spans).astype(np.float32),
        },
        part,
    )
    part.replace(file)


def _kept(file: Path, count: int) -> tuple[Array, Array, tuple[NDArray[np.float32], ...]] | None:
    """Give what an earlier run had done; nothing where it is not whole."""
    if not file.exists():
        return None
    try:
        found = load_file(file)
        ends = np.cumsum(found["lengths"])
        spans = tuple(np.split(found["spans"], ends[:-1]))
        if len(found["labels"]) == count == len(spans):
            return found["labels"], found["relations"], spans
    except (SafetensorError, OSError, KeyError, ValueError):
        pass
    return None
