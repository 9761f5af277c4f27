"""Which sentences of the team promise something, and what each promise is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from commsense.labels import Status
from commsense.ledger import words
from commsense.ledger.concerns import Followed
from commsense.ledger.due import due
from commsense.ledger.lines import Line, acts
from commsense.settings import Standards

LIKELY = 0.5  # probability from which an act counts where no signal says so


@dataclass(frozen=True, slots=True)
class Promise:
    """A promising line.

    ``day`` is when it is due, ``words`` say so. ``matter`` are the content words of the line
    without those, with a sum of squares of 1. ``points`` are the lines that it answers; ``linked``
    tells, by position, which later lines settled them or raised them again.
    """

    line: Line
    day: date | None
    words: str
    matter: dict[str, float]
    points: tuple[Line, ...]
    linked: Mapping[int, Status]


def promise(line: Line, followed: Sequence[Followed], standards: Standards) -> Promise:
    """Read a promising line, given the concerns of its thread."""
    day, said = due(line.sentence, line.message.message.date, standards)
    points, linked = _answered(line, followed)
    return Promise(line, day, said, _without(line.weights, said), points, linked)


def promises(line: Line) -> bool:
    """Tell whether a line promises something.

    A wish with a date is no promise of the one who wishes, nor is "as promised, …" or "this will
    not be ready".
    """
    sentence, given = line.sentence, acts(line.sentence)
    sure = given.get("commitment", 0.0)
    told = sentence.has("act:commitment") if sentence.find("act") else sure >= LIKELY
    wished = given.get("request", 0.0) > sure
    delivered = "promised" in line.cues and "future" not in line.cues
    return told and not wished and not delivered and not words.declines(sentence.text)


def _answered(
    line: Line, followed: Sequence[Followed]
) -> tuple[tuple[Line, ...], dict[int, Status]]:
    """Give the points that a promise answers and what later befell those that it answers itself.

    "The cause is … . We load less by Friday." answers with its first sentence and promises with
    its second: a promise belongs to what was last answered before it in the message.
    """
    moved = [
        (move.line.position, place, each)
        for each in followed
        for place, move in enumerate(each.moves)
        if move.line.turn == line.turn and move.line.position <= line.position
    ]
    last = max((position for position, _, _ in moved), default=-1)
    linked: dict[int, Status] = {}
    for position, place, each in moved:
        if position == line.position:
            linked |= {
                move.line.position: move.status
                for move in each.moves[place + 1 :]
                if move.status in (Status.RESOLVED, Status.REOPENED)
            }
    return tuple(each.point.line for position, _, each in moved if position == last), linked


def _without(weights: Mapping[str, float], said: str) -> dict[str, float]:
    dropped = set(words.content(said))
    kept = {word: weight for word, weight in weights.items() if word not in dropped} or weights
    size = sqrt(sum(weight * weight for weight in kept.values()))
    return {word: weight / size for word, weight in kept.items()}
