"""How a later sentence relates to a point: what was quoted, repeated, numbered, in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from commsense.labels import Status
from commsense.ledger import words
from commsense.ledger.lines import Line, most_alike, overlap
from commsense.ledger.points import RECENT, Point, number

_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Reply:
    """The lines of one later message that may speak to a point, as seen from that point.

    ``gap`` counts the messages of that side since the point was raised (0 = the first one).
    """

    lines: tuple[Line, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Closest:
    """How alike a line is to the points before it: the most, by whom, and the second most."""

    best: float = 0.0
    point: int = -1  # position of that point's line
    second: float = 0.0
    points: int = 0  # how many were raised before

    def rival(self, point: Point) -> float:
        """Give how alike the line is to the closest point other than this one."""
        return self.second if self.point == point.line.position else self.best


NONE_BEFORE = Closest()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a point stands when a reply is read.

    ``around`` are the content words of the point's own message, ``trail`` the lines that moved it.
    """

    around: Mapping[str, float]
    closest: Mapping[int, Closest]
    trail: Sequence[Line] = ()
    status: Status = Status.OPEN


def setting(point: Point, reply: Reply, standing: Standing) -> dict[str, float]:
    """Weigh a reply as a whole against a point: the features that all its lines share."""
    features = {
        "alone": float(point.ranks == 1),
        "gap": log2(1 + reply.gap),
        "first reply": float(reply.gap == 0),
        "same message": float(reply.lines[0].turn == point.line.turn),
        "outside": float(reply.lines[0].outside),
        "reply length": log2(len(reply.lines)),
        "one line": float(len(reply.lines) == 1),
        f"now {standing.status.value}": 1.0,
    }
    return {name: value for name, value in features.items() if value}


def relating(point: Point, reply: Reply, standing: Standing) -> list[dict[str, float]]:
    """Weigh each line of a reply against a point: one dict of features for each."""
    alike = [overlap(point.line.weights, line.weights) for line in reply.lines]
    best = max(alike, default=0.0)
    figures = [word for word in point.line.weights if words.is_number(word)]
    wanted = number(point.line.sentence.text)
    outside, opening = reply.lines[0].outside, reply.lines[0]
    rows = []
    for line, likeness in zip(reply.lines, alike, strict=True):
        closest = standing.closest.get(line.position, NONE_BEFORE)
        features = {
            "quoted": _quotes(line, point),
            "alike": likeness,
            f"{point.kind}: alike": likeness,
            "most alike": float(likeness > 0 and likeness == best),
            "alike outside": likeness * outside,
            "alike later": likeness * (reply.gap > 0),
            "alike what was answered": most_alike(line, standing.trail),
            "more alike another": max(0.0, closest.rival(point) - likeness),
            "closest to this": float(likeness > 0 and closest.point == point.line.position),
            "points before": log2(1 + closest.points),
            "alike its message": overlap(standing.around, line.weights),
            "same figure": float(any(word in line.weights for word in figures)),
            "in order": _in_order(point, line),
            "numbered": _numbered(wanted, point, line),
            "next line": float(line.position == point.line.position + 1),
            "opening": float(line is opening),
            "minutes": float(line.either),
        }
        rows.append({name: value for name, value in features.items() if value})
    return rows


def closest(lines: Sequence[Line], points: Sequence[Point]) -> dict[int, Closest]:
    """Compare each line with the latest points before it, once for all points."""
    found: dict[int, Closest] = {}
    before: list[Point] = []
    coming = list(reversed(points))
    for line in lines:
        while coming and coming[-1].line.position < line.position:
            before.append(coming.pop())
        likeness = sorted(
            (
                (overlap(point.line.weights, line.weights), point.line.position)
                for point in before[-RECENT:]
            ),
            reverse=True,
        )
        if likeness:
            best, position = likeness[0]
            second = likeness[1][0] if len(likeness) > 1 else 0.0
            found[line.position] = Closest(best, position, second, len(before))
    return found


def _quotes(line: Line, point: Point) -> float:
    """1 when the line stands under a quote of the point, -1 when under one of something else."""
    span = line.sentence.answers
    if span is None or line.turn == point.line.turn:
        return 0.0
    quoted = _letters(line.message.message.text[span[0] : span[1]])
    asked = _letters(point.line.sentence.text)
    if not quoted or not asked:
        return 0.0
    return 1.0 if asked in quoted or quoted in asked else -1.0


@lru_cache(maxsize=1024)  # a line is held against every point before it
def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text[: words.SEEN].lower())


def _in_order(point: Point, line: Line) -> float:
    if point.ranks == 1:
        return 0.0
    place = (point.rank - 1) / (point.ranks - 1)
    return 0.5 - abs(place - line.share)


def _numbered(wanted: int, point: Point, line: Line) -> float:
    found = number(line.sentence.text)
    if not found or point.ranks == 1:
        return 0.0
    return 1.0 if found == (wanted or point.rank) else -1.0
