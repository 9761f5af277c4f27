"""Which quoted sentence an answer between quotes answers."""

from __future__ import annotations

import re
from bisect import bisect_right

from commsense.conversation import Message, Part, Segment

_QUOTED = (Part.QUOTE, Part.FORWARD)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]{0,2}\s|[。！？；][”’」』）]{0,2}")
_MARKS = " \t>＞》|\xa0"
_MAX_LOOK = 4000  # characters of the quote that are looked at


def answered_span(message: Message, start: int) -> tuple[int, int] | None:
    """Return the quoted sentence right above a place in the sender's own text.

    Args:
        message: A cleaned message.
        start: A place in ``message.text``, for instance where a sentence starts.

    Returns:
        The span of the sentence in ``message.text``, or None where no quote stands above.
    """
    segments = message.segments
    place = bisect_right(segments, start, key=lambda segment: segment.start) - 1
    if place < 0 or segments[place].part is not Part.OWN:
        return None
    above = place - 1
    while above >= 0 and segments[above].part in (Part.OWN, Part.MARKUP):
        above -= 1
    if above < 0 or segments[above].part not in _QUOTED:
        return None
    return _last_sentence(message.text, segments[above])


def _last_sentence(text: str, quote: Segment) -> tuple[int, int] | None:
    """Return the last sentence of a quote's last paragraph that says something."""
    first = max(quote.start, quote.end - _MAX_LOOK)
    paragraphs = _paragraphs(text, first, quote.end)
    for start, end in reversed(paragraphs):
        if _says_something(text[start:end]) or len(paragraphs) == 1:
            return _sentence(text, start, end)
    return None


def _paragraphs(text: str, first: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of a quote between lines that hold quote marks only."""
    found: list[tuple[int, int]] = []
    fresh = True
    position = first
    for line in text[first:end].split("\n"):
        bare = line.strip(_MARKS)
        if bare:
            start = position + line.index(bare)
            stop = start + len(bare)
            if fresh or not found:
                found.append((start, stop))
            else:
                found[-1] = (found[-1][0], stop)
        fresh = not bare
        position += len(line) + 1
    return found


def _says_something(paragraph: str) -> bool:
    """Say whether a paragraph is more than a greeting, a name or a rule."""
    letters = [character for character in paragraph if character.isalnum()]
    if any("\u4e00" <= character <= "\u9fff" for character in letters):
        return len(letters) > 4
    return len(paragraph.split()) > 3 or paragraph.endswith(("?", "!"))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the last sentence of a paragraph."""
    last = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() < end:
            last = match.end()
    while last < end and text[last] in _MARKS + "\n":
        last += 1
    return (last, end)
