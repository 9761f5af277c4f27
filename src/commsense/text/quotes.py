"""Which lines are quoted or forwarded, and which lines say so.

Two things end the sender's own words: quote marks in front of a line (or a quote element around
it), after which own words may go on, and a header or attribution above unmarked text, after which
all is quoted to the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from commsense.conversation import Part
from commsense.text.attributions import attribution_at
from commsense.text.header_blocks import (
    RULE,
    Boundary,
    block_at,
    field_of,
    marker_at,
    notes_block_at,
    unlabelled_block_at,
    with_rule_above,
)
from commsense.text.lines import Line, next_written

_FORWARD_SUBJECT = re.compile(
    r"\s{0,3}(?:fwd?|wg|tr|rv|doorst|转发|轉寄|转寄|轉發)\s?[:：]", re.IGNORECASE
)
_INITIALS = re.compile(r"([A-Za-z]{1,4})>{1,4} ?")
_BOARD_LINE = re.compile(r": [\u4e00-\u9fff]")  # nobody begins a sentence so
_COLON = re.compile(r"(:{1,4})(?: |$)")  # Chinese bulletin boards
_BAR = re.compile(r"\|{1,4}(?: |$)")
_WRAP = 60  # a quoted line at least this long may have been wrapped by the answering program


def label_quotes(lines: list[Line], subject: str) -> None:
    """Set part and depth of all lines that are not the sender's own because of quoting.

    Args:
        lines: The lines of one message; changed in place.
        subject: The message's subject; ``Fwd:`` turns what follows a header into a forward.
    """
    _take_initials(lines)
    _take_bars(lines)
    _take_wrapped(lines)
    for line in lines:
        if line.marked and line.part is Part.OWN:
            line.part = Part.QUOTE
    _take_boundaries(lines, bool(_FORWARD_SUBJECT.match(subject)))


def _take_initials(lines: Sequence[Line]) -> None:
    """Read ``JD>`` and ``:`` in front of lines as quote marks where they come twice or more."""
    marked = [
        (line, pattern, mark.group(1))
        for line in lines
        if line.text and not line.marked and (pattern := _odd_mark(line.text))
        if (mark := pattern.match(line.text))
    ]
    counts = Counter(initials for _, _, initials in marked)
    for line, pattern, initials in marked:
        if counts[initials] >= 2 or _BOARD_LINE.match(line.text):
            _strip_mark(line, pattern)


def _odd_mark(text: str) -> re.Pattern[str] | None:
    if text[0] == ":":
        return _COLON
    return _INITIALS if ">" in text[:6] else None


def _take_bars(lines: Sequence[Line]) -> None:
    """Read ``|`` in front of two or more lines together as quote marks; rows of tables are none."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _has_bar(lines[end]):
            end += 1
        if end - index >= 2 and any(len(line.text) > 4 for line in lines[index:end]):
            for line in lines[index:end]:
                _strip_mark(line, _BAR)
        index = max(end, index + 1)


def _has_bar(line: Line) -> bool:
    if not line.text.startswith("|") or line.marked:
        return False
    mark = _BAR.match(line.text)
    return bool(mark) and "|" not in line.text[mark.end() if mark else 0 :]


def _strip_mark(line: Line, pattern: re.Pattern[str]) -> None:
    mark = pattern.match(line.text)
    if mark:
        line.depth += sum(1 for character in mark.group() if character in ">|:")
        line.text = line.text[mark.end() :].strip()
        line.marked = True


def _take_wrapped(lines: Sequence[Line]) -> None:
    """Count the unmarked rest of a wrapped quoted line as quoted."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line.marked or not line.text or not (above.marked and below.marked):
            continue
        short = len(line.text) <= 30 or line.text[0].islower()
        if len(above.text) >= _WRAP and short and above.depth == below.depth:
            line.marked, line.depth = True, above.depth


def _take_boundaries(lines: list[Line], forwarded: bool) -> None:
    raised = [0] * len(lines)  # how much deeper unmarked headers above make each line
    inside = 0
    part = Part.QUOTE
    index = 0
    while index < len(lines):
        line = lines[index]
        raised[index] = inside
        if inside and line.part in (Part.OWN, Part.QUOTE):
            line.part = part
        boundary = _boundary(lines, index) if line.text else None
        if boundary is None:
            index += 1
            continue
        if boundary.forward or (forwarded and not inside):
            part = Part.FORWARD
        for place in range(boundary.first, boundary.end):
            lines[place].part = Part.ATTRIBUTION
            raised[place] = inside
        head = lines[boundary.first]
        below = next_written(lines, boundary.end)
        if below < len(lines) and lines[below].marked and lines[below].depth > head.depth:
            if part is Part.FORWARD and not inside:
                _forward_marked(lines, below)
        elif not head.marked:
            inside += 1
        index = boundary.end
    for line, more in zip(lines, raised, strict=True):
        line.depth += more


def _forward_marked(lines: Sequence[Line], first: int) -> None:
    """Turn the quoted lines below a forward's header into the forward."""
    for line in lines[first:]:
        if line.text and not line.marked:
            return
        if line.part is Part.QUOTE:
            line.part = Part.FORWARD


def _boundary(lines: Sequence[Line], index: int) -> Boundary | None:
    """Return the boundary that starts (or, for an attribution, ends) at a line."""
    line = lines[index]
    if line.part in (Part.MARKUP, Part.SIGNATURE):
        return None
    marker = marker_at(lines, index)
    if marker:
        first = next_written(lines, marker.end)
        if first < len(lines) and first - marker.end <= 4:
            block = _block(lines, first, after_rule=True)
            if block:
                return Boundary(marker.first, block.end, marker.forward)
        return marker
    if RULE.match(line.text):
        first = next_written(lines, index + 1)
        if first < len(lines) and first - index <= 3 and field_of(lines[first].text):
            block = block_at(lines, first, after_rule=True)
            return Boundary(index, block.end) if block else None
        return None
    block = _block(lines, index, after_rule=False)
    if block:
        return with_rule_above(lines, block)
    below = next_written(lines, index + 1)
    deeper = below < len(lines) and lines[below].marked and lines[below].depth > line.depth
    attribution = attribution_at(lines, index, deeper)
    if attribution is None and line.part is Part.ATTRIBUTION:  # the element around it says so
        end = index
        while end < len(lines) and lines[end].part is Part.ATTRIBUTION:
            end += 1
        return Boundary(index, end)
    return attribution


def _block(lines: Sequence[Line], index: int, after_rule: bool) -> Boundary | None:
    label = field_of(lines[index].text)
    if label:
        above = lines[index - 1].text if index else ""
        if above and label != "from" and not after_rule and field_of(above):
            return None  # looked at when the label above was
        return block_at(lines, index, after_rule) or notes_block_at(lines, index)
    if len(lines[index].text) <= 12:
        return unlabelled_block_at(lines, index)
    return notes_block_at(lines, index) if after_rule else None
