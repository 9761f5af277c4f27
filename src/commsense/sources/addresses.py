"""People in mail headers: names and addresses, also as list archives hide them."""

from __future__ import annotations

import re

from commsense.conversation import Person
from commsense.sources import words

MAX_PEOPLE = 2_000

# More blanks than these are left to ``_mailboxes``: without a bound they match in too many ways.
_SIMPLE = re.compile(
    r'\s{0,9}(?:"([^"\\]{0,500})"|([^"<>@,;:()\\]{0,500}))'
    r'\s{0,9}<\s{0,9}([^<>\s,"]{1,320})\s{0,9}>\s{0,9}'
)
_BARE = re.compile(r"\s{0,9}([^<>\s,;:\"()]{1,320}@[^<>\s,;:\"()]{1,320})\s{0,9}")
# Pipermail hides "ann@firm.example (Ann Lee)" as "ann at firm.example (Ann Lee)".
_HIDDEN = re.compile(
    r"\s{0,9}<?([^\s<>()@,;]{1,200}) at ([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>?"
    r"\s{0,9}(?:\((.{0,1000})\))?\s{0,9}"
)
_HIDDEN_NAME = re.compile(r"\S+ at \S+\.\S+")
_PIECE = re.compile(r'"(?:[^"\\]|\\.){0,1000}"|\([^()]*\)|<[^<>]*>|[^",;:<>()]+|.', re.DOTALL)


def people(value: str, fallback: str = "") -> tuple[Person, ...]:
    """Read the people of a From, To or Cc header (RFC 5322, and what programs make of it).

    Args:
        value: the raw value, as Latin-1.
        fallback: the charset of raw 8-bit names.
    """
    value = value[: words.MAX_VALUE].replace("\r", " ").replace("\n", " ")
    simple = _SIMPLE.fullmatch(value) or _BARE.fullmatch(value)
    if simple:
        *names, email = simple.groups()
        return _person(next(filter(None, names), ""), email, fallback)
    hidden = _HIDDEN.fullmatch(value)
    if hidden:
        return _person(hidden[3] or "", f"{hidden[1]}@{hidden[2]}", fallback)
    found: list[Person] = []
    for name, email in _mailboxes(value):
        found.extend(_person(name, email, fallback))
    return tuple(dict.fromkeys(found))


def _mailboxes(value: str) -> list[tuple[str, str]]:
    """Split a list of addresses at commas and semicolons; groups lose their name."""
    found: list[tuple[str, str]] = []
    name = comment = email = ""
    for piece in [*_PIECE.findall(value), ","]:
        if piece in ",;" and (email or "@" in name):
            mailbox = (name or comment, email) if email else (comment, name)
            found.append(mailbox)
            name = comment = email = ""
        elif piece == ",":
            name += " " if name else ""  # "Lee, Ann <ann@firm.example>" without quotation marks
        elif piece in (":", ";"):
            name = ""
        elif piece[0] == "<" and piece[-1] == ">":
            email = piece[1:-1]
        elif piece[0] == "(" and piece[-1] == ")":
            comment = piece[1:-1]
        elif piece[0] == '"' and len(piece) > 1:
            name += piece[1:-1].replace("\\", "")
        else:
            name += piece
        if len(found) >= MAX_PEOPLE:
            break
    return found or ([(name.strip(), "")] if name.strip() else [])


def _person(name: str, email: str, fallback: str) -> tuple[Person, ...]:
    email = words.decode(email, fallback).strip("'\"<> .").lower().removeprefix("mailto:")
    hidden = _HIDDEN.fullmatch(email)
    if hidden:
        email = f"{hidden[1]}@{hidden[2]}"
    name = words.decode(name, fallback).strip("'\" ,")
    if "@" not in email or " " in email:
        name, email = name or email, ""
    if name.lower() == email or _HIDDEN_NAME.fullmatch(name):
        name = ""
    return (Person(name, email),) if name or email else ()
