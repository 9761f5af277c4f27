"""Who a message names in its quoted headers, its "… wrote:" lines and its signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.conversation import Message, Part
from commsense.text.contacts import is_name
from commsense.text.header_blocks import field_of
from commsense.text.redact.ordinary import known

_PEOPLE = frozenset({"from", "to", "cc", "bcc", "sender", "reply-to"})
_BEFORE_ADDRESS = re.compile(
    r"([^\n<>\[\]():;\"@|]{2,60}?)\"?\s{0,3}[<\[(]{1,2}(?:mailto:)?[^\s<>\[\]()]{1,100}@"
)
_WROTE = re.compile(
    r"([^\n<>\[\]():;\"@|\d]{2,40}?)\"?\s{0,2}(?:<[^<>\n]{0,120}>\s?)?"
    r"(?:wrote|writes|said|schrieb|a écrit|escribió|写道|寫道)"
)
_APART = re.compile(r"[;,；，、]\s{0,4}")
_COMMA_TURNED = re.compile(r"([^,;]{2,30}),\s([^,;]{2,30})")
_QUOTE_MARK = re.compile(r"^[\s>＞|]{1,20}", re.MULTILINE)
_EDGE = " \t\"'“”‘’*_<>[]().,，:：-–—/&@"
_MOST_CHARACTERS, _MOST_LINES = 20_000, 400
_MOST_SIGNED = 3  # lines at the top of a signature that may be its name
_MOST_WORDS = 4


def people(message: Message) -> frozenset[str]:
    """Give the names of people who are quoted or sign, as they are written.

    Args:
        message: with ``text`` and ``segments`` as ``clean`` leaves them.
    """
    found: set[str] = set()
    quoted, signed = 0, 0
    for segment in message.segments:
        text = message.text[segment.start : segment.end][:_MOST_CHARACTERS]
        if segment.part is Part.ATTRIBUTION and quoted < _MOST_LINES:
            quoted += text.count("\n") + 1
            found.update(_attributed(text))
        elif segment.part is Part.SIGNATURE and signed < _MOST_LINES:
            signed += text.count("\n") + 1
            found.update(_signed(text))
    return frozenset(found)


def _attributed(text: str) -> Iterator[str]:
    """Names in ``On Monday, Ada Gray <ada@x> wrote:`` and ``From: Gray, Ada [mailto:ada@x]``."""
    plain = _QUOTE_MARK.sub("", text)
    for pattern in (_BEFORE_ADDRESS, _WROTE):
        for match in pattern.finditer(plain):
            yield from _names(match.group(1))
    for line in plain.split("\n"):
        if field_of(line) in _PEOPLE:
            yield from _names(re.split("[:：|\t]", line, maxsplit=1)[-1])


def _names(text: str) -> Iterator[str]:
    """Names of a list of people; "Gray, Ada" is one where both parts are single words."""
    turned = _COMMA_TURNED.fullmatch(text.strip(_EDGE))
    if turned and all(len(part.split()) <= 2 for part in turned.groups()):
        yield from _name(f"{turned[2].strip(_EDGE)} {turned[1].strip(_EDGE)}")
    for piece in _APART.split(text):
        yield from _name(piece)


def _signed(text: str) -> Iterator[str]:
    lines = [line.strip(_EDGE) for line in text.split("\n")]
    for line in list(filter(None, lines))[:_MOST_SIGNED]:
        yield from _name(line)


def _name(text: str) -> Iterator[str]:
    name = " ".join(text.strip(_EDGE).split())
    words = [word.casefold().strip(".") for word in name.split()]
    told = [word for word in words if len(word) > 1 and word not in known()]
    if told and len(words) <= _MOST_WORDS and is_name(name):
        yield name
