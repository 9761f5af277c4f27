"""The tables of the index.

Messages are numbered in the order of their dates, so that a page is a range of numbers, of all
messages as of those that were found. ``search`` holds no text, only where words stand; beside the
words of a message its column ``marks`` has one made-up word for each thing that can be filtered by,
so that any choice of filters and words is one walk over sorted lists.
"""

from __future__ import annotations

FILE = "index.sqlite"
NUMBER = 0x636F6D69  # "comi"
VERSION = 1

MAKE = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE clients (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, messages INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE threads (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, subject TEXT NOT NULL, client TEXT NOT NULL,
        messages INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE messages (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, thread INTEGER NOT NULL,
        place INTEGER NOT NULL, date TEXT, kind TEXT NOT NULL, side TEXT NOT NULL,
        client TEXT NOT NULL, person TEXT NOT NULL, email TEXT NOT NULL, subject TEXT NOT NULL,
        opening TEXT NOT NULL, automatic INTEGER NOT NULL, score INTEGER,
        severity INTEGER NOT NULL, open INTEGER NOT NULL, missed INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE texts (
        number INTEGER PRIMARY KEY, text TEXT NOT NULL, seen BLOB NOT NULL, path TEXT NOT NULL,
        position INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE days (
        day TEXT PRIMARY KEY, first INTEGER NOT NULL, messages INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE VIRTUAL TABLE search USING fts5(
        subject, sender, body, marks,
        content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    # Much is put into a segment before it is written, and all segments are merged once, at the end.
    "INSERT INTO search(search, rank) VALUES ('hashsize', 33554432)",
    "INSERT INTO search(search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search(search, rank) VALUES ('crisismerge', 1000)",
)

FINISH = (
    "CREATE UNIQUE INDEX thread_ids ON threads (id)",
    "CREATE INDEX message_ids ON messages (id)",
    "CREATE UNIQUE INDEX thread_places ON messages (thread, place)",
    "INSERT INTO search(search) VALUES ('optimize')",
    f"PRAGMA application_id = {NUMBER}",
    f"PRAGMA user_version = {VERSION}",
)

ALL = "all1"
"""The mark of every message."""

SIDES = ("client", "team", "both", "unknown")
SEVERITIES = ("none", "low", "medium", "high")
SCORES = 10  # steps of a score; the mark ``q10`` is that of a full one
# A mark ends in a digit, so that stemming leaves it alone.


def mark_of_client(number: int) -> str:
    """Name the mark of a client's messages."""
    return f"c{number}"


def mark_of_side(side: str) -> str:
    """Name the mark of a side's messages."""
    return f"side{SIDES.index(side)}"


def mark_of_severity(severity: int) -> str:
    """Name the mark of the messages of a severity, 0 to 3."""
    return f"v{severity}"


def mark_of_score(step: int | None) -> str:
    """Name the mark of the messages whose score lies in a step of ten, or that have none."""
    return "qx0" if step is None else f"q{step}"


OPEN = "open1"
"""The mark of messages that raised something which is still open."""
