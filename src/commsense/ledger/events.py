"""What became of a point: the sentences that moved it, from open to resolved or raised again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commsense.assessment import Status
from commsense.ledger.lines import Line
from commsense.ledger.points import Point
from commsense.ledger.relations import Reply, relating
from commsense.ledger.replies import Index, replies
from commsense.ledger.scorer import Weights, shares, tables, total

Odds = Mapping[str, float]  # probability by outcome of one line


@dataclass(frozen=True, slots=True)
class Move:
    """A line that moves a point to ``status``, and how sure that is."""

    line: Line
    status: Status
    confidence: float


def moves(point: Point, siblings: Sequence[Point], filed: Index) -> list[Move]:
    """Follow one point through the messages after it.

    Args:
        point: what was raised.
        siblings: the points raised in the same message, this one among them.
        filed: the lines of the thread and of the later notes.
    """
    around = gathered(filed.turns[point.line.turn])
    status = Status.OPEN
    found: list[Move] = []
    for own, reply in replies(point, filed):
        move = (_own if own else _others)(point, reply, siblings, around)
        if move is not None and allowed(status, move.status):
            found.append(move)
            status = move.status
    return found


def allowed(now: Status, then: Status) -> bool:
    """Tell whether a point can go from one status to another (see the label guide)."""
    if then is Status.ACKNOWLEDGED:
        return now in (Status.OPEN, Status.REOPENED)
    if then is Status.ANSWERED:
        return now in (Status.OPEN, Status.ACKNOWLEDGED, Status.REOPENED)
    if then is Status.REOPENED:
        return now in (Status.ANSWERED, Status.RESOLVED)
    return now is not Status.RESOLVED


def gathered(lines: Sequence[Line]) -> dict[str, float]:
    """Add up the content words of a message to a bag of length 1."""
    bag: dict[str, float] = {}
    for line in lines:
        for word, weight in line.weights.items():
            bag[word] = bag.get(word, 0.0) + weight
    size = sum(weight * weight for weight in bag.values()) ** 0.5
    return {word: weight / size for word, weight in bag.items()} if size else {}


def by_kind(kind: str, line: Line) -> dict[str, float]:
    """What a line does by itself, once for all kinds of point and once for this kind."""
    named = {f"{kind}: {name}": value for name, value in line.features.items() if "act " in name}
    return line.features | named


def _odds(
    table: str,
    point: Point,
    reply: Reply,
    siblings: Sequence[Point],
    around: Mapping[str, float],
) -> list[dict[str, float]]:
    weights = {name: given for name, given in tables()[table].items() if name != "limits"}
    rows = relating(point, reply, siblings, around)
    return [
        shares(
            {"none": 0.0}
            | {
                name: given["always"] + total(row, given) + total(by_kind(point.kind, line), given)
                for name, given in weights.items()
            }
        )
        for line, row in zip(reply.lines, rows, strict=True)
    ]


def _others(
    point: Point, reply: Reply, siblings: Sequence[Point], around: Mapping[str, float]
) -> Move | None:
    """Read a message of the other side: does it answer, or at least show that it was heard?"""
    return replied(
        reply, _odds("reply", point, reply, siblings, around), tables()["reply"]["limits"]
    )


def _own(
    point: Point, reply: Reply, siblings: Sequence[Point], around: Mapping[str, float]
) -> Move | None:
    """Read a later message of the one who raised it: settled, or raised again?"""
    return returned(reply, _odds("own", point, reply, siblings, around), tables()["own"]["limits"])


def replied(reply: Reply, odds: Sequence[Odds], limits: Weights) -> Move | None:
    """Decide what a message of the other side does to a point.

    The chance that any of its lines answers is weighed, so that an answer spread over many lines
    counts; the likeliest line is the evidence.
    """
    done, sure = _any(odds, ("resolved",))
    answering, answered = _any(odds, ("answered", "resolved"))
    if answered >= limits["answered"]:
        if sure >= limits["resolved"]:
            return Move(reply.lines[done], Status.RESOLVED, sure)
        return Move(reply.lines[answering], Status.ANSWERED, answered)
    place, heard = _any(odds, ("acknowledged", "answered", "resolved"))
    if heard >= limits["acknowledged"]:
        return Move(reply.lines[place], Status.ACKNOWLEDGED, heard)
    return None


def returned(reply: Reply, odds: Sequence[Odds], limits: Weights) -> Move | None:
    """Decide what a later message of the point's own side does to it."""
    best: Move | None = None
    for status in (Status.RESOLVED, Status.REOPENED):
        place, sure = _any(odds, (status.value,))
        if sure >= limits[status] and (best is None or sure > best.confidence):
            best = Move(reply.lines[place], status, sure)
    return best


def _any(odds: Sequence[Odds], names: tuple[str, ...]) -> tuple[int, float]:
    """Give the line likeliest to do one of ``names`` and the chance that any line does."""
    chances = [sum(row[name] for name in names) for row in odds]
    none = 1.0
    for chance in chances:
        none *= 1 - chance
    return max(range(len(odds)), key=lambda place: (chances[place], -place)), 1 - none
