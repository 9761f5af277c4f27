"""Compound files (MS-CFB, "OLE"): folders and streams in one file, as ``.msg`` has them.

olefile reads them too, but believes what a crafted file says of itself: a stream may claim to be
gigabytes long, or the table of sectors be listed thousands of times. Here each sector is taken
once, and no more is read than a small multiple of the file.
"""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<8s16xHHHHH6xIIIIIIIII")
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_NONE = 0xFFFFFFFF
_SLACK = 2**20


class DamagedError(ValueError):
    """The file is no compound file, or one that cannot be made sense of."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder: the streams in it (where each starts, its size) and the folders, by name."""

    streams: dict[str, tuple[int, int]] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


class Compound:
    """A compound file in memory.

    Raises:
        DamagedError: when it is opened, if it has no header or no directory.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise DamagedError("not an Outlook file")
        self._data = data
        self._left = 3 * len(data) + _SLACK
        (_, _, version, _, shift, mini_shift, _, _, directory, _, self._cutoff, mini_fat, _, difat,
         _) = _HEADER.unpack_from(data)  # fmt: skip
        if shift not in (9, 12) or mini_shift != 6:
            raise DamagedError(f"sectors of an unknown size in version {version}")
        self._sector = 1 << shift
        self._long = version >= 4
        self._fat = self._table(self._fat_sectors(difat))
        self._mini_fat = self._table(self._chain(self._fat, mini_fat, len(self._fat)))
        self._entries = self._sectors(self._chain(self._fat, directory, len(self._fat)))
        if len(self._entries) < _ENTRY.size:
            raise DamagedError("no directory in it")
        _, _, _, _, _, child, start, size = _ENTRY.unpack_from(self._entries)
        self._mini = self._sectors(self._chain(self._fat, start, self._count(size)))
        self.root = self._tree(child)

    def __len__(self) -> int:
        """The size of the file in bytes."""
        return len(self._data)

    def read(self, stream: tuple[int, int]) -> bytes:
        """The bytes of a stream, fewer where the file is cut off.

        Raises:
            DamagedError: if more is read than the file can hold.
        """
        start, size = stream
        size = min(size, len(self._data))
        if size >= self._cutoff:
            return self._sectors(self._chain(self._fat, start, self._count(size)))[:size]
        self._take(size)
        found = self._chain(self._mini_fat, start, -(-size // 64))
        return b"".join(self._mini[at * 64 : at * 64 + 64] for at in found)[:size]

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise DamagedError("its streams are longer than the file")

    def _count(self, size: int) -> int:
        sectors: int = -(-min(size, len(self._data)) // self._sector)
        return sectors

    def _fat_sectors(self, difat: int) -> list[int]:
        """The sectors that hold the table of sectors, each once."""
        found = list(struct.unpack_from("<109I", self._data, 76))
        entries = self._sector // 4 - 1
        seen: set[int] = set()
        while difat not in seen and len(block := self._at(difat)) == self._sector:
            seen.add(difat)
            *more, difat = struct.unpack(f"<{entries}II", block)
            found.extend(more)
        return list(dict.fromkeys(at for at in found if at < _NONE - 5))

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self._sector
        return self._data[begin : begin + self._sector]

    def _table(self, sectors: list[int]) -> array[int]:
        data = self._sectors(sectors)
        table = array("I")
        table.frombytes(data[: len(data) // 4 * 4])
        if sys.byteorder == "big":
            table.byteswap()
        return table

    def _chain(self, table: array[int], start: int, most: int) -> list[int]:
        """The sectors that follow one another; a ring ends after as many as there can be."""
        found: list[int] = []
        most = min(most, len(table))
        while start < len(table) and len(found) < most:
            found.append(start)
            start = table[start]
        return found

    def _sectors(self, numbers: list[int]) -> bytes:
        self._take(len(numbers) * self._sector)
        return b"".join(map(self._at, numbers))

    def _tree(self, child: int) -> Storage:
        """The folders and streams below the root; an entry met twice is left out."""
        root = Storage()
        seen = {0}
        waiting = [(child, root)]
        while waiting:
            number, parent = waiting.pop()
            if number in seen or (number + 1) * _ENTRY.size > len(self._entries):
                continue
            seen.add(number)
            raw, length, kind, left, right, below, start, size = _ENTRY.unpack_from(
                self._entries, number * _ENTRY.size
            )
            name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
            if kind == _STREAM:
                parent.streams[name] = (start, size if self._long else size & _NONE)
            elif kind == _STORAGE:
                waiting.append((below, parent.storages.setdefault(name, Storage())))
            waiting.extend(((left, parent), (right, parent)))
        return root
