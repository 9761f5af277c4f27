"""Results by key in one SQLite file, which a kill or a power cut at any moment leaves whole."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from commsense.errors import InputError
from commsense.journal.sources import Listed

_LEVEL = 1  # of compression: fast
_SET_UP = (
    "PRAGMA secure_delete = ON",
    "PRAGMA auto_vacuum = INCREMENTAL",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY AUTOINCREMENT)",
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, run INTEGER, value BLOB)",
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER)",
    "INSERT INTO runs DEFAULT VALUES",
)


class Kept:
    """What is kept of runs; every change is safe on disk, as far as the system keeps its word."""

    def __init__(self, path: Path, form: int) -> None:
        """Open the file; one that is damaged, or of another form, is begun anew.

        Args:
            path: of the file.
            form: what kind of results it holds.

        Raises:
            InputError: if another run has it open, or the disk is full.
        """
        self.path = path
        self._form = form
        with _in_words(path):
            try:
                self._opened()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._base.close()
                _remove(path)
                self._opened()

    def _opened(self) -> None:
        self._base = sqlite3.connect(self.path, isolation_level=None, timeout=1)
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        (form,) = self._base.execute("PRAGMA user_version").fetchone()
        if form not in (0, self._form):
            raise sqlite3.DatabaseError
        for line in (*_SET_UP, f"PRAGMA user_version = {self._form}"):
            self._base.execute(line)
        (self._run,) = self._base.execute("SELECT max(id) FROM runs").fetchone()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._base.close()

    def has(self, key: bytes) -> bool:
        """Tell whether a result is kept; from now on it counts as used."""
        used = self._do("UPDATE kept SET run = ? WHERE key = ?", (self._run, key))
        return used.rowcount > 0

    def value(self, key: bytes) -> bytes:
        """Give a result that is kept."""
        (value,) = self._do("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return zlib.decompress(value)

    def keep(self, key: bytes, value: bytes) -> None:
        """Keep a result."""
        row = (key, self._run, zlib.compress(value, _LEVEL))
        self._do("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", row)

    def files(self) -> list[Listed]:
        """Give the files that the last run was about."""
        return [Listed(*row) for row in self._do("SELECT path, size, changed FROM files")]

    def note_files(self, files: Iterable[Listed]) -> None:
        """Note the files that this run is about."""
        self._do("BEGIN")
        self._do("DELETE FROM files")
        for each in files:
            row = (each.path, each.size, each.changed)
            self._do("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", row)
        self._do("COMMIT")

    def forget_unused(self) -> None:
        """Drop what this run had no use for, and give the room back."""
        self._do("DELETE FROM kept WHERE run < ?", (self._run,))
        self._do("PRAGMA incremental_vacuum")

    def _do(self, line: str, given: tuple[object, ...] = ()) -> sqlite3.Cursor:
        with _in_words(self.path):
            return self._base.execute(line, given)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise InputError(_reason(path, str(error))) from error


def _reason(path: Path, error: str) -> str:
    if "locked" in error:
        return (
            f"{path.parent.parent}: another run is writing there. Wait until it has ended, or"
            " choose another folder with -o."
        )
    if "full" in error:
        return (
            f"{path.parent}: the disk is full. What was worked out so far is kept: make room and"
            " start the same command again, and it goes on from there."
        )
    return f"{path}: cannot be used ({error}). Delete {path.parent} to begin anew."


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
