"""``absent``: something that should not be said is not said."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commsense.practices.case import Case, Outcome, met, missed, prove, quoted
from commsense.practices.patterns import Pattern, fit


class Absent(Pattern):
    """At most ``allowed`` sentences (of all, or of the calling ones) are like the pattern."""

    kind: Literal["absent"]
    reach: Literal["message", "sentence"] = "message"
    allowed: int = Field(default=0, ge=0)

    blanks: ClassVar[tuple[str, ...]] = ("count", "words")


def judge(rule: Absent, case: Case) -> Outcome:
    """Look for sentences that should not be there."""
    lines = case.calling if rule.reach == "sentence" else case.lines
    found = [(fit(rule, line), line) for line in lines]
    offending = [(confidence, line) for confidence, line in found if confidence > 0]
    if len(offending) <= rule.allowed:
        return met(prove(case.calling or case.lines[:1]), case.certainty)
    evidence = prove((line for _, line in offending), *rule.any, *rule.all)
    values = {"count": str(len(offending)), "words": quoted(evidence)}
    confidence = sorted((confidence for confidence, _ in offending), reverse=True)[rule.allowed]
    return missed(evidence, min(confidence, case.certainty), values)
