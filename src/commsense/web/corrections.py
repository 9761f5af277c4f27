"""What people say about concerns that the model misread, kept in a file of SQLite.

The file is made at the first correction, for its owner alone. A concern has one correction, the
last one. Each is kept with what the model had said, when, and the report that it was made on.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass
from pathlib import Path
from sqlite3 import Connection

from commsense.labelling import private_file

FILE = "corrections.sqlite"
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
_KIND = private_file.Kind(
    number=0x636F6D73,  # "coms"
    version=1,
    tables=(_TABLE,),
    what="corrections",
    option="--corrections",
)


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

    def _opened(self) -> AbstractContextManager[Connection]:
        return private_file.written(self._path, _KIND)
