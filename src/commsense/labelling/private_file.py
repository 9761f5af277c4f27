"""A file of SQLite for its owner alone, known as ours; what is taken back is overwritten."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from commsense.errors import InputError

_HEAD = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file of a kind is known by, and made of.

    ``number`` and ``version`` are written into its head, ``tables`` are the statements that make
    it. ``what`` and ``option`` name it in errors: ``corrections``, ``--corrections``.
    """

    number: int
    version: int
    tables: tuple[str, ...]
    what: str
    option: str


@contextmanager
def written(path: Path, kind: Kind) -> Iterator[sqlite3.Connection]:
    """Open a file to change it, and make it where there is none.

    What is done while the context lasts is done as a whole, beside other processes; it is on the
    disk when the context ends, and nothing of it where an error ends it.

    Raises:
        InputError: the file cannot be written, or is not of this kind.
    """
    try:
        _make_private(path)
        with closing(sqlite3.connect(path)) as file, file:
            # What is taken back is overwritten: it may be a client's words.
            file.execute("PRAGMA secure_delete = ON")
            file.execute("BEGIN IMMEDIATE")
            if not _is_new(file):
                _check(file, path, kind)
            else:
                for statement in kind.tables:
                    file.execute(statement)
                file.execute(f"PRAGMA application_id = {kind.number}")
                file.execute(f"PRAGMA user_version = {kind.version}")
            yield file
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            f"{path}: cannot be used for {kind.what} ({error}); name another file with"
            f" {kind.option}."
        ) from error


@contextmanager
def read(path: Path, kind: Kind) -> Iterator[sqlite3.Connection]:
    """Open a file to read it, and change nothing of it.

    Raises:
        InputError: there is no such file, or it is not of this kind.
    """
    try:
        # Not "ro": what a killed process left half done has to be undone before it can be read.
        address = f"{path.resolve().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True)) as file:
            _check(file, path, kind)
            yield file
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"{path}: cannot be read as a file of {kind.what} ({error}).") from error


def is_database(path: Path) -> bool:
    """Tell whether a file is one of SQLite, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _is_new(file: sqlite3.Connection) -> bool:
    (mark,) = file.execute("PRAGMA application_id").fetchone()
    (tables,) = file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return not tables and not mark


def _check(file: sqlite3.Connection, path: Path, kind: Kind) -> None:
    (mark,) = file.execute("PRAGMA application_id").fetchone()
    (version,) = file.execute("PRAGMA user_version").fetchone()
    if (mark, version) != (kind.number, kind.version):
        raise InputError(f"{path}: is not a file of {kind.what} of this version.")
