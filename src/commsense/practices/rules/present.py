"""``present``: something that has to be said is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from commsense.conversation import Side
from commsense.practices.case import Case, Line, Outcome, met, missed, prove
from commsense.practices.patterns import EVEN, Pattern, chance

NEAR = 2
EDGE = 3
Reach = Literal["message", "sentence", "near", "edges", "before", "after", "thread"]


class Present(Pattern):
    """A sentence like the pattern stands within ``reach`` of what calls for it."""

    kind: Literal["present"]
    reach: Reach = "message"

    blanks: ClassVar[tuple[str, ...]] = ("count",)


def judge(rule: Present, case: Case) -> Outcome:
    """Look for the sentence that is called for."""
    places = _places(rule.reach, case)
    there = chance(rule, places)
    if there >= EVEN:
        best = max(places, key=lambda line: chance(rule, [line]))
        return met(prove([best], *rule.any, *rule.all), case.certainty * there)
    callers = case.calling or case.lines[:1]
    return missed(
        prove(callers, *case.calls), case.certainty * (1 - there), {"count": str(len(callers))}
    )


def _places(reach: Reach, case: Case) -> Sequence[Line]:
    if reach in ("sentence", "near"):
        return _near(case, 0 if reach == "sentence" else NEAR)
    if reach == "edges":
        inner = case.lines[EDGE:-EDGE]
        listed = [line for line in inner if line.sentence.list_item]
        return [*case.lines[:EDGE], *listed, *case.lines[EDGE:][-EDGE:]]
    if reach == "before":
        earlier = [line for page in case.pages[: case.at] for line in page.of(Side.TEAM)]
        return [*case.lines, *earlier]
    later = [line for page in case.pages[case.at + 1 :] for line in page.lines]
    if reach == "after":
        return [*case.lines, *later]
    if reach == "thread":
        earlier = [line for page in case.pages[: case.at] for line in page.lines]
        return [*case.lines, *earlier, *later]
    return case.lines


def _near(case: Case, distance: int) -> list[Line]:
    at = {line.sentence.number for line in case.calling}
    return [
        line
        for line in case.lines
        if any(abs(line.sentence.number - number) <= distance for number in at)
    ]
