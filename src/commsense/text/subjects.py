"""Subjects without what mail programs, lists and people put around them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("subject_words.toml").read_text(encoding="utf-8"))


def _prefix(words: list[str]) -> re.Pattern[str]:
    """Match a prefix with its count: ``Re:``, ``RE[2]:``, ``Re(3)：``, ``Re^2:``."""
    names = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    count = r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\d{1,2})?"
    return re.compile(rf"(?:{names})\s{{0,3}}{count}\s{{0,3}}[:：]\s*", re.IGNORECASE)


_REPLY, _FORWARD = _prefix(_DATA["replies"]), _prefix(_DATA["forwards"])
_GENERIC = frozenset(_DATA["generic"])
_LIST_TAG = re.compile(r"\[([^\[\]\n]{1,40})\]\s*")
# [Bug 1234] and [PROJ-12] name the matter, [usrp-users] the list.
_TICKET = re.compile(r"(?:[A-Za-z]{2,20}[ #:-]{0,3}|#|工单号?[ :：#]?)\d{2,12}|#\d")
_WAS = re.compile(
    r"\s*[(\[]\s*was\s*[:：][^()\[\]]{0,300}[)\]]?\s*$|\s*\((?:fwd)\)\s*$", re.IGNORECASE
)
_NOISE = re.compile(r"[\s\"'“”‘’]+")
_MARKS = 20  # prefixes in a row that are looked at


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject taken apart.

    ``base`` is the subject as people wrote it, ``key`` what to compare: the same in lower case, or
    the ticket's name where it carries one (``ticket``). ``reply`` and ``forward`` tell of prefixes,
    ``generic`` that it says next to nothing.
    """

    base: str
    key: str
    reply: bool
    forward: bool
    ticket: bool
    generic: bool


def subject(text: str) -> Subject:
    """Take a subject line apart.

    Args:
        text: the decoded header ("AW: [list] Re[2]: Offer (was: Prices)").
    """
    rest = " ".join(text[:1000].split())
    reply = forward = False
    for _ in range(_MARKS):
        if found := _REPLY.match(rest):
            reply = True
        elif found := _FORWARD.match(rest):
            forward = True
        elif not (found := _LIST_TAG.match(rest)) or _TICKET.fullmatch(found.group(1)):
            break
        rest = rest[found.end() :]
    base = _WAS.sub("", rest).strip()
    key = _NOISE.sub(" ", base).strip().lower().rstrip(".!?。！？ ")
    tags = (tag.group(1).lower() for tag in _LIST_TAG.finditer(base))
    ticket = next((tag for tag in tags if _TICKET.fullmatch(tag)), "")
    return Subject(
        base, ticket or key, reply, forward, bool(ticket), len(key) < 3 or key in _GENERIC
    )
