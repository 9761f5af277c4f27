"""A client's history in light records, so that an archive need not be in memory to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commsense.assessment import Concern, ReadMessage, Status, ThreadAssessment
from commsense.conversation import Kind, Side

TEXT_LENGTH = 240
"""A remembered sentence is cut here: enough to quote, too little to fill the memory."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The first sentence of a moment with a label, and how sure that is."""

    sentence: int
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ConcernFact:
    """A concern in short; ``answered`` is when the team first spoke to it, if it did."""

    sentence: int
    kind: str
    text: str
    negative: bool
    confidence: float
    status: Status
    raised: datetime | None
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One message as the history of a client keeps it.

    ``seen`` leads from a label (``act:status``, and ``date`` for any date) to its first sentence;
    ``concerns`` are those that the message raised.
    """

    message: str
    thread: str
    client: str
    date: datetime | None
    side: Side
    kind: Kind
    person: str
    seen: dict[str, Sight]
    concerns: tuple[ConcernFact, ...] = ()


@dataclass(frozen=True, slots=True)
class ClientHistory:
    """All moments of one client, in order of date, and the day that the archive is read for."""

    client: str
    moments: tuple[Moment, ...]
    as_of: datetime | None = None


def remember(assessment: ThreadAssessment, labels: frozenset[str]) -> tuple[Moment, ...]:
    """Make light records of a thread's messages.

    Args:
        assessment: the thread with its concerns.
        labels: the labels to keep: ``PracticeSet.archive_labels``.

    Automatic messages are no contact with anybody and are left out.
    """
    return tuple(
        _moment(message, assessment, labels)
        for message in assessment.messages
        if not message.message.automatic
    )


def _moment(message: ReadMessage, assessment: ThreadAssessment, labels: frozenset[str]) -> Moment:
    raised = [c for c in assessment.concerns if c.message == message.message.id]
    team = {m.message.id for m in assessment.messages if m.side is Side.TEAM}
    return Moment(
        message=message.message.id,
        thread=assessment.thread.id,
        client=message.client or assessment.client,
        date=message.message.date,
        side=message.side,
        kind=message.message.kind,
        person=message.person,
        seen=_sights(message, labels),
        concerns=tuple(_fact(concern, team) for concern in raised),
    )


def _sights(message: ReadMessage, labels: frozenset[str]) -> dict[str, Sight]:
    sights: dict[str, Sight] = {}
    for sentence in message.sentences:
        text = sentence.text[:TEXT_LENGTH]
        for signal in sentence.signals:
            for label in (signal.kind, f"{signal.kind}:{signal.label}"):
                if label in labels and label not in sights:
                    sights[label] = Sight(sentence.number, text, signal.confidence)
        mood = f"sentiment:{sentence.sentiment}"
        if mood in labels and mood not in sights:
            sure = sentence.sentiment_scores.get(sentence.sentiment, 1.0)
            sights[mood] = Sight(sentence.number, text, sure)
    return sights


def _fact(concern: Concern, team: set[str]) -> ConcernFact:
    moved = [e.date for e in concern.events if e.message in team and e.date is not None]
    return ConcernFact(
        sentence=concern.sentence,
        kind=concern.kind,
        text=concern.text[:TEXT_LENGTH],
        negative=concern.negative or concern.escalation,
        confidence=concern.confidence,
        status=concern.status,
        raised=concern.date,
        answered=min(moved, default=None),
    )
