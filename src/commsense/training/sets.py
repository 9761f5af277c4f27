"""Public data sets as lessons: ``sets.toml`` says what their labels mean for ours."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from commsense.backends.inputs import ModelInput
from commsense.conversation import Side
from commsense.labels import SENTIMENTS
from commsense.training import rows
from commsense.training.lessons import RESPONDS, Lesson, share

_BEFORE = 2
_TURN = 300  # characters of a dialogue turn that are read
_SENDERS = {"customer": Side.CLIENT, "helpdesk": Side.TEAM}


def read(data: Path) -> list[Lesson]:
    """Read all sets below the folder ``data``."""
    return [lesson for entry in table() for lesson in _lessons(data, entry)]


@cache
def table() -> tuple[dict[str, Any], ...]:
    """Give the entries of ``sets.toml``."""
    text = files(__package__).joinpath("sets.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["sets"])


def aids() -> tuple[str, ...]:
    """Give the names of all aids, in the order of the table, and that of the links."""
    named = (name for entry in table() for name in _names(entry))
    return (*dict.fromkeys(named), RESPONDS)


def kept_aside(lesson: Lesson) -> bool:
    """Tell whether a lesson belongs to the part of its set that is kept for measuring."""
    return share(lesson.given.text, "kept") * 100 < _percent_kept().get(lesson.source, 0)


@cache
def _percent_kept() -> dict[str, int]:
    return {entry["name"]: entry["kept"] for entry in table() if "kept" in entry}


def _lessons(data: Path, entry: dict[str, Any]) -> Iterator[Lesson]:
    given = list(rows.read(data / entry["file"]))
    if "turns" in given[0]:
        yield from (lesson for row in given for lesson in _dialogue(row, entry))
        return
    before: tuple[str, ...] = ()
    group = ""
    for number, row in enumerate(given):
        name = str(row.get(entry.get("sequence", ""), number))
        before = before if name == group else ()
        group = name
        text = row["text"]
        if entry.get("least", 1) <= len(text) <= entry.get("most", len(text)):
            yield _lesson(text, row[entry["field"]], entry, group, Side.UNKNOWN, before)
        before = (*before, text)[-_BEFORE:]


def _dialogue(row: dict[str, Any], entry: dict[str, Any]) -> Iterator[Lesson]:
    before: tuple[str, ...] = ()
    for turn in row["turns"]:
        text = " ".join(turn["utterances"])[:_TURN]
        votes = turn[entry["field"]]
        if sum(votes.values()):
            yield _lesson(text, votes, entry, row["id"], _SENDERS[turn["sender"]], before)
        before = (*before, text)[-_BEFORE:]


def _lesson(
    text: str, value: Any, entry: dict[str, Any], group: str, side: Side, before: tuple[str, ...]
) -> Lesson:
    meant = entry.get("means", {}).get(_key(value, entry), {})
    has = frozenset(meant.get("has", ()))
    lacks = frozenset(meant.get("lacks", ()))
    if has & frozenset(SENTIMENTS):  # exactly one holds
        lacks |= frozenset(SENTIMENTS) - has
    return Lesson(
        given=ModelInput(text, entry["language"], side, before),
        source=entry["name"],
        group=f"{entry['name']}-{group}",
        has=has,
        lacks=lacks,
        aids=dict(zip(_names(entry), _values(value, entry), strict=True)),
    )


def _key(value: Any, entry: dict[str, Any]) -> str:
    """Give the name under which ``means`` speaks of a value."""
    if "above" in entry:
        return "above" if value > entry["above"] else "below" if value < entry["below"] else ""
    if "filled" in entry:
        return "filled" if value else "empty"
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else ""


def _names(entry: dict[str, Any]) -> list[str]:
    name = entry.get("aid", entry["name"])
    if "above" in entry:
        return [f"{name} above", f"{name} below"]
    if "filled" in entry:
        return [f"{name} filled"]
    return [f"{name} {value}" for value in entry["values"]]


def _values(value: Any, entry: dict[str, Any]) -> list[float]:
    if "above" in entry:
        return [float(value > entry["above"]), float(value < entry["below"])]
    if "filled" in entry:
        return [float(bool(value))]
    if isinstance(value, dict):  # votes of several annotators
        total = sum(value.values())
        return [value.get(name, 0) / total for name in entry["values"]]
    return [float(value == name) for name in entry["values"]]
