"""``together``: what belongs together stands together."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commsense.practices.case import NOT_APPLICABLE, Case, Line, Outcome, met, missed, prove
from commsense.practices.patterns import EVEN, Pattern, Strict, chance


class Together(Strict):
    """Each calling sentence has all ``needs`` in itself or within ``near`` neighbours.

    ``share`` is how many of the calling sentences must.
    """

    kind: Literal["together"]
    needs: tuple[Pattern, ...] = Field(min_length=1)
    near: int = Field(default=1, ge=0)
    share: float = Field(default=1.0, gt=0, le=1)

    blanks: ClassVar[tuple[str, ...]] = ("count", "total")


def judge(rule: Together, case: Case) -> Outcome | str:
    """Count the calling sentences that lack something."""
    if not case.calling:
        return NOT_APPLICABLE
    chances = [(_complete(rule, case, line), line) for line in case.calling]
    lacking = [(whole, line) for whole, line in chances if whole < EVEN]
    complete = [(whole, line) for whole, line in chances if whole >= EVEN]
    if len(complete) >= rule.share * len(chances):
        labels = [label for need in rule.needs for label in (*need.any, *need.all)]
        sureness = min(whole for whole, _ in complete)
        return met(prove((line for _, line in complete), *labels), case.certainty * sureness)
    values = {"count": str(len(lacking)), "total": str(len(chances))}
    sureness = max(1 - whole for whole, _ in lacking)
    evidence = prove((line for _, line in lacking), *case.calls)
    return missed(evidence, case.certainty * sureness, values)


def _complete(rule: Together, case: Case, line: Line) -> float:
    """Give the probability that a sentence has all that it needs around it."""
    number = line.sentence.number
    around = [near for near in case.lines if abs(near.sentence.number - number) <= rule.near]
    return min(chance(need, around) for need in rule.needs)
