"""``together``: what belongs together stands together."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commsense.practices.case import NOT_APPLICABLE, Case, Line, Outcome, met, missed, prove
from commsense.practices.patterns import Pattern, Strict, doubt, fit


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
    lacking = [(gap, line) for line in case.calling if (gap := _gap(rule, case, line)) is not None]
    total = len(case.calling)
    if total - len(lacking) >= rule.share * total:
        labels = [label for need in rule.needs for label in (*need.any, *need.all)]
        whole = [line for line in case.calling if all(line is not other for _, other in lacking)]
        return met(prove(whole, *labels), case.certainty)
    values = {"count": str(len(lacking)), "total": str(total)}
    sureness = max(1 - gap for gap, _ in lacking)
    return missed(prove(line for _, line in lacking), case.certainty * sureness, values)


def _gap(rule: Together, case: Case, line: Line) -> float | None:
    """Give the doubt about what a sentence lacks, or None when it lacks nothing."""
    number = line.sentence.number
    around = [near for near in case.lines if abs(near.sentence.number - number) <= rule.near]
    doubts = [
        doubt(need, around) for need in rule.needs if not any(fit(need, near) for near in around)
    ]
    return min(doubts, default=None)
