"""Public data sets as tasks that help: texts, and which of them carry what (``tasks.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.conversation import Side
from commsense.training import fit, rows
from commsense.training.lessons import bare

STRENGTH = 1.0
"""C of the tasks' heads; they only have to point the way."""
_VOTES = 0.4  # share of the annotators who gave a dialogue turn a label
_LEAST = 100  # texts that carry a task, for it to be worth a head


@dataclass(frozen=True, slots=True)
class Task:
    """Whether each of ``texts`` carries something."""

    name: str
    texts: tuple[str, ...]
    carries: tuple[bool, ...]


def read(data: Path, language: str, known: frozenset[str]) -> list[Task]:
    """Read the tasks of a language; texts whose ``bare`` form is ``known`` are left out."""
    chosen = [entry for entry in _table() if entry["language"] == language]
    return [task for entry in chosen for task in _tasks(data, entry, known)]


def files_used() -> list[str]:
    """Give the files of the data folder that the tasks are read from."""
    return sorted({entry["file"] for entry in _table()})


def weigh(tasks: list[Task], language: str, options: fit.Options) -> fit.Help:
    """Fit a head for each task and give their weights, [n-grams + cue features, tasks]."""
    columns: list[NDArray[np.float32]] = []
    matrix: Any = None
    made: tuple[str, ...] = ()
    for task in tasks:
        if task.texts != made:
            sides = [Side.UNKNOWN] * len(task.texts)
            matrix, made = fit.design(task.texts, sides, language, options), task.texts
        model = fit.regression(STRENGTH, options.seed).fit(matrix, np.array(task.carries))
        columns.append(model.coef_[0].astype(np.float32))
    return np.stack(columns, axis=1)


def _table() -> list[dict[str, Any]]:
    text = files(__package__).joinpath("tasks.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["sets"]
    return found


def _tasks(data: Path, entry: dict[str, Any], known: frozenset[str]) -> Iterator[Task]:
    read = rows.read(data / entry["file"])
    pairs = [pair for row in read for pair in _pairs(row, entry, known)]
    pairs = pairs[: entry.get("most", len(pairs))]
    texts = tuple(text for text, _ in pairs)
    values = [value for _, value in pairs]
    for name, carries in _columns(entry, values):
        if sum(carries) >= _LEAST:
            yield Task(f"{entry['file']} {name}", texts, carries)


def _pairs(
    row: dict[str, Any], entry: dict[str, Any], known: frozenset[str]
) -> list[tuple[str, Any]]:
    """Give the texts of a row with the value of the field; a dialogue has one for each turn."""
    if "turns" in row:
        turns = [(" ".join(turn["utterances"]), turn[entry["field"]]) for turn in row["turns"]]
        spoken = [text for turn in row["turns"] for text in turn["utterances"]]
    else:
        turns = [(row["text"], row[entry["field"]])]
        spoken = [row["text"]]
    if any(bare(text) in known for text in spoken if bare(text)):
        return []
    return [(text, value) for text, value in turns if len(text) >= entry.get("least", 1)]


def _columns(entry: dict[str, Any], values: list[Any]) -> Iterator[tuple[str, tuple[bool, ...]]]:
    if "above" in entry:
        yield "above", tuple(value > entry["above"] for value in values)
        yield "below", tuple(value < entry["below"] for value in values)
    elif "filled" in entry:
        yield "filled", tuple(bool(value) for value in values)
    else:
        for name in entry["values"] or sorted({value for value in values if value}):
            yield str(name), tuple(_carries(value, name) for value in values)


def _carries(value: Any, name: Any) -> bool:
    if isinstance(value, dict):
        votes = sum(value.values())
        return bool(votes and value.get(name, 0) / votes > _VOTES)
    return bool(value == name)
