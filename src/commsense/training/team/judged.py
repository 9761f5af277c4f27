"""What the new model, the base and TF-IDF say of held-out lessons, task by task."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commsense import backends
from commsense.assessment import Prediction
from commsense.backends import Model
from commsense.labelling.scheme import Task
from commsense.labels import RELATIONS
from commsense.signals import model as reading
from commsense.training.lessons import UNKNOWN, Lesson
from commsense.training.team import deciding, held_out, installing, judged_spans, words
from commsense.training.team.columns import cells, columns
from commsense.training.team.deciding import Decisions
from commsense.training.team.held_out import Course, Scores
from commsense.training.team.judging import Judged
from commsense.training.team.spans_held_out import HeldOut

Bools = NDArray[np.bool_]


def tasks(
    course: Course, scored: Scores, device: str, categorizers: Sequence[HeldOut] = ()
) -> list[Judged]:
    """Judge every task on the held-out lessons.

    Chances and thresholds come from the other parts each time, so that no part is judged by
    numbers that were fitted on it.
    """
    lessons = [course.lessons[i] for i in scored.rows]
    base = (
        None
        if course.start.foreign and not _labelled(course)
        else backends.load(course.start.model, device)
    )
    said = base.predict([each.given for each in lessons]) if base else []
    found = []
    for task in course.tasks:
        if task.spans:
            found.append(judged_spans.judge(course, scored, lessons, said, categorizers))
        elif task.pair:
            found.append(_pairs(course, scored, lessons, base))
        else:
            found.append(_labels(course, scored, lessons, task, base, said))
    return found


def decided(course: Course, scored: Scores, places: NDArray[np.int64]) -> dict[str, Decisions]:
    """Fit chances and thresholds on some of the held-out lessons."""
    lessons = [course.lessons[i] for i in scored.rows[places]]
    own = columns(lessons, course.start.labels)
    languages = [each.given.language for each in lessons]
    before = installing.before(course.start)
    return deciding.decide(scored.labels[places], own, languages, course.tasks, before)


def kept(course: Course, folder: Path) -> dict[str, float]:
    """Tell by language how often the labels that were not trained are read as before."""
    trained = {task.name for task in course.tasks}
    new, old = backends.load(str(folder)), backends.load(course.start.model)
    found: dict[str, list[bool]] = {}
    given = [each.given for each in course.lessons[:1000]]
    pairs = zip(given, new.predict(given), old.predict(given), strict=True)
    for each, one, other in pairs:
        same = [
            _guide(one, each.language, new, name) == _guide(other, each.language, old, name)
            for name in ("sentiment", "acts", "flags")
            if name not in trained
        ]
        found.setdefault(each.language, []).extend(same)
    return {name: float(np.mean(same)) for name, same in found.items() if same}


def _labelled(course: Course) -> bool:
    return any(not task.own for task in course.tasks)


def _labels(
    course: Course,
    scored: Scores,
    lessons: Sequence[Lesson],
    task: Task,
    base: Model | None,
    said: Sequence[Prediction],
) -> Judged:
    own = columns(lessons, course.start.labels)
    rows, places = own.rows(task), own.of(task)
    languages = [each.given.language for each in lessons]
    chance = np.zeros((len(lessons), len(places)))
    seen = np.zeros(chance.shape, dtype=np.bool_)
    for learned, asked in held_out.crossed(course, scored):
        numbers = decided(course, scored, learned)
        spoken = [languages[i] for i in asked]
        told = deciding.chance(scored.labels[asked], spoken, numbers, course.start.tasks)
        chance[asked] = told[:, places]
        seen[asked] = deciding.seen(told, spoken, numbers, task, places)
    knows = base is not None and (not task.own or task.name in base.own_tasks)
    by_base = _of_base(task, rows, lessons, said, base) if base is not None and knows else None
    return Judged(
        task=task,
        lessons=tuple(lessons[i] for i in rows),
        groups=tuple(course.folds.groups[scored.rows[i]] for i in rows),
        truth=cells(own.truth, rows, places),
        seen=seen[rows],
        chance=chance[rows],
        base=by_base,
        words=_by_words(course, scored, task, rows),
    )


def _of_base(
    task: Task,
    rows: NDArray[np.int64],
    lessons: Sequence[Lesson],
    said: Sequence[Prediction],
    base: Model,
) -> Bools:
    result = np.zeros((len(rows), len(task.values)), dtype=np.bool_)
    for row, place in enumerate(rows):
        language = lessons[place].given.language
        for label in _guide(said[place], language, base, task.name):
            if label in task.values:
                result[row, task.values.index(label)] = True
    return result


def _guide(said: Prediction, language: str, model: Model, task: str) -> tuple[str, ...]:
    """Give the labels that a model sees, whoever speaks."""
    if task == "sentiment":
        return (reading.sentiment_label(said, language, model),)
    if task == "acts":
        return reading.act_labels(said, language, model)
    if task == "flags":
        limits = model.flag_thresholds(language)
        return tuple(label for label, value in said.flags.items() if value >= limits[label])
    return reading.own_labels(said, language, model)


def _by_words(course: Course, scored: Scores, task: Task, rows: NDArray[np.int64]) -> Bools:
    """Let TF-IDF learn the same parts and judge the same held-out ones."""
    given = course.columns
    places = given.of(task)
    found = np.zeros((len(course.lessons), len(places)))
    for part in np.unique(course.folds.place[scored.rows]):
        asked = course.folds.held_out(int(part))
        judged = set(given.rows(task).tolist())
        taught = [i for i in course.folds.learned(int(part), course.lessons) if i in judged]
        found[asked] = words.fit_and_score(
            [course.lessons[i].given.text for i in taught],
            cells(given.truth, taught, places),
            [course.lessons[i].given.text for i in asked],
            several=task.several,
        )
    own = found[scored.rows[rows]]
    if task.several:
        return np.asarray(own >= 0)
    return _likeliest(own)


def _pairs(course: Course, scored: Scores, lessons: Sequence[Lesson], base: Model | None) -> Judged:
    """Judge what a sentence does to a concern."""
    rows = np.array([i for i, each in enumerate(lessons) if each.relation != UNKNOWN])
    truth = np.eye(len(RELATIONS), dtype=np.bool_)[[lessons[i].relation for i in rows]]
    raised = np.exp(scored.relations[rows] - scored.relations[rows].max(axis=1, keepdims=True))
    chance = raised / raised.sum(axis=1, keepdims=True)
    by_base = None
    if base is not None and base.relates:
        told = base.relate([lessons[i].given for i in rows])
        by_base = _likeliest(np.array([[row[name] for name in RELATIONS] for row in told]))
    pair = np.array([each.relation for each in course.lessons])
    found = np.zeros((len(course.lessons), len(RELATIONS)))
    for part in np.unique(course.folds.place[scored.rows]):
        asked = course.folds.held_out(int(part))
        taught = [i for i in course.folds.learned(int(part), course.lessons) if pair[i] >= 0]
        found[asked] = words.fit_and_score(
            [_both(course.lessons[i]) for i in taught],
            np.eye(len(RELATIONS), dtype=np.bool_)[pair[taught]],
            [_both(course.lessons[i]) for i in asked],
            several=False,
        )
    return Judged(
        task=next(task for task in course.tasks if task.pair),
        lessons=tuple(lessons[i] for i in rows),
        groups=tuple(course.folds.groups[scored.rows[i]] for i in rows),
        truth=truth,
        seen=_likeliest(chance),
        chance=chance,
        base=by_base,
        words=_likeliest(found[scored.rows[rows]]),
    )


def _both(lesson: Lesson) -> str:
    return " ".join((lesson.given.text, *lesson.given.context))


def _likeliest(values: NDArray[np.float64]) -> Bools:
    result = np.zeros(values.shape, dtype=np.bool_)
    result[np.arange(len(values)), values.argmax(axis=1)] = True
    return result
