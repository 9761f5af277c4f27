"""A thread with what was said and seen in it, a page of messages at a time."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import msgspec

from commsense.web.index import tables
from commsense.web.index.entries import Seen

ON_A_PAGE = 20
LONGEST = 20_000  # characters of a message that are shown

_seen = msgspec.json.Decoder(tuple[Seen, ...]).decode
_COLUMNS = (
    *("number", "id", "place", "date", "kind", "side", "client", "person", "email", "subject"),
    *("score", "path", "position"),
)
_ROW = ", ".join((*_COLUMNS, "automatic", "severity", "text", "seen"))


@dataclass(frozen=True, slots=True)
class SeenTold:
    """Something found: ``kind`` is missed, concern or promise; places in the text, if any."""

    kind: str
    label: str
    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a thread; ``cut`` is true where its text goes on."""

    number: int
    id: str
    place: int
    date: str | None
    kind: str
    side: str
    client: str
    person: str
    email: str
    subject: str
    automatic: bool
    score: int | None
    severity: str
    text: str
    cut: bool
    seen: list[SeenTold]
    path: str
    position: int


@dataclass(frozen=True, slots=True)
class ThreadTold:
    """A page of a thread; ``before`` and ``after`` are places to ask for its neighbours from."""

    number: int
    id: str
    subject: str
    client: str
    total: int
    messages: list[Said]
    before: int | None
    after: int | None


def numbered(file: sqlite3.Connection, message: str) -> tuple[int, int] | None:
    """Give the thread of a message, by the message's id, and its place there, if there is one."""
    found = file.execute("SELECT thread, place FROM messages WHERE id = ?", (message,)).fetchone()
    return (found[0], found[1]) if found else None


def page(file: sqlite3.Connection, thread: int, start: int) -> ThreadTold | None:
    """Give the messages of a thread from a place on; none where there is no such thread.

    Args:
        file: the index.
        thread: the thread's number.
        start: the place of the first one, from 0.
    """
    about = file.execute("SELECT * FROM threads WHERE number = ?", (thread,)).fetchone()
    if about is None:
        return None
    rows = file.execute(
        f"SELECT {_ROW} FROM messages JOIN texts USING (number)"  # noqa: S608 - columns only
        " WHERE thread = ? AND place >= ? ORDER BY place LIMIT ?",
        (thread, start, ON_A_PAGE),
    ).fetchall()
    end = start + len(rows)
    number, name, subject, client, total = about
    return ThreadTold(
        number=number,
        id=name,
        subject=subject,
        client=client,
        total=total,
        messages=[_said(row) for row in rows],
        before=max(0, start - ON_A_PAGE) if start else None,
        after=end if rows and end < total else None,
    )


def _said(row: tuple[Any, ...]) -> Said:
    *plain, automatic, severity, text, seen = row
    told: dict[str, Any] = dict(zip(_COLUMNS, plain, strict=True))
    return Said(
        **told,
        automatic=bool(automatic),
        severity=tables.SEVERITIES[severity],
        text=text[:LONGEST],
        cut=len(text) > LONGEST,
        seen=[
            SeenTold(each.kind, each.label, each.start, each.end, each.id) for each in _seen(seen)
        ],
    )
