"""A text as lines that carry what they are, and back to segments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from commsense.conversation import Part, Segment
from commsense.text.rendering import Region

# "> >", ">>", "》", and "> " after a few blanks. The marks of other programs are in quotes.py.
_QUOTE_MARKS = re.compile(r"[ \t\xa0]{0,8}(?:[>＞》][ \t\xa0]?){1,100}")
_FIRST_MARKS = frozenset(">＞》")


@dataclass(slots=True)
class Line:
    """A line while its part is being found out.

    ``text`` is the line without quote marks and outer blanks; ``start`` and ``end`` (without the
    line end) lie in ``Message.text``. ``marked`` says that ``depth`` comes from quote marks in
    front of the line or from an element around it, not from a header above.
    """

    start: int
    end: int
    text: str
    depth: int = 0
    part: Part = Part.OWN
    marked: bool = False


def split_lines(text: str, regions: Sequence[Region] = ()) -> list[Line]:
    """Cut a text into lines; depth and part as quote marks and regions say."""
    lines: list[Line] = []
    position = 0
    for content in text.split("\n"):
        stripped = content.strip()
        line = Line(position, position + len(content), stripped)
        if stripped and stripped[0] in _FIRST_MARKS and not _ends_address(lines, stripped):
            _take_marks(line, content)
        lines.append(line)
        position += len(content) + 1
    if regions:
        _apply_regions(lines, regions)
    return lines


def _ends_address(lines: Sequence[Line], stripped: str) -> bool:
    """Say whether ``>:`` closes an address that the line above opened, in a wrapped attribution."""
    if len(stripped) > 40 or stripped[-1] not in ":：" or not lines:
        return False
    above = lines[-1].text[-200:]
    return above.rfind("<") > above.rfind(">")


def _take_marks(line: Line, content: str) -> None:
    marks = _QUOTE_MARKS.match(content)
    if not marks or content.startswith(">From "):  # an mbox writes ">From " where there was "From "
        return
    line.depth = sum(map(marks.group().count, ">＞》"))
    line.text = content[marks.end() :].strip()
    line.marked = True


def _apply_regions(lines: list[Line], regions: Sequence[Region]) -> None:
    starts = [region.start for region in regions]
    for line in lines:
        place = bisect_right(starts, line.start) - 1
        if place < 0:
            continue
        region = regions[place]
        line.depth += region.depth
        line.marked = line.marked or region.depth > 0
        if region.part is not None:
            line.part = region.part
        elif region.depth:
            line.part = Part.QUOTE


def next_written(lines: Sequence[Line], index: int) -> int:
    """Return the index of the first line from ``index`` on that is not empty, or ``len(lines)``."""
    while index < len(lines) and not lines[index].text:
        index += 1
    return index


def own_stretches(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the ``[first, end)`` line ranges that are still taken for the sender's own."""
    stretches: list[tuple[int, int]] = []
    first = -1
    for index, line in enumerate(lines):
        if line.part is Part.OWN:
            first = index if first < 0 else first
        elif first >= 0:
            stretches.append((first, index))
            first = -1
    if first >= 0:
        stretches.append((first, len(lines)))
    return stretches


def segments(lines: Sequence[Line], length: int) -> tuple[Segment, ...]:
    """Join lines of one part and depth to segments that cover the text without a gap.

    Empty lines between two parts go with the part above.
    """
    found: list[Segment] = []
    start = 0
    current: tuple[Part, int] | None = None
    for line in lines:
        if not line.text and not (line.marked and line.part is not Part.OWN):
            continue
        state = (line.part, line.depth)
        if current is not None and state != current:
            found.append(Segment(start, line.start, *current))
            start = line.start
        current = state
    if length:
        found.append(Segment(start, length, *(current or (Part.OWN, 0))))
    return tuple(found)
