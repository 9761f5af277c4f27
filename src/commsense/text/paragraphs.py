"""Paragraphs, list items, greetings and closings: which lines of a text belong together.

Mail is wrapped by hand, by programs, or not at all. A line goes on in the next one when the next
word would not have fitted (the writer's program broke the line), or when it plainly is unfinished.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commsense.text.openings import is_closing, is_greeting

Span = tuple[int, int]

_MARKER = re.compile(
    r"(?:[-*+–—→o]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?=\s+[A-Z\u3400-\u9fff])|\d{1,2}[.)](?!\d)"
    r"|[a-hA-H]\)|\(?(?:i{1,3}|iv|vi{0,3}|[a-h])[.)]|Q\d{0,2}[.:]|A\d{0,2}[.:])\s+"
    r"|[•·●○■□▪◦‣➢➤▶►✓✔☐☑※◆◇★☆]\s*"
    r"|(?:\d{1,2}[、．]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[一二三四五六七八九十]{1,3}[、．]|[①-⑳])\s*"
    r"|#{1,6}\s+"
)
_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_NUMBER = re.compile(r"\d")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
_ENDED = re.compile(r"[.!?:。！？：；…]['\")\]”’」』）]?$")
_UNFINISHED = re.compile(r"[,，、(（\[-]$|\b(?:and|or|the|a|an|to|of|for|with|in|on|that|is|are)$")
_COLUMNS = re.compile(r"\t|\S\s{3,20}\S|\s\|\s")
_WRAP_MIN, _WRAP_MAX = 50, 100  # columns at which programs break lines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, without markers and outer blanks; spans lie in the text.

    ``stretch`` is the place of the stretch that they stand in, counted from 0. ``whole`` is true
    for a greeting or closing, which is one sentence whatever its punctuation.
    """

    lines: tuple[Span, ...]
    stretch: int
    list_item: bool = False
    whole: bool = False


def paragraphs(text: str, spans: Sequence[Span]) -> Iterator[Paragraph]:
    """Group the lines of the given stretches of a text.

    Args:
        text: the whole text.
        spans: the stretches to read, in order; no paragraph goes from one into the next.
    """
    stretches = [list(_lines(text, start, end)) for start, end in spans]
    limit = _wrap_limit(text[a:b] for lines in stretches for a, b in lines)
    for number, lines in enumerate(stretches):
        for held, item in _group(text, lines, limit):
            yield Paragraph(held, number, item, not item and _whole(text, held))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _wrap_limit(lines: Iterable[str]) -> int:
    """Find the column at which this text is wrapped; 0 when it is not."""
    widths = [_width(line.strip()) for line in lines]
    long = [width for width in widths if width > _WRAP_MIN]
    inside = [width for width in long if width <= _WRAP_MAX]
    return max(inside) if inside and len(inside) * 2 >= len(long) else 0


def _width(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _group(text: str, lines: Sequence[Span], limit: int) -> Iterator[tuple[tuple[Span, ...], bool]]:
    """Put lines together until the next one stands for itself; tell which are list items."""
    held: list[Span] = []
    item = False
    indent = 0
    for start, end in lines:
        line = text[start:end]
        start += len(line) - len(line.lstrip())
        line = line.strip()
        end = start + len(line)
        open_line = text[slice(*held[-1])] if held else ""
        goes_on = bool(held) and _continues(open_line, line, limit)
        marker = _marker(line, goes_on)
        hangs = item and line and not marker and _hangs(text, start, indent)
        if held and not hangs and (not line or marker or not goes_on):
            yield tuple(held), item
            held, item = [], False
        if not line or marker == len(line):
            continue
        if marker:
            item, indent = not line.startswith("#"), start - text.rfind("\n", 0, start)
        held.append((start + marker, end))
    if held:
        yield tuple(held), item


def _marker(line: str, goes_on: bool) -> int:
    """Return the length of a list marker, 0 for none.

    A number at the start of a line is none when the sentence above runs into it ("by May / 3. …").
    """
    found = _MARKER.match(line)
    if not found or (goes_on and _NUMBER.match(line)):
        return 0
    box = _CHECKBOX.match(line, found.end())
    return box.end() if box else found.end()


def _hangs(text: str, start: int, indent: int) -> bool:
    """Tell whether a line below a list item is indented further than the item's marker."""
    return start - text.rfind("\n", 0, start) > indent


def _whole(text: str, lines: Sequence[Span]) -> bool:
    line = text[slice(*lines[0])]
    return len(lines) == 1 and (is_greeting(line) or is_closing(line))


def _continues(above: str, below: str, limit: int) -> bool:
    """Tell whether a sentence may run from one line into the next."""
    if not below or is_greeting(above) or is_closing(above):
        return False
    if _COLUMNS.search(above[:200]) or _COLUMNS.search(below[:200]):
        return False
    if limit and _width(above) + _first_word(below) > limit:
        return True
    if _ENDED.search(above[-3:]):
        return False
    return below[0].islower() or bool(_UNFINISHED.search(above[-8:]))


def _first_word(line: str) -> int:
    """Measure what a program would have had to fit into the line above."""
    if _WIDE.match(line):
        return 4  # a character, and room for the mark that may not begin a line
    return len(line.split(None, 1)[0]) + 1
