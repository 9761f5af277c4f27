"""What became of a point: the sentences that moved it, from open to resolved or raised again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commsense.assessment import Status
from commsense.ledger.lines import Line
from commsense.ledger.points import Point
from commsense.ledger.relations import Reply, relating
from commsense.ledger.replies import Index, replies
from commsense.ledger.scorer import shares, tables, total


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
    odds = _odds("reply", point, reply, siblings, around)
    limits = tables()["reply"]["limits"]
    strong = [given["answered"] + given["resolved"] for given in odds]
    place = max(range(len(odds)), key=lambda number: (strong[number], -number))
    if strong[place] >= limits["answered"]:
        done = odds[place]["resolved"] >= odds[place]["answered"]
        status = Status.RESOLVED if done else Status.ANSWERED
        return Move(reply.lines[place], status, strong[place])
    heard = [1 - given["none"] for given in odds]
    place = max(range(len(odds)), key=lambda number: (heard[number], -number))
    if heard[place] >= limits["acknowledged"]:
        return Move(reply.lines[place], Status.ACKNOWLEDGED, heard[place])
    return None


def _own(
    point: Point, reply: Reply, siblings: Sequence[Point], around: Mapping[str, float]
) -> Move | None:
    """Read a later message of the one who raised it: settled, or raised again?"""
    odds = _odds("own", point, reply, siblings, around)
    limits = tables()["own"]["limits"]
    best: Move | None = None
    for status in (Status.RESOLVED, Status.REOPENED):
        given = [row[status] for row in odds]
        place = max(range(len(odds)), key=lambda number: (given[number], -number))
        if given[place] >= limits[status] and (best is None or given[place] > best.confidence):
            best = Move(reply.lines[place], status, given[place])
    return best
