"""Which sentences raise a concern, request or question that is then followed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from commsense.ledger.lines import MEETINGS, Line, acts, most_alike
from commsense.ledger.scorer import shares, tables, total

KINDS = ("question", "request", "concern")
RECENT = 40  # earlier points that a sentence is compared with
SOME = 0.3  # probability from which an act may be meant
INDIRECT = 0.9  # of "I was wondering whether", 想知道
LIKELY = 0.5  # and from which it most likely is
FOLLOWED, NOTICED = "limits", "noticed"
"""Where ``weights.toml`` holds the chance from which a sentence is followed through an archive, and
the lower one from which a draft is read for what it does about it: there, what is overlooked costs
as much as what is taken for a point and is none."""
_NUMBER = re.compile(r"\s*(?:ad\s+)?[(（]?(\d{1,2}|[一二三四五六七八九十])[.)）、:：]\s?\D")
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十\d])(?:个|点|条|项)|\b(?:question|point|item|no\.?|#)\s?(\d{1,2})\b"
)
_ADDRESSED = re.compile(
    r"\b(?:please|you|your|yours|could|can|would|i|me|my|us)\b|[请您你我]|麻烦|希望|能否|可否",
    re.IGNORECASE,
)
_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)}


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that raises something. ``rank`` of ``ranks`` is its place among its message's."""

    line: Line
    kind: str
    confidence: float
    rank: int
    ranks: int


def raised(lines: Sequence[Line], least: str = FOLLOWED) -> list[Point]:
    """Find the points of the asking side; later notes have a ledger of their own.

    Args:
        lines: of a thread.
        least: ``FOLLOWED`` or ``NOTICED``.
    """
    weights = tables()["raise"]
    limits = weights[least]
    found: list[tuple[Line, float]] = []
    for line in lines:
        if line.outside or not (line.asker or line.either) or not could_raise(line):
            continue
        features = raising(line, lines, [earlier for earlier, _ in found[-RECENT:]])
        confidence = shares(
            {"no": 0.0, "yes": weights["yes"]["always"] + total(features, weights["yes"])}
        )["yes"]
        if confidence >= limits[line.sentence.language]:
            found.append((line, confidence))
    return ranked(found)


def ranked(found: Sequence[tuple[Line, float]]) -> list[Point]:
    """Give each point its kind and its place among the points of its message."""
    counts: dict[int, int] = {}
    for line, _ in found:
        counts[line.turn] = counts.get(line.turn, 0) + 1
    seen: dict[int, int] = {}
    points = []
    for line, confidence in found:
        seen[line.turn] = seen.get(line.turn, 0) + 1
        rank, ranks = seen[line.turn], counts[line.turn]
        points.append(Point(line, kind(line), confidence, rank, ranks))
    return points


def could_raise(line: Line) -> bool:
    """Tell whether a sentence asks or worries at all; the cheap test before the weighing."""
    if content(line) or own_action(line):
        return False
    return asks(line) + worries(line) >= 0.2 or "question mark" in line.features


def own_action(line: Line) -> bool:
    """Tell whether a line of minutes is what its speaker has to do: it names a day, asks nothing.

    "Anna: name three depots by 13 March" is Anna's, whatever it sounds like without her name; one
    that she asks of somebody speaks to him.
    """
    in_minutes = line.message.message.kind in MEETINGS and bool(line.sentence.person)
    dated = line.sentence.has("date:deadline")
    told = "question mark" not in line.features and not _ADDRESSED.search(line.sentence.text)
    return in_minutes and dated and worries(line) < LIKELY and (told or asks(line) < LIKELY)


def content(line: Line) -> bool:
    """Tell whether a sentence says that all is well, with no other sign of a worry."""
    if asks(line) >= SOME or worries(line) >= LIKELY or "question mark" in line.features:
        return False
    scores = line.sentence.sentiment_scores
    pleased = line.sentence.sentiment == "positive" and scores.get("negative", 0.0) < SOME
    return (pleased or "fine" in line.cues) and not line.cues & {"contrast", "again", "unmet"}


def raising(line: Line, lines: Sequence[Line], earlier: Sequence[Line]) -> dict[str, float]:
    """What speaks for and against following a sentence, given the points raised before it."""
    here = [point for point in earlier if point.turn == line.turn]
    before = [point for point in earlier if point.turn != line.turn]
    worry = worries(line) * (1 - asks(line))
    features = dict(line.features)
    features |= {
        "asks": asks(line),
        "worries only": worry,
        "first in message": float(not here),
        "first in thread": float(not earlier),
        "worries after a point here": worry * bool(here),
        "worries after a worry here": worry * any(asks(point) < 0.5 for point in here),
        "worries after a point before": worry * bool(before),
        "right after a point": float(bool(here) and here[-1].position == line.position - 1),
        "like a point here": most_alike(line, here),
        "like a point before": most_alike(line, before),
        "after the other's question": float(_was_asked(line, lines)),
        "list item": float(line.sentence.list_item or number(line.sentence.text) > 0),
        "minutes": float(line.either),
        "chinese asks": asks(line) * line.features.get("chinese", 0.0),
        "chinese worries": worry * line.features.get("chinese", 0.0),
    }
    return {name: value for name, value in features.items() if value}


def asks(line: Line) -> float:
    """How surely a sentence asks a question or makes a request."""
    given = acts(line.sentence)
    indirect = INDIRECT if "indirect" in line.cues else 0.0
    return max(given.get("question", 0.0), given.get("request", 0.0), indirect)


def worries(line: Line) -> float:
    """How surely a sentence raises a concern."""
    return acts(line.sentence).get("concern", 0.0)


def kind(line: Line) -> str:
    """Name what is raised: the likeliest of the three acts, a question where they tie."""
    given = acts(line.sentence)
    return max(KINDS, key=lambda name: (given.get(name, 0.0), -KINDS.index(name)))


@lru_cache(maxsize=1024)  # a line is held against every point before it
def number(text: str) -> int:
    """Give the number that a sentence starts with or names (``2.``, ``ad 2``, 第二个), or 0."""
    found = _NUMBER.match(text[:20])
    digits = found.group(1) if found else ""
    if not digits:
        named = _ORDINAL.search(text[:60].lower())
        digits = (named.group(1) or named.group(2)) if named else ""
    if not digits:
        return 0
    return _DIGITS.get(digits) or (int(digits) if digits.isascii() and digits.isdigit() else 0)


def _was_asked(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether the message before asked the asker something: then this may be the answer."""
    position = line.position - 1
    while position >= 0 and lines[position].turn == line.turn:
        position -= 1
    turn = lines[position].turn if position >= 0 else -1
    while position >= 0 and lines[position].turn == turn:
        if not lines[position].asker and asks(lines[position]) >= 0.5:
            return True
        position -= 1
    return False
