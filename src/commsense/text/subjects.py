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
_TICKET_FIRST = re.compile(r"[A-Z]{2,10}-\d{1,8}\b")  # PROJ-12: …
_NUMBERED = re.compile(r"#\d{2,12}\b")  # #1553: …, of whatever tracker
_WAS = re.compile(
    r"(?:(?<!\s)\s++)?[,(\[]\s*was(?:\s*[:：]|\s+(?=re:))\s*([^\n]{1,300}?)[)\]]?$", re.IGNORECASE
)
_FORWARDED = re.compile(r"(?:(?<!\s)\s++)?\(fwd\)\s*$", re.IGNORECASE)
_NOISE = re.compile(r"[\s\"'“”‘’]+")
_MARKS = 20  # prefixes in a row that are looked at


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject taken apart.

    ``base`` is the subject as people wrote it, ``key`` what to compare: the same in lower case, or
    the ticket's name where it carries one (``ticket``). ``reply`` and ``forward`` tell of prefixes,
    ``generic`` that it says next to nothing; ``former`` is the key of the subject in "(was: …)".
    """

    base: str
    key: str
    former: str
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
    rest = _FORWARDED.sub("", rest)
    was = _WAS.search(rest)
    base = rest[: was.start()].strip() if was else rest.strip()
    former = subject(was.group(1)).key if was else ""
    key = _NOISE.sub(" ", base).strip().lower().rstrip(".!?。！？ ")
    numbered = bool(_NUMBERED.match(base))
    ticket = _ticket(base)
    generic = len(key) < 3 or key in _GENERIC
    return Subject(base, ticket or key, former, reply, forward, bool(ticket) or numbered, generic)


def _ticket(base: str) -> str:
    """Give the number that names the matter: "bug 1234", "proj-12", or nothing."""
    first = _TICKET_FIRST.match(base)
    if first:
        return first.group().lower()
    tags = (tag.group(1).lower() for tag in _LIST_TAG.finditer(base))
    return next((tag for tag in tags if _TICKET.fullmatch(tag)), "")
