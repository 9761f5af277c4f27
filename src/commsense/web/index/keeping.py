"""Knows whether the index is there and of this report, and has it made where it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from commsense.errors import CommsenseError, InputError
from commsense.web.index import building, from_report, tables
from commsense.web.ledger import Archive

PATIENCE = 5.0  # seconds that a question may take
_STEPS = 20_000  # of SQLite between two looks at the clock
_AT_ONCE = 1.0  # seconds that the first question waits for a small archive's index


class NotReady(CommsenseError):
    """The index is being made; ask again later."""


class _Ended(Exception):
    """The server ends."""


@dataclass(frozen=True, slots=True)
class State:
    """How far the index is: ``ready``, ``building`` with the share ``done``, or ``failed``."""

    state: str
    done: float = 0.0
    error: str = ""


class Index:
    """The index of an archive's messages. Threads may share it."""

    def __init__(self, archive: Archive, path: Path | None = None) -> None:
        """Take the archive, and the index's file, by default in the folder of the report."""
        self._archive = archive
        self._path = path or archive.folder / tables.FILE
        self._lock = Lock()
        self._end = Event()
        self._work: Thread | None = None
        self._digest = ""  # of the report that the index is known to be of
        self._failed_on = ""
        self._state = State("building")

    def begin(self) -> None:
        """Have the index made, beside everything else, unless it is there."""
        with self._lock:
            digest = self._archive.ledger().digest
            running = self._work is not None and self._work.is_alive()
            if running or digest == self._digest:
                return
            building.remove_left(self._path.parent)
            if digest == _digest(self._path):
                self._digest, self._state = digest, State("ready", 1.0)
                return
            if self._state.state == "failed" and self._failed_on == digest:
                return
            if self._path.exists() and not _is_ours(self._path):
                words = f"{self._path}: is no index; name another file with --index."
                self._failed_on, self._state = digest, State("failed", error=words)
                return
            self._state = State("building")
            self._work = Thread(target=self._make, args=(digest,), daemon=True)
            self._work.start()

    def state(self) -> State:
        """Tell how far it is; begins it, and waits a moment, since most are made in one."""
        self.begin()
        work = self._work
        if work is not None and self._state.state == "building":
            work.join(_AT_ONCE)
        return self._state

    def end(self) -> None:
        """End the making of the index, if it is being made."""
        self._end.set()
        if self._work is not None:
            self._work.join(_AT_ONCE * 10)

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Open the index to read it.

        Raises:
            NotReady: it is being made.
            InputError: it cannot be made or read, or the answer takes too long.
        """
        state = self.state()
        if state.state == "building":
            raise NotReady(f"The index of the messages is being made ({state.done:.0%}).")
        if state.error:
            raise InputError(state.error)
        until = monotonic() + PATIENCE
        try:
            with closing(connected(self._path)) as file:
                file.set_progress_handler(lambda: monotonic() > until, _STEPS)
                yield file
        except sqlite3.Error as error:
            if "interrupted" in str(error):
                raise InputError("This takes too long; search for something rarer.") from error
            with suppress(OSError):
                self._path.unlink()  # it is ours and damaged: it is made again when asked for
            self._digest = ""
            raise InputError(f"{self._path}: cannot be read ({error}); ask again.") from error

    def _make(self, digest: str) -> None:
        try:
            from_report.make(self._archive.file, self._path, self._tell)
            self._state = State("building", 1.0)
            with self._lock:
                self._digest = _digest(self._path)
                self._state = State("ready", 1.0)
        except _Ended:
            self._state = State("building")
        except CommsenseError as error:
            self._failed_on = digest
            self._state = State("failed", error=str(error))

    def _tell(self, done: float) -> None:
        if self._end.is_set():
            raise _Ended
        self._state = State("building", round(done, 3))


def _is_ours(path: Path) -> bool:
    """Tell whether a file may be replaced: it is an index, of whatever version."""
    try:
        with closing(connected(path)) as file:
            return bool(file.execute("PRAGMA application_id").fetchone() == (tables.NUMBER,))
    except sqlite3.Error:
        return False


def _digest(path: Path) -> str:
    """Give the digest of the report that an index is of; nothing where there is none."""
    if not path.is_file():
        return ""
    try:
        with closing(connected(path)) as file:
            (number,) = file.execute("PRAGMA application_id").fetchone()
            (version,) = file.execute("PRAGMA user_version").fetchone()
            if (number, version) != (tables.NUMBER, tables.VERSION):
                return ""
            found = file.execute("SELECT value FROM about WHERE name = 'digest'").fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0]) if found else ""


def connected(path: Path) -> sqlite3.Connection:
    """Open an index that is there, to read it only."""
    # Once it has its name the file is never changed, only replaced: no lock is needed.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    file = sqlite3.connect(address, uri=True)
    file.execute("PRAGMA mmap_size = 1073741824")
    file.execute("PRAGMA trusted_schema = OFF")
    return file
