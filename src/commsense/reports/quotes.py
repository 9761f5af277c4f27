"""Sentences as a report shows them, with who wrote them and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commsense.assessment import Evidence, ReadMessage, ReadSentence
from commsense.conversation import Side

GREETING = len("Dear all,")
LONGEST = 420  # characters of a sentence that a page shows
_HARMLESS = {
    **dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {*map(ord, "\n\t\r")}, "\ufffd"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}
"""By code point what stands in place of what would hide or reorder what a reader sees."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that is shown as evidence; ``start``/``end`` are the words to highlight."""

    text: str
    start: int = 0
    end: int = 0
    person: str = ""
    side: Side = Side.UNKNOWN
    client: str = ""
    date: datetime | None = None
    thread: str = ""
    subject: str = ""
    message: str = ""
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Clip:
    """A quoted text cut to a readable length, split around the words to highlight."""

    before: str
    marked: str
    after: str


def of_sentence(
    thread: str, read: ReadMessage, sentence: ReadSentence, start: int = 0, end: int = 0
) -> Quote:
    """Quote one sentence of a message that has been read."""
    return Quote(
        text=sentence.text,
        start=start,
        end=end,
        person=sentence.person or read.person,
        side=sentence.side,
        client=read.client,
        date=read.message.date,
        thread=thread,
        subject=read.message.subject,
        message=read.message.id,
        sentence=sentence.number,
    )


def of_opening(thread: str, read: ReadMessage) -> Quote:
    """Quote the first sentence of a message that says more than a greeting."""
    first = next((s for s in read.sentences if len(s.text) > GREETING), None)
    empty = ReadSentence(0, 0, 0, "", "und", read.side)
    return of_sentence(thread, read, first or empty)


def of_evidence(thread: str, read: ReadMessage | None, evidence: Evidence) -> Quote:
    """Quote a finding's evidence; ``read`` is its message where that lies in the same thread."""
    if read is not None:
        for sentence in read.sentences:
            if sentence.number == evidence.sentence and sentence.text == evidence.text:
                return of_sentence(thread, read, sentence, evidence.start, evidence.end)
    return Quote(
        text=evidence.text,
        start=evidence.start,
        end=evidence.end,
        person=read.person if read else "",
        side=read.side if read else Side.UNKNOWN,
        client=read.client if read else "",
        date=read.message.date if read else None,
        thread=thread,
        subject=read.message.subject if read else "",
        message=evidence.message,
        sentence=evidence.sentence,
    )


def clip(text: str, start: int = 0, end: int = 0, longest: int = LONGEST) -> Clip:
    """Cut a text to about ``longest`` characters and split it around ``[start, end)``.

    A highlight over the whole sentence says nothing, so it is dropped.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    rest = text[:start] + text[end:]
    if start >= end or not any(char.isalnum() for char in rest):
        return Clip(shorten(text, longest), "", "")
    marked = shorten(text[start:end], longest)
    room = max(0, longest - len(marked)) // 2
    before, after = text[:start], text[end:]
    if len(before) > room:
        before = "…" + before[len(before) - room :].lstrip()
    return Clip(_plain(before), marked, _plain(shorten(after, room)) if after else "")


def shorten(text: str, longest: int) -> str:
    """Cut a text after ``longest`` characters, with an ellipsis."""
    text = _plain(text[: longest + 1])
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


def harmless(text: str) -> str:
    """Replace control characters but line ends and tabs, also in text of several lines."""
    return text.translate(_HARMLESS)


def _plain(text: str) -> str:
    """Replace control characters, which could hide or reorder what a reader sees."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char in "\n\t\r":
        return " "
    if char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return "" if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" else char
