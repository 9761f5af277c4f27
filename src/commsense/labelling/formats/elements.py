"""Cuts a JSON array, or objects set out over several lines, into its elements.

A whole export may be far larger than what should be held, so brackets are counted on the way and
nothing is parsed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

_CHUNK = 2**20
_QUOTE = ord('"')
# Possessive: nothing is ever tried twice, so odd bytes cost no more than others.
_TO_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)


def of(file: IO[bytes], most: int) -> Iterator[tuple[str, bytes]]:
    """Give each element with its place, ``row 3``; one longer than ``most`` comes cut."""
    cutter = _Cutter(most)
    number = 0
    while chunk := file.read(_CHUNK):
        for element in cutter.fed(chunk):
            number += 1
            yield f"row {number}", element
    left = cutter.left()
    if left:
        yield f"row {number + 1}", left


class _Cutter:
    """Where the cutting stands: ``_at`` is read up to, the element begins at ``_start``."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._data = b""
        self._start = self._at = 0
        self._depth = 0
        self._inside = False
        self._first = True

    def fed(self, chunk: bytes) -> Iterator[bytes]:
        """Take more bytes and give the elements that they end."""
        self._data = self._data[self._start :] + chunk
        self._at -= self._start
        self._start = 0
        if self._first:
            self._open()
        while self._at < len(self._data):
            if self._inside:
                if not self._left_string():
                    break
            elif self._ends():
                yield self._data[self._start : self._at].strip(b" \t\r\n,")
                self._start = self._at
        if self._at - self._start > self._most + 1:
            # It is too long already: one byte too many of it is kept, so that it is told.
            self._data = (
                self._data[self._start : self._start + self._most + 1] + (self._data[self._at :])
            )
            self._start, self._at = 0, self._most + 1

    def left(self) -> bytes:
        """Give what stands behind the last whole element."""
        return self._data[self._start :].strip(b" \t\r\n,]")

    def _open(self) -> None:
        bare = self._data.lstrip()
        if bare:
            self._first = False
            self._at = self._start = len(self._data) - len(bare) + bare.startswith(b"[")

    def _left_string(self) -> bool:
        """Go to the end of a string; false where it has not come yet."""
        found = _IN_STRING.match(self._data, self._at)
        self._at = found.end() if found else self._at
        if self._at >= len(self._data) or self._data[self._at] != _QUOTE:
            return False
        self._inside = False
        self._at += 1
        return True

    def _ends(self) -> bool:
        """Go behind the next bracket; true where an element ends with it."""
        found = _TO_BRACKET.match(self._data, self._at)
        self._at = found.end() if found else self._at
        if self._at >= len(self._data):
            return False
        sign = self._data[self._at : self._at + 1]
        self._at += 1
        if sign == b'"':
            self._inside = True
        elif sign in b"[{":
            self._depth += 1
        elif self._depth:
            self._depth -= 1
            return self._depth == 0
        return False
