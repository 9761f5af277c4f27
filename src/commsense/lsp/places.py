"""From offsets in a text to an editor's lines and columns, and back."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from lsprotocol.types import Position, Range

_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""What a column may be counted in → the codec that writes it, and the bytes of one."""


class Places:
    """The places of a text.

    Args:
        text: with plain line ends.
        encoding: what columns are counted in: ``utf-8``, ``utf-16`` or ``utf-32``.
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self.encoding = encoding
        self._codec, self._width = _UNITS[encoding]
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)][:-1]

    def position(self, offset: int) -> Position:
        """Give the line and column of an offset, in code points; the nearest for one outside."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return Position(line, len(before.encode(self._codec, "replace")) // self._width)

    def offset(self, position: Position) -> int:
        """Give the offset of a line and column; the end of the line for a column behind it."""
        if position.line >= len(self._lines):
            return len(self.text)
        line = self._lines[position.line].encode(self._codec, "replace")
        before = line[: position.character * self._width]
        # Half a character at the end is left out: the place is before it.
        return self._starts[position.line] + len(before.decode(self._codec, "ignore"))

    def range(self, start: int, end: int) -> Range:
        """Give the range of ``text[start:end]``."""
        return Range(self.position(start), self.position(max(start, end)))

    def line_of(self, offset: int) -> tuple[int, int]:
        """Give where the line of an offset starts and ends, blanks at its end left out."""
        line = self.position(offset).line
        start = self._starts[line]
        return start, start + len(self._lines[line].rstrip())
