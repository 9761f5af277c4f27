"""Opens a file of labels: packed or not, in UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from commsense.labelling.problem import Problem
from commsense.sources import charset

HEAD = 2**16
MOST_ROW = 2**24
"""Bytes of one row (16 MiB); a row that is longer is left out, whatever it holds."""
_CHUNK = 2**20
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

DAMAGED = (OSError, EOFError, zlib.error)
"""What reading a damaged file raises."""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, unpacked; UTF-16, which its first two bytes tell, comes as UTF-8."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        with cast(IO[bytes], gzip.GzipFile(fileobj=raw) if packed else raw) as file:
            head = file.read(3)
            file.seek(0)
            codec = _UTF16.get(head[:2])
            if codec:
                file = cast(IO[bytes], io.BufferedReader(_Recoded(file, codec), _CHUNK))
            elif head == codecs.BOM_UTF8:
                file.seek(3)
            yield file


class _Recoded(io.RawIOBase):
    """A file of UTF-16, read as UTF-8."""

    def __init__(self, file: IO[bytes], codec: str) -> None:
        self._file = file
        self._file.seek(2)
        self._decode = codecs.getincrementaldecoder(codec)("replace").decode
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: object) -> int:
        room = memoryview(target)  # type: ignore[arg-type]
        while not self._waiting:
            read = self._file.read(_CHUNK)
            self._waiting = self._decode(read, not read).encode("utf-8", "replace")
            if not read and not self._waiting:
                return 0
        size = min(len(room), len(self._waiting))
        room[:size] = self._waiting[:size]
        self._waiting = self._waiting[size:]
        return size


def head(path: Path) -> bytes | Problem:
    """Give the first bytes of a file, unpacked, or say why there are none."""
    try:
        with opened(path) as file:
            return file.read(HEAD)
    except DAMAGED as error:
        return unreadable(path, error)


def unreadable(path: Path, error: Exception, place: str = "") -> Problem:
    """Say that a file cannot be read, or not further than a ``place``."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    damaged = isinstance(error, EOFError | zlib.error | gzip.BadGzipFile)
    said = "ends too early or is damaged" if damaged else "cannot be read"
    after = f" behind {place}; what stands before it is used" if place else ""
    return Problem(str(path), f"{said}{after} ({why}).")


def encoding(path: Path) -> str:
    """Tell how a table is written.

    UTF-8 where every byte of it is valid; else GB18030, Big5 or Windows-1252 as its first
    characters tell. UTF-16 has come as UTF-8 already.
    """
    decode = codecs.getincrementaldecoder("utf-8")().decode
    with opened(path) as file:
        first = file.read(_CHUNK)
        part = first
        try:
            while part:
                decode(part)
                part = file.read(_CHUNK)
            decode(b"", final=True)
        except UnicodeDecodeError:
            told = charset.guess(first)
            return told if told != "utf-8" else "gb18030"
    return "utf-8"
