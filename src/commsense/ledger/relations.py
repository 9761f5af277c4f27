"""How a later sentence relates to a point: what was quoted, repeated, numbered, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from commsense.ledger import words
from commsense.ledger.lines import Line, overlap
from commsense.ledger.points import Point, number


@dataclass(frozen=True, slots=True)
class Reply:
    """The lines of one later message that may speak to a point, as seen from that point.

    ``gap`` counts the messages of that side since the point was raised (0 = the first one).
    """

    lines: tuple[Line, ...]
    gap: int


def relating(
    point: Point, reply: Reply, siblings: Sequence[Point], around: Mapping[str, float]
) -> list[dict[str, float]]:
    """Weigh each line of a reply against a point: one dict of features for each.

    ``siblings`` are the points of the same message, this one among them; ``around`` are the
    content words of that whole message.
    """
    alike = [overlap(point.line.weights, line.weights) for line in reply.lines]
    best = max(alike, default=0.0)
    figures = {word for word in point.line.weights if words.is_number(word)}
    wanted = number(point.line.sentence.text) or 0
    shared = {
        "alone": float(point.ranks == 1),
        "gap": log2(1 + reply.gap),
        "first reply": float(reply.gap == 0),
        "same message": float(reply.lines[0].turn == point.line.turn),
        "outside": float(reply.lines[0].outside),
        "reply length": log2(len(reply.lines)),
        "one line": float(len(reply.lines) == 1),
    }
    rows = []
    for line, likeness in zip(reply.lines, alike, strict=True):
        rival = max(
            (overlap(other.line.weights, line.weights) for other in siblings if other is not point),
            default=0.0,
        )
        rows.append(
            shared
            | {
                "quoted": _quotes(line, point),
                "alike": likeness,
                "most alike": float(likeness > 0 and likeness == best),
                "alike outside": likeness * shared["outside"],
                "alike later": likeness * (reply.gap > 0),
                "more alike another": max(0.0, rival - likeness),
                "alike its message": overlap(dict(around), line.weights),
                "same figure": float(any(word in line.weights for word in figures)),
                "in order": _in_order(point, line),
                "numbered": _numbered(wanted, point, line),
                "next line": float(line.position == point.line.position + 1),
                "opening": float(line is reply.lines[0]),
                "minutes": float(line.either),
            }
        )
    return rows


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


def _letters(text: str) -> str:
    return "".join(character for character in text[: words.SEEN].lower() if character.isalnum())


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
