"""The list of messages, a page at a time, however many there are.

A page is asked for by what stands before or after it, never by how many were passed over, so a page
deep inside costs no more than the first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commsense.web.index import tables
from commsense.web.index.choosing import Choice
from commsense.web.index.excerpt import excerpt, pattern

ON_A_PAGE = 50
COUNTED = 1_000  # beyond these it is only told that there are more
ORDERS = ("newest", "oldest", "score", "severity")
_CURSOR = re.compile(r"(\d{1,2})\.(\d{1,18})", re.ASCII)
_COLUMNS = (
    *("number", "id", "thread", "place", "date", "kind", "side", "client", "person", "email"),
    *("subject", "score", "open", "missed"),
)
_ROW = ", ".join((*_COLUMNS, "opening", "automatic", "severity"))


@dataclass(frozen=True, slots=True)
class Cursor:
    """A message's place in an order: the step of score or severity, and its number."""

    step: int
    number: int

    def __str__(self) -> str:
        return f"{self.step}.{self.number}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A message in the list; ``excerpt`` is of its text, ``hits`` are places in that."""

    number: int
    id: str
    thread: int
    place: int
    date: str | None
    kind: str
    side: str
    client: str
    person: str
    email: str
    subject: str
    excerpt: str
    hits: list[tuple[int, int]]
    automatic: bool
    score: int | None
    severity: str
    open: int
    missed: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``before`` and ``after`` ask for its neighbours, and are none where there are none.

    ``total`` counts what was chosen; where ``more`` is true there are more than that.
    """

    messages: list[Listed]
    before: str | None
    after: str | None
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page: the first one, or the one after or before a cursor."""

    order: str = "newest"
    cursor: Cursor | None = None
    back: bool = False


def cursor(text: str) -> Cursor | None:
    """Read a cursor; none where it is not one."""
    found = _CURSOR.fullmatch(text)
    return Cursor(int(found[1]), int(found[2])) if found else None


def page(file: sqlite3.Connection, choice: Choice, turn: Turn) -> Page:
    """Give a page of the messages chosen.

    Args:
        file: the index.
        choice: which messages.
        turn: which page of them, in which order.
    """
    # A first page is found and counted in one go: a rare phrase is looked for once, not twice.
    most = ON_A_PAGE if turn.cursor else max(COUNTED, ON_A_PAGE)
    found = list(_walk(file, choice, turn, most + 1))
    total = count(file, choice) if turn.cursor else len(found)
    beyond = len(found) > ON_A_PAGE
    found = found[:ON_A_PAGE]
    if turn.back:
        found.reverse()
    has_before = beyond if turn.back else turn.cursor is not None
    has_after = turn.cursor is not None if turn.back else beyond
    return Page(
        messages=_listed(file, [each.number for each in found], choice),
        before=str(found[0]) if found and has_before else None,
        after=str(found[-1]) if found and has_after else None,
        total=min(total, COUNTED),
        more=total > COUNTED,
    )


def count(file: sqlite3.Connection, choice: Choice) -> int:
    """Count what was chosen, as far as ``COUNTED`` and one more."""
    if choice.nothing:
        return 0
    source, values = _source(choice, choice.expression())
    asked = f"SELECT count(*) FROM (SELECT rowid FROM {source} LIMIT {COUNTED + 1})"  # noqa: S608
    (found,) = file.execute(asked, values).fetchone()
    return int(found)


def _walk(file: sqlite3.Connection, choice: Choice, turn: Turn, most: int) -> Iterator[Cursor]:
    """Give the places after a cursor, or before it from there on backwards."""
    steps = list(enumerate(_steps(turn.order)))
    at = turn.cursor
    downwards = (turn.order != "oldest") != turn.back
    left = most
    for step, marks in reversed(steps) if turn.back else steps:
        if choice.nothing or left <= 0:
            return
        if at and (step > at.step if turn.back else step < at.step):
            continue
        edge = at.number if at and step == at.step else None
        for number in _numbers(file, choice, marks, edge, downwards, left):
            left -= 1
            yield Cursor(step, number)


def _steps(order: str) -> list[tuple[str, ...]]:
    """Give the marks of each step of an order; within a step the newest stands first."""
    if order == "score":
        every = [tables.mark_of_score(step) for step in (*range(tables.SCORES + 1), None)]
        return [(mark,) for mark in every]
    if order == "severity":
        return [(tables.mark_of_severity(step),) for step in (3, 2, 1, 0)]
    return [()]


def _numbers(
    file: sqlite3.Connection,
    choice: Choice,
    marks: tuple[str, ...],
    edge: int | None,
    downwards: bool,
    most: int,
) -> list[int]:
    first, last = choice.first, choice.last
    if edge is not None:
        first, last = (first, min(last, edge - 1)) if downwards else (max(first, edge + 1), last)
    source, values = _source(choice, choice.expression(*marks), first, last)
    order = "DESC" if downwards else "ASC"
    asked = f"SELECT rowid FROM {source} ORDER BY rowid {order} LIMIT {most}"  # noqa: S608
    return [number for (number,) in file.execute(asked, values)]


def _source(
    choice: Choice, expression: str, first: int | None = None, last: int | None = None
) -> tuple[str, tuple[object, ...]]:
    """Give the table that holds a choice, with its conditions and their values."""
    span = (choice.first if first is None else first, choice.last if last is None else last)
    if not expression:
        return "messages WHERE rowid BETWEEN ? AND ?", span
    return "search WHERE search MATCH ? AND rowid BETWEEN ? AND ?", (expression, *span)


def _listed(file: sqlite3.Connection, numbers: list[int], choice: Choice) -> list[Listed]:
    wanted = pattern(choice.looked_for)
    listed = []
    for number in numbers:
        asked = f"SELECT {_ROW} FROM messages WHERE number = ?"  # noqa: S608 - columns only
        *row, text, automatic, severity = file.execute(asked, (number,)).fetchone()
        if wanted:
            (text,) = file.execute("SELECT text FROM texts WHERE number = ?", (number,)).fetchone()
        shown = excerpt(text, wanted)
        told: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
        told |= {"automatic": bool(automatic), "severity": tables.SEVERITIES[severity]}
        listed.append(Listed(**told, excerpt=shown.text, hits=shown.hits))
    return listed
