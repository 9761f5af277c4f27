"""The concerns of a scored archive, out of its ``report.json``.

The file may be large, and each thread stands on a line of its own: it is read once, line by line,
and only the concerns are kept, with the places of their threads' lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Any

import msgspec

from commsense.errors import InputError
from commsense.reports.page import FILE as PAGE
from commsense.reports.wire import FILE, SCHEMA

_THREADS = b'"threads":['
_END = b"]}"
_DIGITS = 16  # of a digest
_NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence that moved a concern, as the report tells it."""

    message: str
    sentence: int
    status: str
    text: str
    date: str | None
    person: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern as the report tells it; its own event is the first."""

    id: str
    message: str
    sentence: int
    kind: str
    text: str
    status: str
    client: str
    person: str
    date: str | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """A concern with the thread in which it was raised."""

    concern: Concern
    thread: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The concerns by id; ``places`` are first byte and length of their threads' lines.

    ``digest`` names the report.
    """

    digest: str
    concerns: dict[str, Filed]
    places: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Head:
    schema: str


@dataclass(frozen=True, slots=True)
class _Thread:
    id: str
    concerns: tuple[Concern, ...]


_head = msgspec.json.Decoder(_Head).decode
_thread = msgspec.json.Decoder(_Thread).decode


class Archive:
    """The folder of a report. What was read is read again when the report was written anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = folder / PAGE
        self.file = folder / FILE
        self._lock = Lock()
        self._stamp = (0, 0)
        self._ledger = Ledger("", {}, {})

    def ledger(self) -> Ledger:
        """Give the concerns as the report tells them now.

        Raises:
            InputError: there is no report, or it is not one.
        """
        with self._lock:
            stamp = _stamp(self.file)
            if stamp != self._stamp:
                self._ledger = read(self.file)
                self._stamp = stamp
            return self._ledger

    def threads(self, ledger: Ledger, names: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Give whole threads, with messages and sentences, one at a time.

        Raises:
            InputError: the report has changed since ``ledger`` was read.
        """
        with _opened(self.file) as file:
            for name in names:
                start, length = ledger.places[name]
                file.seek(start)
                try:
                    thread = msgspec.json.decode(file.read(length))
                except _NOT_JSON as error:
                    raise InputError(f"{self.file}: is being written; ask again.") from error
                yield thread


def read(path: Path) -> Ledger:
    """Read the concerns of a ``report.json``.

    Raises:
        InputError: it cannot be read, or is not as ``commsense score`` writes it.
    """
    digest = hashlib.sha256()
    concerns: dict[str, Filed] = {}
    places: dict[str, tuple[int, int]] = {}
    at = 0
    line = b""
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            digest.update(line)
            bare = line.rstrip().removesuffix(b",")
            if number == 1:
                _check(bare, path)
            elif bare != _END:
                found = _decoded(bare, path, number)
                concerns |= {each.id: Filed(each, found.id) for each in found.concerns}
                if found.concerns:
                    places[found.id] = (at, len(bare))
            at += len(line)
    if line.strip() != _END:
        raise _wrong(path, "it ends too early")
    return Ledger(digest.hexdigest()[:_DIGITS], concerns, places)


def _check(first: bytes, path: Path) -> None:
    if not first.endswith(_THREADS):
        raise _wrong(path, "its first line does not end where the threads begin")
    try:
        schema = _head(first + _END).schema
    except _NOT_JSON as error:
        raise _wrong(path, f"line 1: {error}") from error
    if schema != SCHEMA:
        raise _wrong(path, f"found schema {schema!r}")


def _decoded(line: bytes, path: Path, number: int) -> _Thread:
    try:
        return _thread(line)
    except _NOT_JSON as error:
        raise _wrong(path, f"line {number}: {error}") from error


def _wrong(path: Path, why: str) -> InputError:
    return InputError(
        f"{path}: is not a report ({why}); accepted is what `commsense score … -o FOLDER` writes,"
        f" schema {SCHEMA!r}."
    )


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); accepted is the folder that"
            " `commsense score … -o FOLDER` has written, with report.json in it."
        ) from error


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, -1)
    return (found.st_mtime_ns, found.st_size)
