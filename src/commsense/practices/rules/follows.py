"""``follows``: one thing is followed by another, soon enough."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from commsense.conversation import Side
from commsense.labels import Verdict
from commsense.practices import past
from commsense.practices.case import (
    NO_DATE,
    NOT_APPLICABLE,
    Case,
    Line,
    Outcome,
    Page,
    missed,
    prove,
)
from commsense.practices.past import Past
from commsense.practices.patterns import Pattern, Strict, fit
from commsense.practices.standard import Days, days
from commsense.practices.working_time import days_between


class Follows(Strict):
    """After a calling message, one like ``then`` comes from ``side`` within ``days``."""

    kind: Literal["follows"]
    then: Pattern
    side: Literal["team", "client", "any"] = "team"
    days: Days

    blanks: ClassVar[tuple[str, ...]] = ("days", "limit")


def judge(rule: Follows, case: Case) -> Outcome | str:
    """Look in the message and the later ones of its thread."""
    begin = case.page.message.message.date
    limit = days(rule.days, case.standards)
    for page in case.pages[case.at :]:
        hits = [line for line in _said(page, rule.side) if fit(rule.then, line) > 0]
        date = page.message.message.date
        if hits and (begin is None or date is None or days_between(begin, date) <= limit):
            confidence = max(fit(rule.then, line) for line in hits)
            evidence = prove(hits, *rule.then.any, *rule.then.all)
            return Outcome(Verdict.MET, evidence, min(confidence, case.certainty))
    end = case.as_of or case.pages[-1].message.message.date
    if begin is None or end is None:
        return NO_DATE
    if days_between(begin, end) <= limit:
        return NOT_APPLICABLE
    return missed(
        prove(case.calling, *case.calls), case.certainty, _values(days_between(begin, end), limit)
    )


def judge_past(rule: Follows, case: Past) -> list[Outcome] | str:
    """Look in all later messages of the client's history."""
    limit = days(rule.days, case.standards)
    outcomes = []
    for moment in case.calling:
        outcome = _after(rule, case, moment.date, limit)
        if outcome is not None:
            verdict, confidence, values = outcome
            sure = past.fit(case.calls, moment) if case.calls else 1.0
            evidence = past.recall([moment], case.calls)
            outcomes.append(
                Outcome(verdict, evidence, min(sure, confidence), values, moment.message)
            )
    return outcomes or NOT_APPLICABLE


def _after(
    rule: Follows, case: Past, begin: datetime | None, limit: float
) -> tuple[Verdict, float, dict[str, str]] | None:
    if begin is None:
        return None
    for moment in case.history.moments:
        if moment.date is None or not _speaks(moment.side, rule.side):
            continue
        wait = days_between(begin, moment.date)
        if 0 <= wait <= limit and (sure := past.fit(rule.then, moment)) > 0:
            return Verdict.MET, sure, {}
    end = case.end
    if end is None or days_between(begin, end) <= limit:
        return None
    return Verdict.MISSED, 1.0, _values(days_between(begin, end), limit)


def _values(wait: float, limit: float) -> dict[str, str]:
    return {"days": f"{wait:.0f}", "limit": f"{limit:g}"}


def _said(page: Page, side: str) -> tuple[Line, ...]:
    return page.lines if side == "any" else page.of(Side(side))


def _speaks(side: Side, wanted: str) -> bool:
    return wanted == "any" or side in (Side(wanted), Side.BOTH)
