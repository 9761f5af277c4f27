"""Which tasks there are and which labels each has: those of the label guide and a team's own.

A team writes its own down in a file::

    [[tasks]]
    name = "topic"
    values = ["billing", "delay"]
    several = false                  # a sentence has exactly one of them

    [[tasks]]
    name = "signs"
    values = ["escalation_risk", "price_talk"]
    help = { escalation_risk = "the client speaks of his management, or of other vendors" }
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from commsense.labels import ACTS, FLAGS, JARGON_KINDS, NAME, RELATIONS, SENTIMENTS
from commsense.settings import table, validated

JARGON, CONCERN_STATUS = "jargon", "concern-status"


@dataclass(frozen=True, slots=True)
class Task:
    """A question that is asked of a sentence, and the labels that answer it.

    With ``several`` any number of ``values`` may hold, else exactly one. ``spans``: the labels
    belong to stretches of the sentence. ``pair``: it is asked of a sentence beside a concern.
    ``help`` says of a team's own labels what they mean.
    """

    name: str
    values: tuple[str, ...]
    several: bool = True
    spans: bool = False
    pair: bool = False
    own: bool = False
    help: Mapping[str, str] = field(default_factory=dict, hash=False)


Scheme = Mapping[str, Task]
"""Tasks by their name."""

BUILT_IN: Scheme = {
    "sentiment": Task("sentiment", SENTIMENTS, several=False),
    "acts": Task("acts", ACTS),
    "flags": Task("flags", FLAGS),
    JARGON: Task(JARGON, JARGON_KINDS, spans=True),
    CONCERN_STATUS: Task(CONCERN_STATUS, RELATIONS, several=False, pair=True),
}
"""The tasks of the label guide."""


def _named(value: str) -> str:
    if not NAME.fullmatch(value) or value != value.lower():
        raise ValueError("accepted: a letter, then letters, digits, _ and -, in lower case")
    return value


_Name = Annotated[str, AfterValidator(_named)]


class _Task(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: _Name
    values: Annotated[tuple[_Name, ...], Field(min_length=1, max_length=100)]
    several: bool = True
    help: dict[str, str] = {}

    @model_validator(mode="after")
    def _fits(self) -> _Task:
        if not self.several and len(self.values) < 2:
            raise ValueError("a task without several needs two values or more")
        unknown = sorted(set(self.help) - set(self.values))
        if unknown:
            raise ValueError(f"help: {', '.join(unknown)} is none of the values")
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    tasks: Annotated[tuple[_Task, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _once(self) -> _File:
        names = [each.name for each in self.tasks]
        labels = [value for each in self.tasks for value in each.values]
        for what, found in (("task", names), ("value", labels)):
            twice = sorted({each for each in found if found.count(each) > 1})
            if twice:
                raise ValueError(f"the {what} {', '.join(twice)} stands there twice")
        guide = {*SENTIMENTS, *ACTS, *FLAGS}
        taken = sorted((set(names) & set(BUILT_IN)) | (set(labels) & guide))
        if taken:
            raise ValueError(f"{', '.join(taken)} is of the guide; take another name")
        return self


def load(path: Path | None) -> Scheme:
    """Give the tasks of the label guide, with those of a team's file if there is one.

    Raises:
        SettingsError: the file is not as it should be; the message names the place.
    """
    if path is None:
        return BUILT_IN
    found = validated(_File, table(path), str(path))
    own = {
        each.name: Task(each.name, each.values, several=each.several, own=True, help=each.help)
        for each in found.tasks
    }
    return {**BUILT_IN, **own}


def own_labels(scheme: Scheme) -> tuple[str, ...]:
    """Give the labels of a team's own tasks, which criteria name ``own:<label>``."""
    return tuple(value for task in scheme.values() if task.own for value in task.values)


def accepted(task: Task, labels: Sequence[str]) -> str:
    """Say what is wrong with the labels of one sentence; nothing where all is well."""
    unknown = [each for each in labels if each not in task.values]
    if unknown:
        return f"found {', '.join(unknown)}; accepted: {', '.join(task.values)}"
    if not task.several and len(labels) != 1:
        return f"found {len(labels)} labels; accepted: exactly one of {', '.join(task.values)}"
    return ""
