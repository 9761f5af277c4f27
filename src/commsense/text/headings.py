"""The little of a message that finding its thread needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from commsense.conversation import Heading, Message, Part

_OPENS = re.compile(r"(?:[.!?:;]\s|[。！？：；]|\n\s*\n)\s*")
_QUOTE_MARK = re.compile(r"^[ \t]*(?:[>＞|》][ \t]?)+", re.MULTILINE)
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_TELLING = 6  # words (or Chinese characters) that stand for a sentence: its first ones
_FIRST, _OTHERS = 4, 4  # hashes kept: of the first sentences, and the smallest of the rest
_LOOKED_AT = 20_000  # characters


def heading(message: Message) -> Heading:
    """Give the light index entry of a message.

    ``lines`` and ``quoted`` are hashes of the first words of sentences, so that a reply meets its
    parent even when its program wrapped the quote anew: of the first sentences, and of those whose
    hash is smallest, which are the same ones on both sides (bottom-k sketch, Broder 1997).

    Args:
        message: with ``text``, ``segments`` and ``turns`` as ``clean`` leaves them.
    """
    own = [message.text[s.start : s.end] for s in message.segments if s.part is Part.OWN]
    quotes = [
        _QUOTE_MARK.sub("", message.text[s.start : s.end][:_LOOKED_AT])
        for s in message.segments
        if s.part in (Part.QUOTE, Part.FORWARD)
    ]
    return Heading(
        id=message.id,
        kind=message.kind,
        place=message.place,
        subject=message.subject,
        sender=message.sender,
        recipients=message.recipients,
        date=message.date,
        message_id=message.message_id,
        in_reply_to=message.in_reply_to,
        references=message.references,
        thread_index=message.thread_index,
        list_id=message.list_id,
        stated_side=message.stated_side,
        speakers=tuple(dict.fromkeys(turn.speaker for turn in message.turns)),
        fingerprint=_hash(" ".join(" ".join(own).split())),
        lines=_sketch(["\n\n".join(own)[:_LOOKED_AT]]),
        quoted=_sketch(quotes),
    )


def _sketch(texts: Iterable[str]) -> tuple[int, ...]:
    """Hash the sentences that open each text, and some of the others."""
    first: list[int] = []
    others: list[int] = []
    for text in texts:
        hashes = list(_openings(text))
        first += hashes[:1]
        others += hashes[1:]
    chosen = dict.fromkeys(first[:_FIRST] + others[: max(0, _FIRST - len(first))])
    for hashed in sorted(set(first + others) - set(chosen))[:_OTHERS]:
        chosen[hashed] = None
    return tuple(chosen)


def _openings(text: str) -> Iterable[int]:
    """Hash the first words of each sentence that is long enough to be told from others."""
    start = 0
    for end in [*(found.end() for found in _OPENS.finditer(text)), len(text)]:
        words = _WORD.findall(text[start : min(end, start + 200)].lower())
        if len(words) >= _TELLING:
            yield _hash(" ".join(words[:_TELLING]))
        start = end


def _hash(text: str) -> int:
    if not text:
        return 0
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
