"""``within``: it is done in time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from commsense.assessment import Concern, Evidence
from commsense.labels import Verdict
from commsense.practices.case import NO_DATE, NOT_APPLICABLE, Case, Outcome, prove
from commsense.practices.exchange import Wanted, quote, raised, replies, turn
from commsense.practices.patterns import Strict
from commsense.practices.rules.answered import ConcernKind
from commsense.practices.working_time import hours_between


class Within(Strict):
    """A concern is answered within working hours, or a message written within days of a date.

    ``since = "concern"`` takes the hours from a client's message to the team's first one after
    it (of several in a row the first one counts); ``since = "date"`` the days from the earliest
    date in the calling sentences to their message.
    """

    kind: Literal["within"]
    limit: Literal["response_hours", "report_days"]
    since: Literal["concern", "date"] = "concern"
    kinds: tuple[ConcernKind, ...] = ("question", "request", "concern")
    negative: bool = False
    sure: float = Field(default=0.0, ge=0, le=1)

    blanks: ClassVar[tuple[str, ...]] = ("hours", "days", "limit")


def judge(rule: Within, case: Case) -> Outcome | str:
    """Measure the time."""
    return _since_date(rule, case) if rule.since == "date" else _since_concern(rule, case)


def _since_concern(rule: Within, case: Case) -> Outcome | str:
    wanted = Wanted(rule.kinds, rule.negative, rule.sure)
    concerns = raised(case, wanted, [case.page])
    if not concerns or raised(case, wanted, turn(case)[:-1]):
        return NOT_APPLICABLE
    answers = replies(case)
    asked = case.page.message.message.date
    answer = answers[0].message.message if answers else None
    until = answer.date if answer else case.as_of
    if asked is None or until is None or until < asked:
        return NO_DATE
    hours = hours_between(asked, until, case.standards)
    late = hours > case.standards.response_hours
    if answer is None and not late:
        return NOT_APPLICABLE
    values = {"hours": f"{hours:.0f}", "limit": f"{case.standards.response_hours:g}"}
    confidence = max(concern.confidence for concern in concerns)
    verdict = Verdict.MISSED if late else Verdict.MET
    return Outcome(verdict, _first(concerns), confidence, values, answer.id if answer else "")


def _since_date(rule: Within, case: Case) -> Outcome | str:
    sent = case.page.message.message.date
    if sent is None:
        return NO_DATE
    days = [
        (sent.date() - day).days for signal in _dates(case) if (day := _day(signal)) is not None
    ]
    past = [number for number in days if number >= 0]
    if not past:
        return NOT_APPLICABLE
    limit = getattr(case.standards, rule.limit)
    verdict = Verdict.MISSED if max(past) > limit else Verdict.MET
    values = {"days": str(max(past)), "limit": f"{limit:g}"}
    return Outcome(verdict, prove(case.calling, "date"), case.certainty, values)


def _first(concerns: tuple[Concern, ...]) -> tuple[Evidence, ...]:
    return (quote(concerns[0]),)


def _dates(case: Case) -> list[str]:
    return [s.value for line in case.calling for s in line.seen.get("date:date", ())]


def _day(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC).date()
    except ValueError:
        return None
