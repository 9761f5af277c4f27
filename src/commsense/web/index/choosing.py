"""From what is wanted to what SQLite is asked: an expression of FTS5, and a range of numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from commsense.web.index import tables, words
from commsense.web.index.wanted import Search, Term

_COLUMNS = "subject sender body"
_MOST_CLIENTS = 100
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen beside the words; each empty one chooses all.

    ``client`` is a key, ``side`` one of ``tables.SIDES``, ``severity`` the least one of
    ``tables.SEVERITIES``, ``below`` the score that is not reached (10, 20 … 100), ``waiting`` those
    that raised something still open.
    """

    client: str | None = None
    side: str = ""
    severity: str = ""
    below: int | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Which messages: those of an FTS5 expression, or all, with numbers in ``first``…``last``."""

    marks: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    first: int = 1
    last: int = _LAST
    looked_for: tuple[str, ...] = field(default=(), compare=False)

    @property
    def nothing(self) -> bool:
        """Tell whether no message can be meant."""
        return self.first > self.last

    def expression(self, *more: str) -> str:
        """Give the FTS5 expression; empty where all are wanted."""
        asked = [*self.marks, *more]
        parts = [f"{{marks}} : ({' AND '.join(asked)})"] if asked else []
        return " AND ".join((*parts, *self.terms))


def choose(file: sqlite3.Connection, search: Search, filters: Filters) -> Choice:
    """Say which messages are wanted.

    Args:
        file: the index.
        search: the words.
        filters: what is chosen beside them.
    """
    marks: list[str] = []
    known = True
    if filters.client is not None:
        known &= _add_clients(marks, _clients(file, "key = ?", filters.client))
    for word in search.clients:
        like = f"%{word.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
        clause = "key LIKE ?1 ESCAPE '!' OR name LIKE ?1 ESCAPE '!'"
        known &= _add_clients(marks, _clients(file, clause, like))
    if filters.side:
        marks.append(tables.mark_of_side(filters.side))
    if filters.severity:
        least = tables.SEVERITIES.index(filters.severity)
        every = range(least, len(tables.SEVERITIES))
        marks.append(any_of(tables.mark_of_severity(each) for each in every))
    if filters.below is not None:
        steps = range(min(filters.below // tables.SCORES, tables.SCORES))
        marks.append(any_of(tables.mark_of_score(each) for each in steps) or "none0")
    if filters.waiting:
        marks.append(tables.OPEN)
    first, last = _range(file, search)
    return Choice(
        marks=tuple(marks),
        terms=tuple(_expression(term) for term in search.terms),
        first=first,
        last=last if known else 0,
        looked_for=tuple(term.text for term in search.terms),
    )


def any_of(marks: Iterable[str]) -> str:
    """Give the expression of any of some marks."""
    found = tuple(marks)
    return f"({' OR '.join(found)})" if found else ""


def _add_clients(marks: list[str], numbers: list[int]) -> bool:
    if numbers:
        marks.append(any_of(map(tables.mark_of_client, numbers)))
    return bool(numbers)


def _clients(file: sqlite3.Connection, clause: str, value: str) -> list[int]:
    asked = f"SELECT number FROM clients WHERE {clause} ORDER BY messages DESC LIMIT ?2"  # noqa: S608
    asked = asked.replace("key = ?", "key = ?1") if clause == "key = ?" else asked
    return [number for (number,) in file.execute(asked, (value, _MOST_CLIENTS))]


def _expression(term: Term) -> str:
    return f"{{{term.column or _COLUMNS}}} : {words.looked_for(term.text)}"


def _range(file: sqlite3.Connection, search: Search) -> tuple[int, int]:
    """Give the first and the last number that lie between two days."""
    first, last = 1, _LAST
    if search.after is None and search.before is None:
        return first, last
    asked = "SELECT min(first) FROM days WHERE day >= ?"
    (dated,) = file.execute(asked, ("",)).fetchone()
    first = dated or _LAST  # what has no date lies before the first day, and at none
    if search.after is not None:
        (found,) = file.execute(asked, (search.after.isoformat(),)).fetchone()
        first = found or _LAST
    if search.before is not None:
        (found,) = file.execute(asked, (search.before.isoformat(),)).fetchone()
        last = found - 1 if found else _LAST
    return first, last if first < _LAST else 0
