"""The concerns of a thread: what the asking side raised, with the events that moved each."""

from __future__ import annotations

from collections.abc import Sequence

from commsense.assessment import Concern, Event, Status
from commsense.ledger.events import Move, moves
from commsense.ledger.lines import Line, acts
from commsense.ledger.points import Point, raised
from commsense.ledger.replies import index


def follow(thread: str, lines: Sequence[Line]) -> tuple[Concern, ...]:
    """Find each concern and follow it; ``events`` starts with the sentence that raised it."""
    filed = index(lines)
    points = raised(lines)
    by_turn: dict[int, list[Point]] = {}
    for point in points:
        by_turn.setdefault(point.line.turn, []).append(point)
    return tuple(
        _concern(thread, point, moves(point, by_turn[point.line.turn], filed)) for point in points
    )


def _concern(thread: str, point: Point, found: Sequence[Move]) -> Concern:
    line = point.line
    message, sentence = line.message.message, line.sentence
    events = (
        _event(line, Status.OPEN),
        *(_event(move.line, move.status) for move in found),
    )
    return Concern(
        id=f"{message.id}:{sentence.number}",
        thread=thread,
        message=message.id,
        sentence=sentence.number,
        kind=point.kind,
        text=sentence.text,
        status=events[-1].status,
        confidence=point.confidence,
        events=events,
        client=line.message.client,
        person=sentence.person or line.message.person,
        date=message.date,
        negative=sentence.sentiment == "negative",
        escalation=sentence.has("act:escalation") or acts(sentence).get("escalation", 0.0) >= 0.5,
    )


def _event(line: Line, status: Status) -> Event:
    message = line.message.message
    return Event(
        message=message.id,
        sentence=line.sentence.number,
        status=status,
        text=line.sentence.text,
        date=message.date,
        person=line.sentence.person or line.message.person,
    )
