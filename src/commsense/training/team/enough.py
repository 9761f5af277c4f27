"""Whether there is anything to train on: tasks that are labelled, threads, more than one answer."""

from __future__ import annotations

from collections.abc import Sequence

from commsense.errors import InputError, SettingsError
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme, Task
from commsense.training.lessons import UNKNOWN
from commsense.training.team import material
from commsense.training.team.material import Material

LEAST = 10
"""Labelled sentences without which nothing is tried."""


def tasks(rows: Sequence[Row], scheme: Scheme, wanted: Sequence[str]) -> tuple[Task, ...]:
    """Give the tasks that are trained: those that are wanted, or all that are labelled.

    Raises:
        SettingsError: there is no such task.
        InputError: no row is labelled for it.
    """
    unknown = [name for name in wanted if name not in scheme]
    if unknown:
        raise SettingsError(
            f"--task: {', '.join(unknown)} is no task; accepted: {', '.join(scheme)}."
        )
    there = material.tasks_found(rows, scheme.values())
    chosen = tuple(task for task in there if not wanted or task.name in wanted)
    missing = [name for name in wanted if name not in {task.name for task in chosen}]
    if missing or not chosen:
        named = ", ".join(task.name for task in there) or "none"
        raise InputError(
            f"No sentence is labelled for {', '.join(missing) or 'any task'}; the rows have labels"
            f" for: {named}."
        )
    return chosen


def see(found: Material) -> None:
    """See that there is enough to learn from, and something to tell apart.

    Raises:
        InputError: there is not; it says what is missing.
    """
    if len(found.lessons) < LEAST:
        left = "; ".join(f"{count} {why}" for why, count in found.left_out.items())
        raise InputError(
            f"{len(found.lessons)} labelled sentences can be learned from, at least {LEAST} are"
            f" needed{f' (left out: {left})' if left else ''}. Label more first: commsense labels"
            " suggest chooses what is worth it."
        )
    groups = {each.group for each in found.lessons}
    if len(groups) < 2:
        raise InputError(
            "All labelled sentences are of one thread, so none can be held out to see what was"
            " learned; label sentences of at least two threads."
        )
    for task in found.tasks:
        _see_several(found, task)


def _see_several(found: Material, task: Task) -> None:
    """See that a task has more than one answer; one alone teaches nothing."""
    if task.pair:
        answers: set[object] = {e.relation for e in found.lessons if e.relation != UNKNOWN}
    elif task.spans:
        answers = {bool(each.jargon) for each in found.lessons if each.jargon is not None}
    else:
        of_task = frozenset(task.values)
        judged_ones = (each for each in found.lessons if of_task & (each.has | each.lacks))
        answers = {each.has & of_task for each in judged_ones}
    if len(answers) < 2:
        raise InputError(
            f"{task.name}: every labelled sentence has the same answer, so there is nothing to tell"
            " apart; label some that have another one, or leave the task out (--task)."
        )
