"""Records that wait on disk between two passes, so that an archive is never held in memory.

The file has no name: the system removes it when the run ends, however it ends.
"""

from __future__ import annotations

import tempfile
import weakref
from array import array
from collections.abc import Iterator
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Spool(Generic[T]):
    """An append-only list of records of one type; a record is named by its place in the list."""

    def __init__(self, record: type[T]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the spool
        weakref.finalize(self, self._file.close)
        self._starts = array("Q", [0])
        self.decode = msgspec.msgpack.Decoder(record).decode

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[T]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place: int) -> T:
        return self.decode(self.encoded(place))

    def encoded(self, place: int) -> bytes:
        """Give a record as it was appended, to hand it to another process."""
        start, end = self._starts[place], self._starts[place + 1]
        self._file.seek(start)
        return self._file.read(end - start)

    def append(self, encoded: bytes) -> int:
        """Add a record (msgpack, from ``encode``) and give its place."""
        self._file.seek(self._starts[-1])
        self._file.write(encoded)
        self._starts.append(self._starts[-1] + len(encoded))
        return len(self) - 1


encode = msgspec.msgpack.Encoder().encode
"""A record as msgpack."""
