"""Who was at a meeting, where its notes list them."""

from __future__ import annotations

import re

from commsense.conversation import Person

MAX_PEOPLE = 100
_LINES = 120  # the list stands near the top

_LABEL = re.compile(
    r"[-*#\s|]{0,9}[*_]{0,2}(?:attendees?|participants?|present|in attendance|attending|invitees"
    r"|(?:参会|与会|参加|出席|到会)(?:人员|人|者|成员|嘉宾)|出席)[*_]{0,2}"
    r"(?:\s?[(（][^()（）]{0,40}[)）])?[*_]{0,2}\s{0,3}(?:[:：|][*_]{0,2}(.*)|$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s{0,12}(?:[-*+•·]|\d{1,3}[.)、])\s{1,6}(.+)")
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]{0,1000}\)")
_EMAIL = re.compile(r"[^\s<>()\[\],;:，、；]{1,100}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_ASIDE = re.compile(
    r"[(（<\[【][^()（）<>\[\]【】]{0,100}[)）>\]】]|(?<!\w)@[\w-]{1,40}|\s[-–—]\s.*"
)
_SEPARATOR = re.compile(r"[,;，、；]|\s{3,}|\band\b")
_NAME = re.compile(
    r"(?!.*[\u4e00-\u9fff])[^\W\d_][\w'’.-]{0,24}(?: [^\W\d_][\w'’.-]{0,24}){0,4}"
    r"|[\u4e00-\u9fff]{2,4}|[A-Za-z][\w.-]{2,30}"
)


def find(text: str) -> tuple[Person, ...]:
    """The people in a line or list headed "Attendees", "Present", 参会人 or the like."""
    lines = text[:20_000].split("\n")[:_LINES]
    found: list[Person] = []
    for number, line in enumerate(lines):
        label = _LABEL.fullmatch(line[:2_000])
        if label:
            named = label[1].strip(" |") if label[1] else ""
            found.extend(_people(_SEPARATOR.split(named) if named else _listed(lines, number + 1)))
    return tuple(dict.fromkeys(found))[:MAX_PEOPLE]


def _listed(lines: list[str], begin: int) -> list[str]:
    """The items of the list that begins at a line, which may be blank."""
    items: list[str] = []
    for line in lines[begin:]:
        bullet = _BULLET.fullmatch(line[:500])
        if bullet:
            items.append(bullet[1])
        elif line.strip():
            break
    return items


def _people(items: list[str]) -> list[Person]:
    found: list[Person] = []
    for item in items:
        plain = _LINK.sub(r"\1", item)
        email = _EMAIL.search(plain)
        name = _ASIDE.sub("", _EMAIL.sub("", plain)).strip(" *_.。:：<>()\t")
        if _NAME.fullmatch(name):
            found.append(Person(name, email[0].lower() if email else ""))
        elif email:
            found.append(Person("", email[0].lower()))
    return found
