"""What somebody searches for, read from one line of words.

All words must be there; "…" is a phrase; ``from:``, ``subject:``, ``client:``,
``after:`` and ``before:`` say where or when. Whatever is written is either understood or refused in
words: nothing of it is ever read as FTS5's or SQL's own language.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from commsense.errors import InputError
from commsense.web.index import words

MOST = 24  # words
LONGEST = 500  # characters
_QUOTES = str.maketrans("“”„«»「」『』", '"' * 9)
_DAY = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_KEYS = {
    "from": "sender",
    "发件人": "sender",
    "subject": "subject",
    "主题": "subject",
    "client": "client",
    "客户": "client",
    "after": "after",
    "自": "after",
    "before": "before",
    "早于": "before",
}
_LAST_MONTH = 12
_WHOLE = 3  # year, month and day


class Malformed(InputError):
    """What was searched for is not understood; ``kind`` and ``found`` say why, in any language."""

    def __init__(self, kind: str, found: str = "") -> None:
        super().__init__(f"The search is not understood ({kind}: {found!r}).")
        self.kind = kind
        self.found = found


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, and the column in which it must be; in any where that is empty."""

    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. ``after`` is the first day that counts, ``before`` the first that not."""

    terms: tuple[Term, ...] = ()
    clients: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None


@dataclass(slots=True)
class _Found:
    terms: list[Term] = field(default_factory=list)
    clients: list[str] = field(default_factory=list)
    after: date | None = None
    before: date | None = None


def read(line: str) -> Search:
    """Read what somebody wrote.

    Raises:
        Malformed: a quote is not closed, a day is none, there is nothing to look for, or too much.
    """
    text = words.plain(line).translate(_QUOTES).strip()
    if len(text) > LONGEST:
        raise Malformed("long", str(LONGEST))
    if text.count('"') % 2:
        raise Malformed("quote")
    found = _Found()
    for count, (key, value) in enumerate(_pieces(text), start=1):
        if count > MOST:
            raise Malformed("many", str(MOST))
        _take(found, key, value)
    if text and not (found.terms or found.clients or found.after or found.before):
        raise Malformed("nothing", text)
    return Search(tuple(found.terms), tuple(found.clients), found.after, found.before)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Cut a line into keys and values; a key is one of ours, all else is a word."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        key, after = _key(text, place)
        value, place = _value(text, after)
        yield key, value


def _key(text: str, place: int) -> tuple[str, int]:
    for name, key in _KEYS.items():
        end = place + len(name)
        if text[place:end].lower() == name and text[end : end + 1] == ":":
            return key, end + 1
    return "", place


def _value(text: str, place: int) -> tuple[str, int]:
    if text[place : place + 1] == '"':
        end = text.index('"', place + 1)
        return text[place + 1 : end], end + 1
    end = place
    while end < len(text) and not text[end].isspace() and text[end] != '"':
        end += 1
    return text[place:end], end


def _take(found: _Found, key: str, value: str) -> None:
    if key and not value.strip():
        raise Malformed("empty", next(name for name, each in _KEYS.items() if each == key))
    if key == "client":
        found.clients.append(value.strip().casefold())
    elif key == "after":
        found.after = _latest(found.after, _day(value))
    elif key == "before":
        found.before = _earliest(found.before, _day(value))
    elif words.looked_for(value):
        found.terms.append(Term(value, key))


def _day(value: str) -> date:
    """Read a day, a month or a year as its first day."""
    found = _DAY.fullmatch(value.strip())
    try:
        year, month, day = (int(each or 1) for each in found.groups()) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise Malformed("day", value) from None


def _latest(one: date | None, other: date) -> date:
    return max(one, other) if one else other


def _earliest(one: date | None, other: date) -> date:
    return min(one, other) if one else other


def span(value: str) -> tuple[date, date]:
    """Give the first and the last day of a day, a month or a year.

    Raises:
        Malformed: it is none.
    """
    first = _day(value)
    parts = len(re.split("[-/]", value.strip()))
    if parts == _WHOLE:
        return first, first
    if parts == 1:
        return first, date(first.year, _LAST_MONTH, 31)
    return first, date(first.year, first.month, monthrange(first.year, first.month)[1])
