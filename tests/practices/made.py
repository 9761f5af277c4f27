"""Makes messages with the signals that a test wants, without any model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from commsense.assessment import Concern, Event, ReadMessage, ReadSentence, Signal, ThreadAssessment
from commsense.conversation import Kind, Message, Person, Place, Side, Thread
from commsense.labels import Origin, Status

CLIENT = "northwind.example"
Said = tuple[str, Sequence[str]]
"""A sentence and its signals: ``act:cause``, or ``act:cause=0.3`` where the model is unsure."""


def sentence(number: int, said: Said, side: Side, *, list_item: bool = False) -> ReadSentence:
    text, labels = said
    signals, acts = [], {}
    for written in labels:
        label, _, sure = written.partition("=")
        kind, _, rest = label.partition(":")
        name, _, value = rest.partition("@")
        confidence = float(sure or 0.9)
        if kind == "act":
            acts[name] = confidence
        if kind != "act" or confidence >= 0.25:
            origin = Origin.MODEL if kind in ("act", "flag") else Origin.LEXICON
            signals.append(Signal(kind, name, 0, len(text), confidence, origin, value))
    mood = [s.label for s in signals if s.kind == "sentiment"]
    return ReadSentence(
        number=number,
        start=0,
        end=len(text),
        text=text,
        language="en",
        side=side,
        list_item=list_item,
        sentiment=mood[0] if mood else "neutral",
        acts=acts,
        signals=tuple(s for s in signals if s.kind != "sentiment"),
    )


def message(
    number: int,
    side: Side,
    *said: Said,
    date: str = "",
    kind: Kind = Kind.EMAIL,
    subject: str = "Import",
    automatic: bool = False,
    assessed: bool = True,
) -> ReadMessage:
    moment = datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None
    sentences = [sentence(place, one, side) for place, one in enumerate(said, 1)]
    if not assessed:
        sentences = [
            ReadSentence(s.number, s.start, s.end, s.text, "fi", side, assessed=False)
            for s in sentences
        ]
    written = Message(
        id=f"m{number}",
        kind=kind,
        place=Place("made", number),
        body="",
        subject=subject,
        sender=Person("Ann", "ann@brightline.example"),
        date=moment,
        automatic=automatic,
    )
    return ReadMessage(written, side, CLIENT, "Ann", tuple(sentences))


def thread(*messages: ReadMessage, concerns: Sequence[Concern] = (), commitments=()):
    ids = tuple(one.message.id for one in messages)
    return ThreadAssessment(
        Thread("t1", "Import", ids), CLIENT, messages, tuple(concerns), tuple(commitments)
    )


def concern(
    of: ReadMessage,
    *events: tuple[ReadMessage, Status],
    kind: str = "question",
    confidence: float = 0.9,
    negative: bool = False,
) -> Concern:
    """Raise the first sentence of a message as a concern that the events moved."""
    raised = of.sentences[0]
    moved = [
        Event(m.message.id, 1, status, m.sentences[0].text, m.message.date) for m, status in events
    ]
    return Concern(
        id=f"{of.message.id}:1",
        thread="t1",
        message=of.message.id,
        sentence=1,
        kind=kind,
        text=raised.text,
        status=moved[-1].status if moved else Status.OPEN,
        confidence=confidence,
        events=(Event(of.message.id, 1, Status.OPEN, raised.text, of.message.date), *moved),
        client=CLIENT,
        date=of.message.date,
        negative=negative,
    )


def practice(rule: str, *, applies: str = "", level: str = "message", advice: str = "Do.") -> str:
    """Write a practice file with one criterion."""
    return f"""
key = "trust"
title = "T"
why = "W"
source = "S"
[[criteria]]
id = "TR1"
title = "T"
why = "W"
source = "S"
level = "{level}"
how = "H"
advice = "{advice}"
[criteria.applies]
{applies}
[criteria.rule]
{rule}
[[criteria.examples.met]]
text = "A"
[[criteria.examples.missed]]
text = "B"
"""
