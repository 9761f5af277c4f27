"""What became of a point: the sentences that moved it, from open to resolved or raised again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commsense.labels import Status
from commsense.ledger.guide import Odds, held
from commsense.ledger.lines import Line
from commsense.ledger.points import Point
from commsense.ledger.reading import Relate, reread
from commsense.ledger.relations import Closest, Reply, Standing, relating, setting
from commsense.ledger.replies import Index, replies
from commsense.ledger.scorer import Tables, Weights, shares, tables, total


@dataclass(frozen=True, slots=True)
class Move:
    """A line that moves a point to ``status``, and how sure that is."""

    line: Line
    status: Status
    confidence: float


def moves(
    point: Point,
    around: Mapping[str, float],
    near: Mapping[int, Closest],
    filed: Index,
    relate: Relate | None = None,
) -> list[Move]:
    """Follow one point through the messages after it.

    Args:
        point: what was raised.
        around: the content words of its message (see ``gathered``).
        near: how alike each line is to the points before it.
        filed: the lines of the thread and of the later notes.
        relate: a model that reads two sentences together.
    """
    status = Status.OPEN
    found: list[Move] = []
    for own, reply in replies(point, filed):
        if status is Status.RESOLVED and not own:
            continue  # only the point's own side can raise it again
        standing = Standing(around, near, [move.line for move in found], status)
        table = "own" if own else "reply"
        given = odds(table, point, reply, standing, alone=filed.alone)
        if relate is not None:
            given = reread(table, point, reply, given, relate)
        move = (returned if own else replied)(reply, given, tables()[table]["limits"])
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


def odds(
    table: str,
    point: Point,
    reply: Reply,
    standing: Standing,
    given: Tables | None = None,
    alone: dict[tuple[str, str, int], dict[str, float]] | None = None,
) -> list[Odds]:
    """Give the chance of each outcome for each line of a reply.

    Args:
        table: the decision: ``reply`` or ``own``.
        point: what was raised.
        reply: the lines of one later message.
        standing: where the point stands.
        given: other weights than the shipped ones.
        alone: what lines weigh by themselves, kept from point to point (``Index.alone``).
    """
    weights = {name: row for name, row in (given or tables())[table].items() if name != "limits"}
    known = {} if alone is None else alone
    whole = setting(point, reply, standing)
    always = {name: kind["always"] + total(whole, kind) for name, kind in weights.items()}
    found = []
    for line, row in zip(reply.lines, relating(point, reply, standing), strict=True):
        key = (table, point.kind, line.position)
        if key not in known:
            features = by_kind(point.kind, line)
            known[key] = {name: total(features, kind) for name, kind in weights.items()}
        own = known[key]
        sums = {name: always[name] + own[name] + total(row, kind) for name, kind in weights.items()}
        found.append(held(point, line, row, shares({"none": 0.0} | sums)))
    return found


def replied(reply: Reply, lines: Sequence[Odds], limits: Weights) -> Move | None:
    """Decide what a message of the other side does to a point.

    The chance that any of its lines answers is weighed, so that an answer spread over many lines
    counts; the likeliest line is the evidence.
    """
    done, sure = _any(lines, ("resolved",))
    answering, answered = _any(lines, ("answered", "resolved"))
    if answered >= limits["answered"]:
        if sure >= limits["resolved"]:
            return Move(reply.lines[done], Status.RESOLVED, sure)
        if lines[answering]["resolved"] > lines[answering]["answered"]:
            return Move(reply.lines[answering], Status.RESOLVED, answered)
        return Move(reply.lines[answering], Status.ANSWERED, answered)
    place, heard = _any(lines, ("acknowledged", "answered", "resolved"))
    if heard >= limits["acknowledged"]:
        return Move(reply.lines[place], Status.ACKNOWLEDGED, heard)
    return None


def returned(reply: Reply, lines: Sequence[Odds], limits: Weights) -> Move | None:
    """Decide what a later message of the point's own side does to it."""
    best: Move | None = None
    for status in (Status.RESOLVED, Status.REOPENED):
        place, sure = _any(lines, (status.value,))
        if sure >= limits[status] and (best is None or sure > best.confidence):
            best = Move(reply.lines[place], status, sure)
    return best


def _any(lines: Sequence[Odds], names: tuple[str, ...]) -> tuple[int, float]:
    """Give the line likeliest to do one of ``names`` and the chance that any line does."""
    chances = [sum(row[name] for name in names) for row in lines]
    none = 1.0
    for chance in chances:
        none *= 1 - chance
    return max(range(len(lines)), key=lambda place: (chances[place], -place)), 1 - none
