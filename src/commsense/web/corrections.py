"""What people say about concerns that the model misread, kept in a file of SQLite.

The file is made at the first correction, for its owner alone. A concern has one correction, the
last one. Each is kept with what the model had said, when, and the report that it was made on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from commsense.errors import InputError

FILE = "corrections.sqlite"
_OURS = 0x636F6D73  # "coms", written into the file's head
_VERSION = 1
_TABLE = """
CREATE TABLE corrections (
    concern TEXT PRIMARY KEY,
    thread TEXT NOT NULL,
    status TEXT NOT NULL,
    model TEXT NOT NULL,
    note TEXT NOT NULL,
    moment TEXT NOT NULL,
    report TEXT NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says of a concern.

    ``model`` is the status that the report had, ``moment`` when it was said (ISO 8601, UTC),
    ``report`` the digest of the report.
    """

    concern: str
    thread: str
    status: str
    model: str
    note: str
    moment: str
    report: str


class Corrections:
    """The corrections in one file. Threads may share it; each call opens and closes the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> dict[str, Correction]:
        """Give the corrections by the id of their concern; none where there is no file yet.

        Raises:
            InputError: the file cannot be read, or is not one of ours.
        """
        if not self._path.exists():
            return {}
        with self._opened() as file:
            rows = file.execute("SELECT * FROM corrections ORDER BY concern").fetchall()
        return {row[0]: Correction(*row) for row in rows}

    def put(self, correction: Correction) -> None:
        """Keep a correction, in place of an earlier one of the same concern.

        Raises:
            InputError: the file cannot be written, or is not one of ours.
        """
        with self._opened() as file:
            file.execute(
                "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?)",
                astuple(correction),
            )

    def remove(self, concern: str) -> None:
        """Take a correction back; nothing happens where there is none.

        Raises:
            InputError: the file cannot be written, or is not one of ours.
        """
        if self._path.exists():
            with self._opened() as file:
                file.execute("DELETE FROM corrections WHERE concern = ?", (concern,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            _make_private(self._path)
            with closing(sqlite3.connect(self._path)) as file, file:
                self._check(file)
                yield file
        except (OSError, sqlite3.Error) as error:
            raise InputError(
                f"{self._path}: cannot be used for corrections ({error}); name another file with"
                " --corrections."
            ) from error

    def _check(self, file: sqlite3.Connection) -> None:
        # What is taken back is overwritten: a note may hold a client's words.
        file.execute("PRAGMA secure_delete = ON")
        file.execute("BEGIN IMMEDIATE")
        (mark,) = file.execute("PRAGMA application_id").fetchone()
        (version,) = file.execute("PRAGMA user_version").fetchone()
        (tables,) = file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not tables and not mark:
            file.execute(_TABLE)
            file.execute(f"PRAGMA application_id = {_OURS}")
            file.execute(f"PRAGMA user_version = {_VERSION}")
        elif (mark, version) != (_OURS, _VERSION):
            raise InputError(f"{self._path}: is not a file of corrections of this version.")


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
