"""Blocks of header lines above a quote (From, Sent, To, Subject …) and the rules above them.

Outlook, QQ Mail, Foxmail, Lotus Notes and others copy the header of the mail they answer. A block
is told by its labels, in the languages of ``reply_words.toml``, never by one line alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commsense.text.lines import Line, next_written
from commsense.text.words import header_labels, key, keys, phrases

_LABEL_END = re.compile("[:：|\t]")
_MAX_LABEL = 24
_MAX_BLOCK = 40  # lines; a long list of recipients may take most of them
_MAX_WRAPPED = 15
_DATE = re.compile(r"\d{1,4}[./年-]\d{1,2}[./月-]\d{1,4}.{0,12}\d{1,2}:\d\d")
RULE = re.compile(r"[-_=*~—–─━#]{4,}$")
_RULE_SIDE = "-_=*#~—–─━•<>+ \t\xa0\u3000|"
_RULE_FIRST = frozenset("-_=*#~—–─━<+")


@dataclass(frozen=True, slots=True)
class Boundary:
    """Lines ``[first, end)`` that stand above somebody else's words."""

    first: int
    end: int
    forward: bool = False


def field_of(text: str) -> str | None:
    """Return the header field that a line opens with (``from``, ``date``, …), or None."""
    match = _LABEL_END.search(text, 0, _MAX_LABEL)
    if not match or match.start() == 0:
        if not text.startswith("|"):
            return None
        return field_of(text.lstrip("| "))
    return header_labels().get(key(text[: match.start()]))


def rule_phrase(text: str) -> str:
    """Return the lookup key of the words within a rule: ``-----原始邮件-----`` → ``原始邮件``."""
    if len(text) > 100:
        return ""
    return key(text.replace("&nbsp;", " ").strip(_RULE_SIDE).rstrip(":： ")).strip(_RULE_SIDE)


def marker_at(lines: Sequence[Line], index: int) -> Boundary | None:
    """Return the boundary if the line is a marker such as ``-----Original Message-----``."""
    text = lines[index].text
    decorated = text[0] in _RULE_FIRST
    if not decorated and text[-1] not in ":：" and not text.startswith(("Begin", "此", "本")):
        return None
    phrase = rule_phrase(text)
    if not phrase:
        return None
    if phrase in keys("original") and decorated:
        return Boundary(index, index + 1)
    if phrase in keys("forwarded"):
        return Boundary(index, index + 1, forward=True)
    if _is_forwarded_by(text, decorated):
        # Notes wraps the line: "---- Forwarded by X on 01/02/2001" / "03:28 PM ----".
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        wrapped = decorated and text[-1] not in _RULE_FIRST and below.endswith("---")
        return Boundary(index, index + 1 + wrapped, forward=True)
    return None


def _is_forwarded_by(text: str, decorated: bool) -> bool:
    inner = text.strip(_RULE_SIDE).casefold()
    if decorated and text[:3].strip(_RULE_SIDE) == "":
        return inner.startswith(tuple(phrases("forwarded_by")))
    return inner.startswith(("此邮件转发自", "本邮件转发自"))


def block_at(lines: Sequence[Line], index: int, after_rule: bool) -> Boundary | None:
    """Return the header block that starts at a line.

    Args:
        lines: All lines of the message.
        index: Where to look; the line must open with a header label.
        after_rule: Whether a rule or marker stands right above, which makes two labels enough.
    """
    found: set[str] = set()
    last = index
    blanks = wrapped = 0
    depth = lines[index].depth
    address = False
    for place in range(index, min(index + _MAX_BLOCK, len(lines))):
        line = lines[place]
        if line.depth != depth and line.text:
            break
        if not line.text:
            blanks += 1
            if blanks > 1:
                break
            continue
        label = field_of(line.text)
        if label is None or (label == "from" and label in found):
            wrapped += 1
            if blanks or wrapped > _MAX_WRAPPED or label == "from":
                break
            address = address or "@" in line.text
            continue
        found.add(label)
        address = address or "@" in line.text
        last, blanks, wrapped = place, 0, 0
    if not _is_block(found, address, after_rule):
        return None
    return Boundary(index, _wrapped_end(lines, last) + 1)


def _is_block(found: set[str], address: bool, after_rule: bool) -> bool:
    named = found & {"from", "date", "to", "subject"}
    if "from" not in found:
        return after_rule and len(named) >= 2
    return len(named) >= 3 or (len(named) == 2 and (after_rule or address))


def _wrapped_end(lines: Sequence[Line], last: int) -> int:
    """Return the last line of a block whose last value may run over several lines."""
    while last + 1 < len(lines) and lines[last + 1].depth == lines[last].depth:
        above, below = lines[last].text, lines[last + 1].text
        if not below or len(below) > 300:
            break
        goes_on = above.endswith((";", "；", ",", "<")) or below.startswith(("<", "(mailto:"))
        if not goes_on:
            break
        last += 1
    return last


def notes_block_at(lines: Sequence[Line], index: int) -> Boundary | None:
    """Return a Lotus Notes block: name, date, then To, cc and Subject, no From."""
    if field_of(lines[index].text) != "to":
        return None
    found: set[str] = set()
    end = index
    for place in range(index, min(index + 12, len(lines))):
        label = field_of(lines[place].text) if lines[place].text else None
        if label in ("to", "copy", "subject"):
            found.add(label)
            end = place + 1
        if label == "subject":
            break
    if not {"to", "subject"} <= found:
        return None
    first = _dated_above(lines, index)
    return Boundary(first, end) if first < index else None


def _dated_above(lines: Sequence[Line], index: int) -> int:
    """Return where the name and date above a Notes block start, or ``index`` if there are none."""
    for place in range(index - 1, max(index - 7, -1), -1):
        text = lines[place].text
        if len(text) > 100:
            break
        if _DATE.search(text):
            return _above_date(lines, place)
    return index


def _above_date(lines: Sequence[Line], place: int) -> int:
    """Return the first line of the name above a date, or the date's own line."""
    if "@" in lines[place].text or " on " in lines[place].text:
        return place
    above = place - 1
    while above >= 0 and above > place - 3 and not lines[above].text:
        above -= 1
    named = above >= 0 and 0 < len(lines[above].text) <= 60 and lines[above].text[-1] not in ".?!,:"
    return above if named else place


def unlabelled_block_at(lines: Sequence[Line], index: int) -> Boundary | None:
    """Return a Lotus Notes block whose labels stand alone on their lines, without colons."""
    if key(lines[index].text) not in header_labels() or len(lines[index].text) > _MAX_LABEL:
        return None
    found: set[str] = set()
    end = index
    for place in range(index, min(index + 16, len(lines))):
        label = header_labels().get(key(lines[place].text)) if lines[place].text else None
        if label:
            found.add(label)
            end = place + 1
        if label == "subject":
            break
    if not {"to", "subject"} <= found:
        return None
    value = next_written(lines, end)
    return Boundary(_dated_above(lines, index), value + 1 if value - end <= 1 else end)


def with_rule_above(lines: Sequence[Line], boundary: Boundary) -> Boundary:
    """Take a rule (``____``) that stands above a boundary into it."""
    above = boundary.first - 1
    while above >= 0 and not lines[above].text and boundary.first - above <= 3:
        above -= 1
    if above >= 0 and RULE.match(lines[above].text):
        return Boundary(above, boundary.end, boundary.forward)
    return boundary
