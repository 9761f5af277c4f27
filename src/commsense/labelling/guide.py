"""What the labels are called and mean, in the reader's language, and which key chooses each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commsense import lang
from commsense.labelling import keys
from commsense.labelling.scheme import Task


@dataclass(frozen=True, slots=True)
class LabelTold:
    """A label; ``means``, ``example`` and ``unlike`` (what it is not) may be empty, ``key`` too."""

    name: str
    title: str
    means: str
    example: str
    unlike: str
    key: str


@dataclass(frozen=True, slots=True)
class TaskTold:
    """A task with its labels, see ``scheme.Task``."""

    name: str
    title: str
    means: str
    several: bool
    spans: bool
    pair: bool
    own: bool
    labels: tuple[LabelTold, ...]


def told(tasks: Iterable[Task], language: str) -> tuple[TaskTold, ...]:
    """Tell of the tasks what the label guide says, and of a team's own what their file says."""
    asked = tuple(tasks)
    chosen = keys.chosen(asked)
    return tuple(_task(task, chosen, lang.data(language, "labelling")["guide"]) for task in asked)


def _task(task: Task, chosen: keys.Keys, guide: Mapping[str, Any]) -> TaskTold:
    said = {} if task.own else guide[task.name]
    of_labels = said.get("labels", {})
    return TaskTold(
        name=task.name,
        title=said.get("title", task.name),
        means=said.get("means", ""),
        several=task.several,
        spans=task.spans,
        pair=task.pair,
        own=task.own,
        labels=tuple(
            _label(
                label,
                of_labels.get(label, {"title": label, "means": task.help.get(label, "")}),
                chosen.get((task.name, label), ""),
            )
            for label in task.values
        ),
    )


def _label(name: str, said: Mapping[str, str], key: str) -> LabelTold:
    return LabelTold(
        name=name,
        title=said["title"],
        means=said["means"],
        example=said.get("example", ""),
        unlike=said.get("not", ""),
        key=key,
    )
