"""What a model reads in a later line beside a concern, weighed with what the features say.

The features know order, quotes, names and acts; the model knows what the two sentences say. Their
chances are multiplied (a product of experts, Hinton 2002), the model's against how common each
outcome is and with a power that ``reading.toml`` holds. Only where the features alone leave a
doubt is the model asked, and only about the likeliest lines.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import prod

from commsense.assessment import ReadSentence
from commsense.ledger.guide import Odds
from commsense.ledger.points import Point
from commsense.ledger.relations import Reply

Relate = Callable[[Sequence[tuple[ReadSentence, ReadSentence]]], Sequence[Mapping[str, float]]]
"""Tells for pairs of (concern, later sentence) the chance of each of ``RELATIONS``."""

LOOKED_AT = 1
"""Lines of a message that the model is asked about: with three it was no better, and slower."""
DOUBT = (0.08, 0.95)
"""The chances that a message does anything to a point between which the model is asked."""
LEAST = 0.01


Numbers = Mapping[str, Mapping[str, float]]
"""By decision its ``power``; under ``common`` how common each outcome is."""


def reread(
    table: str,
    point: Point,
    reply: Reply,
    given: Sequence[Odds],
    relate: Relate,
    numbers: Numbers | None = None,
) -> list[Odds]:
    """Weigh the model's reading of a reply with the chances that its features give.

    Args:
        table: the decision: ``reply`` or ``own``.
        point: what was raised.
        reply: the lines of one later message.
        given: the chances of each outcome for each line; one that is 0 stays 0.
        relate: the model.
        numbers: others than those that are shipped.
    """
    found = list(given)
    moved = 1 - prod(row["none"] for row in given)
    if not DOUBT[0] <= moved <= DOUBT[1]:
        return found
    chosen = numbers or shipped()
    power, common = chosen[table]["power"], chosen["common"]
    places = sorted(range(len(given)), key=lambda place: given[place]["none"])[:LOOKED_AT]
    told = relate([(point.line.sentence, reply.lines[place].sentence) for place in places])
    for place, row in zip(places, told, strict=True):
        raised = {
            name: chance * (max(row[name], LEAST) / common[name]) ** power
            for name, chance in given[place].items()
        }
        whole = sum(raised.values())
        found[place] = {name: value / whole for name, value in raised.items()}
    return found


@cache
def shipped() -> Numbers:
    """Read ``reading.toml``."""
    text = files(__package__).joinpath("reading.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
