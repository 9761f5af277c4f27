"""Owners in English: "Anna will", "owner: Tom", "@Maria", "we'll", "could you"."""

from __future__ import annotations

import re
from functools import cache

from commsense.assessment import Signal
from commsense.lang import data
from commsense.signals.owner_signals import AT_NAME, person, side

_NAME = r"[A-Z][a-zà-ÿ]{1,20}(?:-[A-Z][a-zà-ÿ]{1,20})?(?:\s[A-Z][a-zà-ÿ'’-]{1,20}){0,2}"
_ROLE = r"(?i:owner|responsible|assignee|assigned to|action(?: by| on)?|who|in charge|lead|contact)"
_LABELLED = re.compile(rf"\b{_ROLE}\s?[::–-]\s{{0,2}}(?P<name>{_NAME})")
_BY = re.compile(rf"\b(?:assigned\sto|handled\sby|led\sby|done\sby|owned\sby)\s(?P<name>{_NAME})")
_DOES = re.compile(
    rf"(?<![\w.@])(?P<name>{_NAME})(?=(?:\s(?:and|&)\s{_NAME})?"
    r"(?:['’]ll|\s(?:will|shall|is\sgoing\sto|is\sto|has\sto|needs\sto|can\stake|takes\scare"
    r"|is\sresponsible|owns|to\s(?!the\b|a\b|be\b)[a-z]{3,}(?!\S*@))\b))"
)
_OUR_PEOPLE = (
    r"our\s(?:[a-z]{2,20}\s)?(?:team|engineers|developers|side|colleagues|people|consultants)"
)
_TEAM = re.compile(
    rf"\b(?P<name>I|we|{_OUR_PEOPLE})(?:['’](?:ll|m|re|ve)\b|\s(?:will|shall|are|am|is|can|plans?"
    r"|have|has|need|must|should|commit|promise|expect|aim|intend)\b)",
    re.IGNORECASE,
)
_SILENT_I = re.compile(r"Will\s(?!(?:you|the|there|it|this|that|we|they|your)\b)[a-z]+")
_READER = re.compile(
    r"\b(?P<name>you|your\s(?:[a-z]{2,20}\s)?(?:team|side|colleagues))"
    r"\s(?:will|shall|to|can|could|need|must|should|are|have|please)\b"
    r"|\b(?:could|can|would|will)\s(?P<asked>you)\b"
    r"|\b(?P<please>please)\s(?!note|find|see|be\sadvised)[a-z]{2,}",
    re.IGNORECASE,
)
_AFTER_PREPOSITION = re.compile(r"\b(?:to|from|with|of|by|in|at|for|on|the|our|your|a)\s\Z")
_MID_SENTENCE = re.compile(r"[a-z,;:]\s?\Z")
_NOUN_ENDINGS = ("ing", "ion", "ment", "ness", "ity", "ance", "ence", "ed", "s")


def find(text: str) -> list[Signal]:
    """Give the owners that a sentence names; they may overlap."""
    found = [person(m, 0.9) for m in _LABELLED.finditer(text)]
    found += [
        person(m, 0.8) for m in _BY.finditer(text) if m["name"].split()[0] not in _words("no_names")
    ]
    found += [person(m, 0.7) for m in _DOES.finditer(text) if _is_name(m)]
    if "@" in text:
        found += [person(m, 0.9) for m in AT_NAME.finditer(text)]
    found += [side(m.start("name"), m.end("name"), "team", 0.85) for m in _TEAM.finditer(text)]
    if _SILENT_I.match(text):
        found.append(side(0, len("Will"), "team", 0.6))
    for m in _READER.finditer(text):
        start, end = m.span(next(name for name, words in m.groupdict().items() if words))
        found.append(side(start, end, "reader", 0.7))
    return found


def _is_name(match: re.Match[str]) -> bool:
    """Tell a name from a capitalised word; one word that opens a sentence may be anything."""
    first, *rest = match["name"].split()
    opens = not _MID_SENTENCE.search(match.string, 0, match.start())
    if _AFTER_PREPOSITION.search(match.string, max(0, match.start() - 8), match.start()):
        return False
    if first in _words("no_names") or (rest and rest[-1] in _words("no_names")):
        return False
    if not opens or rest or first in _words("names_like_plurals"):
        return True
    return not first.endswith(_NOUN_ENDINGS)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data("en", "language")["owners"][name].split())
