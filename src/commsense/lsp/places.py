"""From offsets in a text to an editor's lines and columns, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from lsprotocol.types import Position, Range


def _utf8(text: str) -> int:
    return len(text.encode("utf-8"))


def _utf16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


_LENGTHS: dict[str, Callable[[str], int]] = {"utf-8": _utf8, "utf-16": _utf16, "utf-32": len}
"""The units that a column may be counted in."""


class Places:
    """The places of a text.

    Args:
        text: with plain line ends.
        encoding: what columns are counted in: ``utf-8``, ``utf-16`` or ``utf-32``.
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self.encoding = encoding
        self._length = _LENGTHS[encoding]
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)][:-1]

    def position(self, offset: int) -> Position:
        """Give the line and column of an offset, in code points; the nearest for one outside."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return Position(line, self._length(before))

    def offset(self, position: Position) -> int:
        """Give the offset of a line and column; the end of the line for a column behind it."""
        if position.line >= len(self._lines):
            return len(self.text)
        start = self._starts[position.line]
        left = position.character
        for place, character in enumerate(self._lines[position.line]):
            left -= self._length(character)
            if left < 0:
                return start + place
        return start + len(self._lines[position.line])

    def range(self, start: int, end: int) -> Range:
        """Give the range of ``text[start:end]``."""
        return Range(self.position(start), self.position(max(start, end)))

    def line_of(self, offset: int) -> tuple[int, int]:
        """Give where the line of an offset starts and ends, blanks at its end left out."""
        line = self.position(offset).line
        start = self._starts[line]
        return start, start + len(self._lines[line].rstrip())
