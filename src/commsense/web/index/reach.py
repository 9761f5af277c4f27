"""What there is in the index: months with their messages, clients, and where a day begins."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from commsense.web.index.listing import Cursor
from commsense.web.index.wanted import Malformed

MOST = 500  # clients that are named


@dataclass(frozen=True, slots=True)
class Month:
    """A month, ``2024-03``, with the number of its messages."""

    month: str
    messages: int


@dataclass(frozen=True, slots=True)
class ClientCounted:
    """A client with the number of its messages; the key is empty for those that have none."""

    key: str
    name: str
    messages: int


def months(file: sqlite3.Connection) -> list[Month]:
    """Give the months that have messages, the newest first."""
    asked = "SELECT substr(day, 1, 7) AS month, sum(messages) FROM days GROUP BY 1 ORDER BY 1 DESC"
    return [Month(*row) for row in file.execute(asked)]


def clients(file: sqlite3.Connection) -> list[ClientCounted]:
    """Give the clients, those with most messages first."""
    asked = "SELECT key, name, messages FROM clients ORDER BY messages DESC, key LIMIT ?"
    return [ClientCounted(*row) for row in file.execute(asked, (MOST,))]


def cursor(file: sqlite3.Connection, span: tuple[date, date], order: str) -> Cursor | None:
    """Give the cursor after which a time begins: its newest message, or its oldest one.

    Args:
        file: the index.
        span: the first and the last day of the time.
        order: of the list.

    Raises:
        Malformed: the order is not one by date.
    """
    first, last = span
    if order == "newest":
        asked = "SELECT min(first) FROM days WHERE day > ?"
        (number,) = file.execute(asked, (last.isoformat(),)).fetchone()
        # Before the first day there is nothing to show, so the oldest message is.
        return None if number is None else Cursor(0, max(number, 2))
    if order != "oldest":
        raise Malformed("order")
    asked = "SELECT min(first) FROM days WHERE day >= ?"
    (number,) = file.execute(asked, (first.isoformat(),)).fetchone()
    if number is None:
        (number,) = file.execute("SELECT max(number) FROM messages").fetchone()
    return Cursor(0, (number or 1) - 1)
