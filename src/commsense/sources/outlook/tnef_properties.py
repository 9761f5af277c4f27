"""The lists of properties inside TNEF (MS-OXTNEF 2.1.3.4)."""

from __future__ import annotations

from commsense.sources import addresses
from commsense.sources.outlook import mapi
from commsense.sources.outlook.mapi import Properties

# Size in bytes of the values that have a fixed one, by type; the others tell their own.
_FIXED = {0x01: 0, 0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 2,
          0x14: 8, 0x40: 8, 0x48: 16}  # fmt: skip
_OWN_LENGTH = frozenset({mapi.OBJECT, mapi.STRING8, mapi.UNICODE, mapi.BINARY})
_MANY = 0x1000
_NAMED = 0x8000


class _Cursor:
    """Reads numbers and values one behind the other; nothing behind the end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, length: int) -> bytes:
        if length > len(self.data) - self.at:
            raise EOFError
        self.at += length
        return self.data[self.at - length : self.at]

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self.take(size), "little")

    def padded(self, length: int) -> bytes:
        value = self.take(length)
        self.at += -length % 4
        return value


def read(data: bytes, wanted: frozenset[int]) -> Properties:
    """The wanted properties of a list, up to where it is damaged."""
    return _list(_Cursor(data), wanted)[0]


def rows(data: bytes, wanted: frozenset[int]) -> list[Properties]:
    """The wanted properties of each row of a table, such as that of the recipients."""
    cursor = _Cursor(data)
    found: list[Properties] = []
    try:
        count = cursor.number()
    except EOFError:
        return found
    for _ in range(min(count, addresses.MAX_PEOPLE)):
        row, whole = _list(cursor, wanted)
        found.append(row)
        if not whole:
            break
    return found


def _list(cursor: _Cursor, wanted: frozenset[int]) -> tuple[Properties, bool]:
    """One list, and whether it could be read to its end."""
    found: Properties = {}
    try:
        for _ in range(cursor.number()):
            kind, tag = cursor.number(2), cursor.number(2)
            if tag >= _NAMED:
                _name(cursor)
            value = _value(cursor, kind)
            if tag in wanted and (tag not in found or kind == mapi.UNICODE):
                found[tag] = (kind, value)
    except EOFError:
        return found, False
    return found, True


def _name(cursor: _Cursor) -> None:
    cursor.take(16)
    if cursor.number():
        cursor.padded(cursor.number())
    else:
        cursor.take(4)


def _value(cursor: _Cursor, kind: int) -> bytes:
    """A value, or the last of many."""
    single = kind & ~_MANY
    if single not in _FIXED and single not in _OWN_LENGTH:
        raise EOFError
    count = cursor.number() if kind & _MANY or single in _OWN_LENGTH else 1
    value = b""
    for _ in range(count):
        length = cursor.number() if single in _OWN_LENGTH else _FIXED[single]
        if not length and count > len(cursor.data):
            raise EOFError
        value = cursor.padded(length)
    return value
