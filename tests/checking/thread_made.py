"""Threads that were read already, with what is seen in them set by hand: no model is needed."""

from __future__ import annotations

from datetime import UTC, datetime

from commsense.assessment import ReadMessage, ReadSentence, Signal
from commsense.conversation import Kind, Message, Place, Side
from commsense.labels import Origin

CLIENT, TEAM = Side.CLIENT, Side.TEAM


def signal(name: str, words: str = "", text: str = "", origin: Origin = Origin.RULE) -> Signal:
    """Make the signal ``kind:label`` at ``words`` in ``text``, or over nothing."""
    kind, _, label = name.partition(":")
    start = text.index(words) if words else 0
    return Signal(kind, label, start, start + len(words), 0.9, origin)


def sentence(
    text: str,
    *seen: Signal,
    side: Side = TEAM,
    number: int = 1,
    negative: float = 0.0,
    **acts: float,
) -> ReadSentence:
    """Make a sentence with its signals, how negative it is, and its acts."""
    return ReadSentence(
        number=number,
        start=0,
        end=len(text),
        text=text,
        language="en",
        side=side,
        sentiment_scores={"negative": negative},
        acts=acts,
        signals=seen,
    )


def message(name: str, side: Side, *said: str | ReadSentence, day: str = "") -> ReadMessage:
    """Make a message of texts, or of sentences that were read."""
    read = tuple(
        sentence(each, side=side, number=number) if isinstance(each, str) else each
        for number, each in enumerate(said, 1)
    )
    moment = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC) if day else None
    kind = Kind.DRAFT if name == "draft" else Kind.EMAIL
    return ReadMessage(
        message=Message(name, kind, Place("test"), "", date=moment),
        side=side,
        client="northwind.example",
        person="",
        sentences=read,
    )
