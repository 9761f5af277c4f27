"""The concerns of a thread: what the asking side raised, with the events that moved each."""

from __future__ import annotations

from dataclasses import dataclass

from commsense.assessment import Concern, Event
from commsense.labels import Status
from commsense.ledger.events import Move, gathered, moves
from commsense.ledger.lines import Line, acts
from commsense.ledger.points import FOLLOWED, Point, raised
from commsense.ledger.reading import Relate
from commsense.ledger.relations import closest
from commsense.ledger.replies import Index


@dataclass(frozen=True, slots=True)
class Followed:
    """A point with the moves that it went through, in order."""

    point: Point
    moves: tuple[Move, ...]


def follow(
    filed: Index, relate: Relate | None = None, least: str = FOLLOWED
) -> tuple[Followed, ...]:
    """Find what the asking side raised (``least``: see ``points``) and follow each point."""
    points = raised(filed.lines, least)
    near = closest(filed.lines, points)
    around = {turn: gathered(filed.turns[turn]) for turn in {p.line.turn for p in points}}
    return tuple(
        Followed(point, tuple(moves(point, around[point.line.turn], near, filed, relate)))
        for point in points
    )


def concern(thread: str, followed: Followed) -> Concern:
    """Write a followed point down; ``events`` starts with the sentence that raised it."""
    line = followed.point.line
    message, sentence = line.message.message, line.sentence
    events = (
        _event(line, Status.OPEN),
        *(_event(move.line, move.status) for move in followed.moves),
    )
    return Concern(
        id=f"{message.id}:{sentence.number}",
        thread=thread,
        message=message.id,
        sentence=sentence.number,
        kind=followed.point.kind,
        text=sentence.text,
        status=events[-1].status,
        confidence=followed.point.confidence,
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
