"""Records that wait on disk between two passes, so that an archive is never held in memory.

The file has no name: the system removes it when the run ends, however it ends.
"""

from __future__ import annotations

import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

import msgspec

T = TypeVar("T")


class Spool(Sequence[T], Generic[T]):
    """An append-only list of records of one type; a record is named by its place in the list."""

    def __init__(self, record: type[T], folder: Path | None = None) -> None:
        """Begin with no record.

        Args:
            record: the type of all of them.
            folder: where there is room; by default where the system keeps temporary files.
        """
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - lives as long as the spool
        weakref.finalize(self, self._file.close)
        self._starts = array("Q", [0])
        self.decode = msgspec.msgpack.Decoder(record).decode

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[T]:
        return (self.decode(self.encoded(place)) for place in range(len(self)))

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> list[T]: ...

    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return self.decode(self.encoded(place if place >= 0 else len(self) + place))

    def encoded(self, place: int) -> bytes:
        """Give a record as it was appended, to hand it to another process."""
        if not 0 <= place < len(self):
            raise IndexError(place)
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
