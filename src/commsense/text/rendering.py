"""Plain text made from a raw body, with the way back to it.

``Writer`` takes pieces of a body in order and keeps, for each stretch of equal characters, where
it came from (``Run``), and for each stretch of text what its container said about it (``Region``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from commsense.conversation import Part, Run

# Characters that nobody sees: carriage returns, NUL, zero-width space, BOM, soft hyphen.
_UNSEEN = re.compile("[\r\0\u200b\u2060\ufeff\u00ad]+")


@dataclass(frozen=True, slots=True)
class Region:
    """From ``start`` on, the text is ``depth`` quotes deep and, if ``part`` is set, that part."""

    start: int
    depth: int = 0
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as plain text; ``regions`` are in order, the first (depth 0) is implied."""

    text: str
    runs: tuple[Run, ...] = ()
    regions: tuple[Region, ...] = ()


@dataclass(slots=True)
class Writer:
    """Collects text; ``at`` is its length so far."""

    at: int = 0
    _pieces: list[str] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _regions: list[Region] = field(default_factory=list)
    _state: tuple[int, Part | None] = (0, None)

    def copy(self, piece: str, raw: int) -> None:
        """Add characters that stand in the body, unchanged, from ``raw`` on."""
        if not piece:
            return
        last = self._runs[-1] if self._runs else None
        if last and last.start + last.length == self.at and last.raw + last.length == raw:
            self._runs[-1] = Run(last.start, last.raw, last.length + len(piece))
        else:
            self._runs.append(Run(self.at, raw, len(piece)))
        self.insert(piece)

    def insert(self, piece: str) -> None:
        """Add characters that do not stand in the body in this form."""
        self._pieces.append(piece)
        self.at += len(piece)

    def region(self, depth: int, part: Part | None) -> None:
        """Say what the text from here on is, if that has changed."""
        if (depth, part) != self._state:
            self._state = (depth, part)
            self._regions.append(Region(self.at, depth, part))

    def rendered(self) -> Rendered:
        """Return all that was written."""
        return Rendered("".join(self._pieces), tuple(self._runs), tuple(self._regions))


def plain(body: str) -> Rendered:
    """Render a plain body: the same text without characters that nobody sees."""
    writer = Writer()
    position = 0
    for unseen in _UNSEEN.finditer(body):
        writer.copy(body[position : unseen.start()], position)
        if unseen.group().startswith("\r") and body[unseen.end() : unseen.end() + 1] != "\n":
            writer.insert("\n")
        position = unseen.end()
    writer.copy(body[position:], position)
    return writer.rendered()


def raw_span(runs: Sequence[Run], start: int, end: int) -> tuple[int, int] | None:
    """Return where the text from ``start`` to ``end`` stands in the raw body.

    Args:
        runs: ``Message.runs``, in order.
        start: First character, in ``Message.text``.
        end: One after the last character.

    Returns:
        The span in ``Message.body``, or None if nothing of the stretch stands there.
    """
    first = max(bisect_right(runs, start, key=lambda run: run.start) - 1, 0)
    touched = []
    for run in runs[first:]:
        if run.start >= end:
            break
        low, high = max(start, run.start), min(end, run.start + run.length)
        if low < high:
            touched.append((run.raw + low - run.start, run.raw + high - run.start))
    return (touched[0][0], touched[-1][1]) if touched else None
