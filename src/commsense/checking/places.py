"""Where words of a sentence stand in a draft's source."""

from __future__ import annotations

from commsense.assessment import Evidence, ReadSentence
from commsense.checking import drafts
from commsense.checking.result import Draft


def of(evidence: Evidence, sentence: ReadSentence, draft: Draft) -> tuple[int, int]:
    """Find the words of a sentence: a line break there is a blank here, or nothing."""
    found = along(sentence.text, draft.message.text, sentence.start, sentence.end)
    start = found[evidence.start]
    end = found[evidence.end - 1] + 1 if evidence.end > evidence.start else start
    return drafts.place(draft, start, end)


def along(flat: str, body: str, start: int, end: int) -> list[int]:
    """Give for each character of ``flat`` its place in ``body[start:end]``, blanks apart."""
    places = []
    position = start
    for character in flat:
        if not character.isspace():
            while position < end and body[position] != character:
                position += 1
        places.append(min(position, max(end - 1, start)))
        if not character.isspace():
            position += 1
    return [*places, end]
