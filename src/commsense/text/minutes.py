"""Which lines of meeting notes nobody says: who was there, when and where, the list of topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from commsense.conversation import Part
from commsense.text.lines import Line
from commsense.text.words import pattern

_FILE = "note_words"
_LEAD = (
    r"(?:[-*+•·]\s{1,4}|\d{1,3}[.)、]\s{0,4}|[一二三四五六七八九十]{1,3}[、.]\s{0,2})?"
    r"(?:本次|this )?"
)
# A bracket, then a colon or the end; or "Attendees S. Berg", a name right behind.
_TAIL = r"(?P<rest>\s{0,3}(?:[(（][^)）]{0,20}[)）])?\s{0,3}(?:[:：]|$).*|\s(?=[A-Z]\.?\s?[A-Z]).*)"
_LIST_OF_PEOPLE = r"(?:拟|实际)?(?:参会|与会)[\w\s]{0,48}(?:列表|名单|list)"
_ISSUE = re.compile(r"(?:[-*+]\s{1,4})?.{1,300}\s#\d{1,7}$")
_BULLET = re.compile(r"[-*+•·]\s|\d{1,3}[.)、]\s?")
_MAX_FIELD = 120
_MAX_TOPIC = 80


@cache
def _roster() -> re.Pattern[str]:
    words = f"(?:{pattern('roster', _FILE)}|{_LIST_OF_PEOPLE})"
    return re.compile(_LEAD + words + _TAIL, re.IGNORECASE)


@cache
def _field() -> re.Pattern[str]:
    return re.compile(_LEAD + pattern("field", _FILE) + _TAIL, re.IGNORECASE)


@cache
def _topics() -> re.Pattern[str]:
    return re.compile(_LEAD + pattern("topics", _FILE) + r"\s{0,3}[:：]?$", re.IGNORECASE)


def label_minutes(lines: Sequence[Line]) -> None:
    """Mark rosters, fields and bare lists of topics; ``lines`` are changed in place."""
    index = 0
    while index < len(lines):
        line = lines[index]
        text = line.text
        end = index + 1
        if text and len(text) <= 400 and line.part in (Part.OWN, Part.MARKUP):
            roster = _roster().match(text)
            if roster:
                end = _roster_end(lines, index, bool(roster["rest"].strip(" :：")))
                _mark(lines, index, end)
            elif line.part is Part.OWN and _is_bare(text):
                line.part = Part.MARKUP
            elif _topics().match(text):
                line.part = Part.MARKUP
                end = _topics_end(lines, index)
                _mark(lines, index, end)
        index = end


def _is_bare(text: str) -> bool:
    """Say whether a line is a field of the head or the title of an issue on the agenda."""
    if _ISSUE.match(text):
        return True
    return (
        len(text) <= _MAX_FIELD
        and bool(_field().match(text))
        and not text.endswith(("。", "?", "？"))
    )


def _roster_end(lines: Sequence[Line], index: int, on_line: bool) -> int:
    """Return the line after a list of people: up to the next heading, or the end of the list."""
    heading = lines[index].part is Part.MARKUP
    end = index + 1
    while end < len(lines):
        line = lines[end]
        if line.part is Part.MARKUP and "|" not in line.text:
            return end
        if line.text and not heading and (on_line or not _is_entry(line.text)):
            return end
        if line.text and heading and len(line.text) > _MAX_FIELD and "@" not in line.text:
            return end
        if not line.text and not heading and on_line:
            return end
        end += 1
    return end


def _is_entry(text: str) -> bool:
    return (bool(_BULLET.match(text)) and len(text) <= _MAX_TOPIC) or text.startswith("|")


def _topics_end(lines: Sequence[Line], index: int) -> int:
    """Return the line after a list of topics that is nothing but a list of short lines."""
    end = index + 1
    while end < len(lines):
        line = lines[end]
        indented = line.end - line.start - len(line.text) >= 2
        if line.part is Part.MARKUP:
            break
        if line.text and (indented or not _BULLET.match(line.text)):
            return index + 1
        if len(line.text) > _MAX_TOPIC or line.text.endswith(("。", ".", "?", "？")):
            return index + 1
        end += 1
    return end if end < len(lines) else index + 1


def _mark(lines: Sequence[Line], first: int, end: int) -> None:
    for line in lines[first:end]:
        line.part = Part.MARKUP
