"""Whether one reply takes up each point that was raised before it, for a writer who still can.

The ledger decides for an archive, where a reply that says nothing of a point counts as an answer
rather than not, as most do. A writer is told what he passes over, so the same evidence (features
of the reply, and what the model reads in its likeliest lines) is weighed anew, by a logistic
regression for "takes it up" and one for "answers it". ``scripts/fit_uptake.py`` fits both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, log1p, prod

from commsense.assessment import Concern, ReadMessage
from commsense.labels import Status
from commsense.ledger import lines as layout
from commsense.ledger.concerns import Followed, concern, follow
from commsense.ledger.events import gathered, odds
from commsense.ledger.lines import Line
from commsense.ledger.points import NOTICED, Point
from commsense.ledger.reading import Relate
from commsense.ledger.relations import Closest, Reply, Standing, closest
from commsense.ledger.replies import Index, index, replies

LOOKED_AT = 2
"""Lines of the reply that the model is asked about, for each point."""

WAITING = (Status.OPEN, Status.REOPENED)
"""Where a point waits for its first answer, or for a new one."""

_LEAST = 1e-4

Weights = Mapping[str, Mapping[str, float]]
"""By decision the weight of each feature and an offset ``always``.

``taken`` and ``answered``; ``across`` is ``taken`` for a reply in another language, which shares no
words with what it answers.
"""


@dataclass(frozen=True, slots=True)
class Uptake:
    """What a reply does with a point.

    ``taken`` is the chance that it takes it up at all, ``answered`` the chance that it answers it
    if it does; ``line`` is where it most likely does.
    """

    taken: float
    answered: float
    line: Line


@dataclass(frozen=True, slots=True)
class Noticed:
    """A point as the ledger follows it up to the reply, and what the reply does with it.

    ``uptake`` is missing where no model reads two sentences together, where the reply has no line
    that could take it up, and where the point waits for nothing and the ledger sees no move here.
    """

    concern: Concern
    uptake: Uptake | None


def noticed(messages: Sequence[ReadMessage], relate: Relate | None) -> tuple[Noticed, ...]:
    """Weigh what the last message does with each point that may have been raised before it.

    Args:
        messages: of a thread with signals, in order; the last one is the reply.
        relate: a model that tells what a sentence does to a concern, where there is one.
    """
    filed = index(layout.lay_out(messages, ()))
    followed = follow(filed, relate, NOTICED)
    near = closest(filed.lines, [each.point for each in followed])
    last = len(messages) - 1
    thread = messages[0].message.id if messages else ""
    return tuple(
        Noticed(concern(thread, each), _uptake(each, filed, near, last, relate))
        for each in followed
    )


def _uptake(
    followed: Followed,
    filed: Index,
    near: Mapping[int, Closest],
    last: int,
    relate: Relate | None,
) -> Uptake | None:
    point = followed.point
    reply = _reply(point, filed, last)
    if reply is None or relate is None or not _open(followed, last):
        return None
    features, line = evidence(point, reply, _standing(followed, filed, near, last), relate)
    weights = shipped()
    same = point.line.sentence.language == line.sentence.language
    taken = chance(features, weights["taken" if same else "across"])
    return Uptake(taken, chance(features, weights["answered"]), line)


def evidence(
    point: Point, reply: Reply, standing: Standing, relate: Relate
) -> tuple[dict[str, float], Line]:
    """Give the features of a reply beside a point, and the line that most likely takes it up."""
    given = odds("reply", point, reply, standing)
    places = sorted(range(len(given)), key=lambda place: given[place]["none"])[:LOOKED_AT]
    told = relate([(point.line.sentence, reply.lines[place].sentence) for place in places])
    both = [
        (1 - given[place]["none"]) * (1 - row["none"])
        for place, row in zip(places, told, strict=True)
    ]
    best = max(range(len(places)), key=lambda number: both[number])
    features = {
        "ledger": _log_odds(1 - prod(row["none"] for row in given)),
        "ledger answers": _log_odds(max(row["answered"] + row["resolved"] for row in given)),
        "line": _log_odds(both[best]),
        "read": _log_odds(max(1 - row["none"] for row in told)),
        "read any": _log_odds(1 - prod(row["none"] for row in told)),
        "read answers": _log_odds(max(row["answered"] + row["resolved"] for row in told)),
        "read heard": _log_odds(max(row["acknowledged"] for row in told)),
        "length": log1p(len(given)),
        "first reply": float(reply.gap == 0),
        "gap": log1p(reply.gap),
        "points a line": point.ranks / len(given),
        "chinese": float(point.line.sentence.language == "zh"),
        "question": float(point.kind == "question"),
        "concern": float(point.kind == "concern"),
    }
    return features, reply.lines[places[best]]


@cache
def shipped() -> Weights:
    """Read ``uptake.toml``."""
    text = files(__package__).joinpath("uptake.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _reply(point: Point, filed: Index, turn: int) -> Reply | None:
    found = (reply for own, reply in replies(point, filed) if not own)
    return next((reply for reply in found if reply.lines[0].turn == turn), None)


def _open(followed: Followed, turn: int) -> bool:
    """Tell whether a point waits for an answer before message ``turn``, or is moved in it."""
    moves = [move for move in followed.moves if move.line.turn <= turn]
    return not moves or moves[-1].line.turn == turn or moves[-1].status in WAITING


def _standing(followed: Followed, filed: Index, near: Mapping[int, Closest], turn: int) -> Standing:
    """Tell where a point stands before message ``turn``."""
    before = [move for move in followed.moves if move.line.turn < turn]
    return Standing(
        gathered(filed.turns[followed.point.line.turn]),
        near,
        [move.line for move in before],
        before[-1].status if before else Status.OPEN,
    )


def chance(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Weigh features to a chance."""
    total = weights["always"] + sum(weights.get(name, 0.0) * v for name, v in features.items())
    return 1 / (1 + exp(-total))


def _log_odds(chance: float) -> float:
    held = min(max(chance, _LEAST), 1 - _LEAST)
    return log(held / (1 - held))
