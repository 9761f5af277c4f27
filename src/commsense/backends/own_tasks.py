"""The tasks of a team's own that a model was taught beside those of the label guide.

Its card lists their labels after the built-in ones, and the tasks themselves::

    [[tasks]]
    name = "signs"
    values = ["escalation_risk", "price_talk"]
    several = true
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commsense.errors import ModelError
from commsense.labels import ACTS, FLAGS, NAME, SENTIMENTS

BUILT_IN = SENTIMENTS + ACTS + FLAGS
"""The labels of the label guide, in the order in which every model has them."""
_KEYS = {"name", "values", "several"}


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A question of a team's own; with ``several`` any number of values may hold, else just one."""

    name: str
    values: tuple[str, ...]
    several: bool = True


def read(folder: Path, card: dict[str, Any]) -> tuple[OwnTask, ...]:
    """Give the own tasks of a model card, in order; most models have none.

    Raises:
        ModelError: a task is not in form, or the labels of the card are not the built-in ones
            followed by those of its tasks.
    """
    found = card.get("tasks", [])
    if not isinstance(found, list):
        raise ModelError(f"{folder}: tasks: expected tables [[tasks]], found {found!r}.")
    tasks = tuple(_task(folder, each) for each in found)
    expected = [*BUILT_IN, *labels(tasks)]
    if len(set(expected)) != len(expected):
        twice = sorted({each for each in expected if expected.count(each) > 1})
        raise ModelError(f"{folder}: tasks: {', '.join(twice)} is a label more than once.")
    if card.get("labels") != expected:
        raise ModelError(f"{folder}: expected the labels {expected}, found {card.get('labels')!r}.")
    return tasks


def labels(tasks: Iterable[OwnTask]) -> tuple[str, ...]:
    """Give the labels of own tasks, in the order in which a model has them."""
    return tuple(value for task in tasks for value in task.values)


def choices(tasks: Sequence[OwnTask]) -> tuple[slice, ...]:
    """Give the columns of each task of which exactly one label holds; sentiment's are the first.

    Columns are counted over all labels, the built-in ones first.
    """
    found = [slice(0, len(SENTIMENTS))]
    place = len(BUILT_IN)
    for task in tasks:
        if not task.several:
            found.append(slice(place, place + len(task.values)))
        place += len(task.values)
    return tuple(found)


def _task(folder: Path, table: object) -> OwnTask:
    if not isinstance(table, dict) or not _KEYS >= set(table) >= {"name", "values"}:
        raise ModelError(
            f"{folder}: tasks: expected tables with name, values and several, found {table!r}."
        )
    name, values, several = table["name"], table["values"], table.get("several", True)
    given = [name, *values] if isinstance(values, list) else [None]
    if not values or not all(isinstance(each, str) and _is_name(each) for each in given):
        raise ModelError(
            f"{folder}: tasks: found {name!r} with {values!r}; accepted are a letter, then letters,"
            " digits, _ and -, in lower case."
        )
    if not isinstance(several, bool):
        raise ModelError(
            f"{folder}: tasks: {name}: several: found {several!r}; accepted: true, false."
        )
    return OwnTask(name, tuple(values), several)


def _is_name(value: str) -> bool:
    return bool(NAME.fullmatch(value)) and value == value.lower()
