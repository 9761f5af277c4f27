"""Where things stand in a message, as labels: a list item, a request that is easy to miss."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commsense.assessment import ReadMessage, ReadSentence, Signal
from commsense.conversation import Kind
from commsense.labels import Origin

ASKS = ("act:question", "act:request", "act:feedback_request")
SURE = 0.6
"""Weaker sights of a request are no ground to say that it is buried."""

EDGE = 3
"""Sentences at the top and at the bottom of a message that a hurried reader sees."""

SHORT = 9
"""Nothing is buried in fewer sentences."""

_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|回复|答复|转发)\s*[:：])+", re.IGNORECASE)


def labels(message: ReadMessage) -> dict[int, tuple[Signal, ...]]:
    """Give the layout signals of a message by the number of their sentence."""
    sentences = message.sentences
    found: dict[int, list[Signal]] = {s.number: [] for s in sentences}
    for sentence in sentences:
        if sentence.list_item:
            found[sentence.number].append(_signal("list_item", sentence, 1.0))
    for sentence, confidence in _buried(sentences):
        found[sentence.number].append(_signal("buried_request", sentence, confidence))
    if message.message.kind is Kind.EMAIL and sentences and not _subject(message.message.subject):
        found[sentences[0].number].append(_signal("no_subject", sentences[0], 1.0))
    return {number: tuple(signals) for number, signals in found.items()}


def _buried(sentences: Sequence[ReadSentence]) -> list[tuple[ReadSentence, float]]:
    """Find what is asked in the middle of a long text, unless it is asked at an edge as well."""
    asks = [(place, s, sure) for place, s in enumerate(sentences) if (sure := _asks(s)) >= SURE]
    if len(sentences) < SHORT or not asks:
        return []
    last = len(sentences) - EDGE - 1  # one more for the name at the end
    if any(place < EDGE or place >= last or s.list_item for place, s, _ in asks):
        return []
    return [(s, sure) for _, s, sure in asks]


def _asks(sentence: ReadSentence) -> float:
    return max((signal.confidence for signal in sentence.find(*ASKS)), default=0.0)


def _subject(subject: str) -> str:
    return _PREFIX.sub("", subject[:200]).strip()


def _signal(label: str, sentence: ReadSentence, confidence: float) -> Signal:
    return Signal("layout", label, 0, len(sentence.text), confidence, Origin.RULE)
