"""Where an answer to a point may stand: messages soon after it, or sharing its rare words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from commsense.ledger.lines import Line, overlap
from commsense.ledger.points import Point
from commsense.ledger.relations import Reply

NEAR = 10  # messages after the point that are always looked at
FAR = 10  # later messages that are looked at because they share rare words
LINES = 80  # lines of one message that are looked at
OUTSIDE = 0.2
"""Cosine from which a line of other notes may speak to a point, with at least two words in common.

Of the labelled authored threads, one point in 60 finds such a line in a thread that has nothing to
do with it; with one word in common, one in 15.
"""
_RARE = 30  # a word in more lines than this leads nowhere
_WORDS = 6  # rare words of a point that are looked up


@dataclass(frozen=True, slots=True)
class Index:
    """The lines by message and by content word, so that a long thread stays near linear.

    ``alone`` keeps what each line weighs by itself, by decision, kind of point and position.
    """

    lines: Sequence[Line] = ()
    turns: dict[int, list[Line]] = field(default_factory=dict)
    words: dict[str, list[Line]] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    alone: dict[tuple[str, str, int], dict[str, float]] = field(default_factory=dict)


def index(lines: Sequence[Line]) -> Index:
    """File the lines by message and by content word."""
    filed = Index(lines)
    for line in lines:
        filed.turns.setdefault(line.turn, []).append(line)
        for word in line.weights:
            filed.words.setdefault(word, []).append(line)
    filed.order.extend(sorted(filed.turns))
    return filed


def replies(point: Point, filed: Index) -> list[tuple[bool, Reply]]:
    """Give the later messages that may move a point, in order.

    Each comes as (asker's own, reply): the lines of a message by the point's own side, or by the
    others; lines of nobody in particular (minutes) count as the others'. Of notes outside the
    thread, only the lines on the same matter are given.
    """
    gaps = {True: 0, False: 0}
    found = []
    for turn in _turns(point, filed):
        later = [
            line
            for line in filed.turns[turn]
            if line.position > point.line.position
            and (not line.outside or same_matter(point.line, line))
        ]
        for own in (False, True):
            spoken = tuple(line for line in later if line.speaks_for(point.line) is own)[:LINES]
            if spoken and not (own and turn == point.line.turn):
                found.append((own, Reply(spoken, gaps[own])))
                gaps[own] += 1
    return found


def same_matter(one: Line, other: Line) -> bool:
    """Tell whether two lines surely speak of the same thing, with nothing but their words to go by.

    One rare word in common ("plan", 验收) is not enough: a project has many plans.
    """
    shared = one.weights.keys() & other.weights.keys()
    return len(shared) >= 2 and overlap(one.weights, other.weights) >= OUTSIDE


def _turns(point: Point, filed: Index) -> list[int]:
    start = bisect_right(filed.order, point.line.turn - 1)
    near = [turn for turn in filed.order[start : start + NEAR + 1] if not _outside(filed, turn)]
    last = near[-1] if near else point.line.turn
    rare = sorted(point.line.weights.items(), key=lambda item: (-item[1], item[0]))[:_WORDS]
    far = {
        line.turn
        for word, _ in rare
        if len(filed.words[word]) <= _RARE
        for line in filed.words[word]
        if line.turn > last
    }
    return near + sorted(far)[:FAR]


def _outside(filed: Index, turn: int) -> bool:
    return filed.turns[turn][0].outside
