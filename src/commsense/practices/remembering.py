"""Makes the light records of a client's history from threads."""

from __future__ import annotations

from commsense.assessment import Concern, ReadMessage, ThreadAssessment
from commsense.conversation import Side
from commsense.labels import Status
from commsense.practices.history import ConcernFact, Moment, Sight
from commsense.practices.loading import load

TEXT_LENGTH = 240
"""A remembered sentence is cut here: enough to quote, too little to fill the memory."""


def remember(
    assessment: ThreadAssessment, labels: frozenset[str] | None = None
) -> tuple[Moment, ...]:
    """Make light records of a thread's messages.

    Args:
        assessment: the thread with its concerns.
        labels: the labels to keep (``PracticeSet.archive_labels``); those that the shipped
            practices ask for by default.

    Automatic messages are no contact with anybody and are left out.
    """
    kept = load().archive_labels if labels is None else labels
    return tuple(
        _moment(message, assessment, kept)
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
        opening=next((Sight(s.number, s.text[:TEXT_LENGTH], 1.0) for s in message.sentences), None),
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
        again=tuple(e.date for e in concern.events if e.status is Status.REOPENED and e.date),
    )
