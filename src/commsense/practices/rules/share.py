"""``share``: of what the client raised, enough was dealt with."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commsense.labels import Status, Verdict
from commsense.practices import past
from commsense.practices.case import MOST_EVIDENCE, NO_DATA, Outcome
from commsense.practices.history import ConcernFact, Moment
from commsense.practices.past import Past
from commsense.practices.patterns import Strict
from commsense.practices.working_time import hours_between
from commsense.settings import Standards

Raised = tuple[Moment, ConcernFact]


class Share(Strict):
    """Of a month's concerns at least ``share`` came as far as ``measure``.

    Months with fewer than ``least`` concerns say nothing.
    """

    kind: Literal["share"]
    measure: Literal["answered", "resolved", "in-time"]
    share: float = Field(default=0.8, gt=0, le=1)
    least: int = Field(default=3, gt=0)

    blanks: ClassVar[tuple[str, ...]] = ("count", "total", "month")


def judge_past(rule: Share, case: Past) -> list[Outcome] | str:
    """Count by month."""
    months: dict[str, list[Raised]] = {}
    for moment in case.calling:
        if moment.date is not None and moment.concerns:
            facts = months.setdefault(past.month(moment), [])
            facts.extend((moment, fact) for fact in moment.concerns)
    enough = {month: facts for month, facts in months.items() if len(facts) >= rule.least}
    return [_outcome(rule, case, month, facts) for month, facts in enough.items()] or NO_DATA


def _outcome(rule: Share, case: Past, month: str, raised: list[Raised]) -> Outcome:
    left = [pair for pair in raised if not _done(rule.measure, pair[1], case.standards)]
    done = len(raised) - len(left)
    verdict = Verdict.MET if done >= rule.share * len(raised) else Verdict.MISSED
    shown = (left if verdict is Verdict.MISSED else raised)[:MOST_EVIDENCE]
    evidence = tuple(past.quote(moment, fact) for moment, fact in shown)
    values = {"count": str(done), "total": str(len(raised)), "month": month}
    return Outcome(verdict, evidence, 1.0, values, shown[0][0].message)


def _done(measure: str, fact: ConcernFact, standards: Standards) -> bool:
    if measure == "resolved":
        return fact.status is Status.RESOLVED
    if measure == "answered":
        return fact.status in (Status.ANSWERED, Status.RESOLVED)
    if fact.raised is None or fact.answered is None:
        return False
    return hours_between(fact.raised, fact.answered, standards) <= standards.response_hours
