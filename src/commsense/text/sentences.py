"""The sentences that the sender wrote, each with its language, speaker and what it answers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from commsense.conversation import Message, Part, Sentence, Turn
from commsense.lang.identify import identify
from commsense.text.boundaries import boundaries
from commsense.text.inline import answered_span
from commsense.text.paragraphs import Paragraph, Span, paragraphs

_SAID = re.compile(r"[^\W_]|[\U0001f300-\U0001faff\u2600-\u27bf]")
_WIDE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")
_OUTER = " \t\n\r\f\v\xa0\u3000\u2028\u2029|"  # blanks, and the edges of table rows
_BLANKS = re.compile(r"\s+")
_SHORT_ITEM = 120  # characters; a shorter list item is one sentence, full stops or not
_SAMPLE = 4000  # characters of own text that tell the message's language
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class _Flat:
    """A paragraph in one line; ``pieces`` lead back: (start in ``text``, start in the message)."""

    text: str
    pieces: tuple[Span, ...]

    def back(self, position: int) -> int:
        """Give the place in the message of a character of ``text``."""
        flat, original = self.pieces[bisect_right(self.pieces, (position, float("inf"))) - 1]
        return original + position - flat


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of own text by one speaker; ``answers`` as in ``Sentence``."""

    start: int
    end: int
    answers: Span | None


def split(message: Message) -> Message:
    """Find the sentences of a message's own text; quotes, signatures and the like have none.

    A list item is a sentence of its own, without its marker; a long one of several sentences is
    split further. ``Sentence.text`` shows a line break inside a sentence as a blank (as nothing
    between Chinese characters), while ``start`` and ``end`` lie in ``Message.text``.

    Args:
        message: with ``text``, ``segments`` and ``turns`` as ``clean`` leaves them.
    """
    own = _own_stretches(message)
    sample = " ".join(message.text[part.start : part.end][:_SAMPLE] for part in own[:50])
    language = identify(sample[:_SAMPLE])
    sentences: list[Sentence] = []
    for paragraph in paragraphs(message.text, [(part.start, part.end) for part in own]):
        part = own[paragraph.stretch]
        for start, end, text in _sentences(message.text, paragraph, language):
            sentences.append(
                Sentence(
                    number=len(sentences) + 1,
                    start=start,
                    end=end,
                    text=text,
                    language=identify(text, language),
                    speaker=_speaker(message.turns, start),
                    answers=part.answers,
                    list_item=paragraph.list_item,
                )
            )
    return replace(message, sentences=tuple(sentences))


def _own_stretches(message: Message) -> list[_Stretch]:
    """Give the stretches of own text, cut where another speaker begins."""
    cuts = sorted({cut for turn in message.turns for cut in (turn.start, turn.end)})
    stretches: list[_Stretch] = []
    answers: Span | None = None
    stale = True  # a quote has passed since ``answers`` was found
    for segment in message.segments:
        if segment.part is not Part.OWN:
            stale = stale or segment.part is not Part.MARKUP
            continue
        if stale:
            answers, stale = answered_span(message, segment.start), False
        inside = cuts[bisect_right(cuts, segment.start) : bisect_right(cuts, segment.end - 1)]
        for start, end in pairwise([segment.start, *inside, segment.end]):
            stretches.append(_Stretch(start, end, answers))
    return stretches


def _sentences(text: str, paragraph: Paragraph, language: str) -> Iterator[tuple[int, int, str]]:
    flat = _flatten(text, paragraph)
    one = paragraph.whole or (paragraph.list_item and len(flat.text) <= _SHORT_ITEM)
    ends = [(0, len(flat.text))] if one else boundaries(flat.text, language)
    for start, end in ends:
        said = flat.text[start:end]
        start += len(said) - len(said.lstrip(_OUTER))
        said = said.strip(_OUTER)
        if _SAID.search(said):
            shown = _BLANKS.sub(" ", said.translate(_INVISIBLE)).strip()
            yield flat.back(start), flat.back(start + len(said) - 1) + 1, shown


def _flatten(text: str, paragraph: Paragraph) -> _Flat:
    parts: list[str] = []
    pieces: list[Span] = []
    length, last = 0, ""
    for start, end in paragraph.lines:
        if last and not (_WIDE.match(last) and _WIDE.match(text[start])):
            parts.append(" ")
            length += 1
        pieces.append((length, start))
        parts.append(text[start:end])
        length += end - start
        last = text[end - 1]
    return _Flat("".join(parts), tuple(pieces))


def _speaker(turns: tuple[Turn, ...], position: int) -> str:
    """Name who speaks at a place; turns are in order."""
    index = bisect_right(turns, position, key=lambda turn: turn.start) - 1
    return turns[index].speaker if index >= 0 and position < turns[index].end else ""
