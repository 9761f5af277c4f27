"""Where the sender's words end and the signature starts.

A stretch of own lines is looked at from its end: a delimiter (``-- ``), the line a phone adds, a
closing with a name below, a bare name, a block of phone numbers and addresses. ``Thanks`` stays
the sender's own, for it is something that somebody says; the name below it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from commsense.conversation import Part, Person
from commsense.text.contacts import is_contact, is_name, is_own_name, is_short
from commsense.text.lines import Line
from commsense.text.signature_blocks import bare_name, contact_block, named_block
from commsense.text.words import pattern

_DELIMITERS = frozenset({"--", "—", "––", "——", "— —", "___", "__"})
_SOFT_DELIMITER = re.compile(r"[-_=*~—–─]{3,}$")
_MAX_AFTER_DELIMITER = 16
_MAX_AFTER_CLOSING = 9
_POSTSCRIPT = re.compile(r"\[\d{1,2}\]\s|p\.?\s?s\.?[\s:：]|附[:：]|又及", re.IGNORECASE)
_SHORTEST_COMPANY = 4  # letters
_LAST_LINES = 60  # lines from the end among which a postscript or footnotes may start
_TAIL = 30  # written lines from the end in which a signature may start
_OUTER_MARKS = re.compile(r"^[\W_]+|[\W_]+$")


@cache
def _sent_from() -> re.Pattern[str]:
    return re.compile(rf"[\W_]{{0,4}}{pattern('sent_from')}", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    """A closing, and behind it at most a name."""
    return re.compile(rf"[\W_]{{0,3}}{pattern('closing')}(?P<rest>.{{0,40}})$", re.IGNORECASE)


def label_signatures(
    lines: Sequence[Line], stretch: tuple[int, int], sender: Person | None
) -> None:
    """Mark the signature at the end of one stretch of the sender's own lines.

    Args:
        lines: The lines of one message; changed in place.
        stretch: ``[first, end)`` of the lines to look at.
        sender: Who wrote the message; the name tells a bare name line from a word.
    """
    first, end = stretch
    for place in range(max(first + 1, end - _LAST_LINES), end):
        if not lines[place - 1].text and _POSTSCRIPT.match(lines[place].text):
            _label_end(lines, first, place, sender)
            first = place
            break
    _label_end(lines, first, end, sender)


def _label_end(lines: Sequence[Line], first: int, end: int, sender: Person | None) -> None:
    """Mark signatures from the end of a stretch upwards until there is none."""
    while True:
        written = _tail(lines, first, end)
        start = _start(lines, written, sender)
        if start is None:
            return
        rest = _dropped_rest(lines, start, end)
        for place in range(start, end):
            if lines[place].part is Part.OWN:
                lines[place].part = Part.QUOTE if place in rest else Part.SIGNATURE
        end = start


def _tail(lines: Sequence[Line], first: int, end: int) -> list[int]:
    """Return the written lines in which a signature may start, in order."""
    written: list[int] = []
    for place in range(end - 1, first - 1, -1):
        if lines[place].text:
            written.append(place)
            if len(written) == _TAIL:
                break
    return written[::-1]


def _start(lines: Sequence[Line], written: Sequence[int], sender: Person | None) -> int | None:
    for find in (_delimiter, _device, _farewell, named_block, contact_block, bare_name):
        start = find(lines, written, sender)
        if start is not None:
            return start
    return _above_slogan(lines, written, sender)


def _above_slogan(
    lines: Sequence[Line], written: Sequence[int], sender: Person | None
) -> int | None:
    """Find a signature that ends in a sentence of the company about itself, by its name."""
    if not written:
        return None
    *rest, last = written
    company = lines[last].text.split(None, 1)[0].casefold()
    if len(company) < _SHORTEST_COMPANY:
        return None
    naming = [place for place in rest if company in lines[place].text.casefold()]
    if not naming:
        return None
    start = _farewell(lines, rest, sender)
    start = named_block(lines, rest, sender) if start is None else start
    if start is None or naming[-1] < start:
        return None
    return start if any(is_contact(lines[place].text) for place in rest if place >= start) else None


def _delimiter(lines: Sequence[Line], written: Sequence[int], sender: Person | None) -> int | None:
    """Find ``--`` on a line of its own; a longer rule counts above a contact block only.

    ``-- `` with its blank (RFC 3676) cannot mean anything else, so any number of lines may follow.
    """
    for count, place in enumerate(reversed(written)):
        text = lines[place].text
        exact = text == "--" and lines[place].end - lines[place].start == len("-- ")
        if exact or (text in _DELIMITERS and count <= _MAX_AFTER_DELIMITER):
            return place
        if _SOFT_DELIMITER.match(text) and 0 < count <= _MAX_AFTER_CLOSING:
            below = [lines[index].text for index in written[len(written) - count :]]
            if is_contact_block(below) or is_own_name(below[0], sender):
                return place
    return None


def is_contact_block(texts: Sequence[str]) -> bool:
    """Say whether short lines with at least one phone number, address or company stand here."""
    return all(is_short(text) for text in texts) and any(is_contact(text) for text in texts)


def _device(lines: Sequence[Line], written: Sequence[int], _: Person | None) -> int | None:
    """Find the line that a phone or program adds: ``Sent from my iPhone``, ``发自我的 iPhone``."""
    for place in written:
        text = lines[place].text
        if len(text) <= 110 and _sent_from().match(text) and not _is_sentence(text):
            return place
    return None


def _is_sentence(text: str) -> bool:
    inner = text.split("<", 1)[0].split("http", 1)[0].rstrip()
    if len(inner.split()) > 10:
        return True
    return "," in inner or (inner.endswith((".", "!", "?")) and len(inner.split()) > 6)


def _dropped_rest(lines: Sequence[Line], start: int, end: int) -> range:
    """Return the lines below a device line that are no signature: an older mail, unmarked."""
    if not _sent_from().match(lines[start].text):
        return range(0)
    below = [place for place in range(start + 1, end) if lines[place].text]
    if len(below) > 2 and not all(is_short(lines[place].text) for place in below):
        return range(below[0], end)
    return range(0)


def _farewell(lines: Sequence[Line], written: Sequence[int], sender: Person | None) -> int | None:
    """Find a closing with nothing but short lines below it."""
    start = None
    for count, place in enumerate(reversed(written)):
        text = lines[place].text
        if count > _MAX_AFTER_CLOSING or not (is_short(text) or is_contact(text)):
            break
        if _is_closing(text, sender):
            start = place
    return start


def _is_closing(text: str, sender: Person | None) -> bool:
    match = _closing().match(text) if len(text) <= 80 else None
    if not match:
        return False
    rest = _OUTER_MARKS.sub("", match.group("rest"))
    return not rest or is_own_name(rest, sender) or is_name(rest) or bool(_closing().match(rest))
