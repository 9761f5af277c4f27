"""Lines and columns of places in a draft."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch by lines and columns, both from 1, in code points; ``end_column`` is one after."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of a text."""

    def __init__(self, source: str) -> None:
        self.texts = source.split("\n")
        self._starts = [0]
        for line in self.texts:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def span(self, start: int, end: int) -> Span:
        """Give the lines and columns of ``source[start:end]``."""
        line, column = self.at(start)
        end_line, end_column = self.at(max(start, end))
        return Span(line, column, end_line, end_column)

    def at(self, place: int) -> tuple[int, int]:
        """Give line and column of a place."""
        line = min(bisect_right(self._starts, place), len(self.texts))
        return line, place - self._starts[line - 1] + 1
