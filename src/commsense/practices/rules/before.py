"""``before``: the team says it before the client has to."""

from __future__ import annotations

from typing import ClassVar, Literal

from commsense.conversation import Side
from commsense.practices.case import NOT_APPLICABLE, Case, Line, Outcome, met, missed, prove
from commsense.practices.patterns import Pattern, Strict, fit


class Before(Strict):
    """The team's ``first`` comes before the client's ``then``; judged once a thread."""

    kind: Literal["before"]
    first: Pattern
    then: Pattern

    blanks: ClassVar[tuple[str, ...]] = ()


def judge(rule: Before, case: Case) -> Outcome | str:
    """Judge the team's first such message by what the client wrote before it."""
    mine = _fitting(rule.first, case.lines)
    earlier = case.pages[: case.at]
    if not mine or any(_fitting(rule.first, page.of(Side.TEAM)) for page in earlier):
        return NOT_APPLICABLE
    theirs = [hit for page in earlier for hit in _fitting(rule.then, page.of(Side.CLIENT))]
    confidence = max(sure for sure, _ in mine)
    if not theirs:
        return met(prove((line for _, line in mine), *rule.first.any), confidence)
    evidence = prove((line for _, line in theirs), *rule.then.any)
    return missed(evidence, min(confidence, max(sure for sure, _ in theirs)))


def _fitting(pattern: Pattern, lines: tuple[Line, ...]) -> list[tuple[float, Line]]:
    return [(sure, line) for line in lines if (sure := fit(pattern, line)) > 0]
