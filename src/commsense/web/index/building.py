"""Makes the index: in a file beside its place, which takes the name when all is in it.

Messages are numbered by date and come thread by thread, so they wait on disk until all are there.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np

from commsense import spool
from commsense.errors import InputError
from commsense.web.index import entries, tables
from commsense.web.index.entries import Entry
from commsense.web.index.words import indexed

SHOWN = 500  # characters of a subject, a name or an address; all of them are searched
BEGINNING, ENDING = ".index-", ".building"
_LEFT = 3600.0  # seconds after which an unfinished file is one that nobody writes any more
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TOLD = 500  # messages between two words on how far it is

Progress = Callable[[float], None]
"""Told now and then which share is done, 0…1; may raise to end the work."""


def _quietly(done: float) -> None:
    """Tell nobody."""


class Builder:
    """Takes threads, and then makes the index of them.

    Args:
        path: of the index.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting = spool.Spool(Entry, path.parent)
        self._moments = array("q")
        self._threads: list[tuple[str, str, str, int]] = []

    @property
    def messages(self) -> int:
        """How many were taken."""
        return len(self._moments)

    def add(self, thread: entries.Thread) -> None:
        """Take a thread."""
        subject = thread.subject[:SHOWN]
        self._threads.append((thread.id, subject, thread.client, len(thread.messages)))
        for entry in entries.of_thread(thread, len(self._threads)):
            self._moments.append(entry.moment)
            self._waiting.append(spool.encode(entry))

    def finish(
        self, names: Mapping[str, str], about: Mapping[str, str], progress: Progress = _quietly
    ) -> None:
        """Write the index and put it in its place, in one step, for its owner alone.

        Args:
            names: of the clients, by key.
            about: what the index says of itself: ``digest`` of the report.
            progress: told how far it is.

        Raises:
            OSError, sqlite3.Error: it cannot be written.
        """
        remove_left(self._path.parent)
        place, name = tempfile.mkstemp(suffix=ENDING, prefix=BEGINNING, dir=self._path.parent)
        os.close(place)
        try:
            with closing(sqlite3.connect(name, isolation_level=None)) as file:
                self._write(file, names, about, progress)
            _settle(Path(name), self._path)
        finally:
            Path(name).unlink(missing_ok=True)

    def _write(
        self,
        file: sqlite3.Connection,
        names: Mapping[str, str],
        about: Mapping[str, str],
        progress: Progress,
    ) -> None:
        # A file that is not finished is thrown away, so nothing has to be undone or kept safe.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            file.execute(f"PRAGMA {setting}")
        file.execute("BEGIN")
        for statement in tables.MAKE:
            file.execute(statement)
        file.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        file.executemany(
            "INSERT INTO threads VALUES (?, ?, ?, ?, ?)",
            ((number, *thread) for number, thread in enumerate(self._threads, start=1)),
        )
        clients: dict[str, int] = {}
        sizes: Counter[str] = Counter()
        days: dict[str, list[int]] = {}
        for number, entry in enumerate(self._by_date(), start=1):
            client = clients.setdefault(entry.message.client, len(clients) + 1)
            sizes[entry.message.client] += 1
            _put(file, number, entry, client)
            if entry.moment != entries.NEVER:
                days.setdefault(day_of(entry.moment), [number, 0])[1] += 1
            if not number % _TOLD:
                progress(number / self.messages)
        file.executemany(
            "INSERT INTO clients VALUES (?, ?, ?, ?)",
            ((clients[key], key, names.get(key, key), sizes[key]) for key in sorted(clients)),
        )
        file.executemany(
            "INSERT INTO days VALUES (?, ?, ?)",
            ((day, *told) for day, told in sorted(days.items())),
        )
        for statement in tables.FINISH:
            progress(1.0)
            file.execute(statement)
        file.execute("COMMIT")

    def _by_date(self) -> Iterator[Entry]:
        for place in np.argsort(np.frombuffer(self._moments, np.int64), kind="stable"):
            yield self._waiting[int(place)]


def day_of(moment: int) -> str:
    """Give the day of a moment, UTC, as ``2024-03-05``."""
    return (_EPOCH + timedelta(seconds=moment)).date().isoformat()


def remove_left(folder: Path) -> None:
    """Remove unfinished files that a killed run left behind."""
    for path in folder.glob(f"{BEGINNING}*{ENDING}"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT:
                path.unlink()


def marks(entry: Entry, client: int) -> Iterable[str]:
    """Give the words by which a message is filtered."""
    step = None if entry.score is None else entry.score // tables.SCORES
    yield tables.ALL
    yield tables.mark_of_client(client)
    yield tables.mark_of_side(entry.message.side)
    yield tables.mark_of_severity(entry.severity)
    yield tables.mark_of_score(step)
    if entry.open:
        yield tables.OPEN


def _put(file: sqlite3.Connection, number: int, entry: Entry, client: int) -> None:
    message = entry.message
    opening = entry.text[: entries.OPENING]
    file.execute(
        f"INSERT INTO messages VALUES ({', '.join('?' * 17)})",  # noqa: S608 - only marks
        (
            number,
            message.id,
            entry.thread,
            entry.place,
            message.date,
            message.kind,
            message.side,
            message.client,
            message.person[:SHOWN],
            message.email[:SHOWN],
            message.subject[:SHOWN],
            opening,
            message.automatic,
            entry.score,
            entry.severity,
            entry.open,
            entry.missed,
        ),
    )
    file.execute(
        "INSERT INTO texts VALUES (?, ?, ?, ?, ?)",
        (number, entry.text, msgspec.json.encode(entry.seen), message.path, message.position),
    )
    sender = indexed(f"{message.person} {message.email}")
    file.execute(
        "INSERT INTO search (rowid, subject, sender, body, marks) VALUES (?, ?, ?, ?, ?)",
        (
            number,
            indexed(message.subject),
            sender,
            indexed(entry.text),
            " ".join(marks(entry, client)),
        ),
    )


def _settle(written: Path, place: Path) -> None:
    """Let a finished file take the name of the index, once it is on the disk."""
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        written.replace(place)
    except IsADirectoryError as error:
        raise InputError(f"{place}: is a folder; name a file with --index.") from error
