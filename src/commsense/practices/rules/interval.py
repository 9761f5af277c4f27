"""``interval``: it comes at a regular interval."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import ClassVar, Literal

from commsense.labels import Verdict
from commsense.practices import past
from commsense.practices.case import NO_DATA, Outcome
from commsense.practices.history import Moment
from commsense.practices.past import Past
from commsense.practices.patterns import Strict
from commsense.practices.standard import Days, days
from commsense.practices.working_time import days_between

Gap = tuple[Moment, datetime, float]


class Interval(Strict):
    """The calling messages of a client come at least every ``limit`` days.

    Every month in which such a wait ends is judged by its longest. ``open_end`` also counts the
    wait from the last message to the day that the archive is read for; ``longest`` leaves out
    waits beyond so many days: the project rested, and nobody was due to write.
    """

    kind: Literal["interval"]
    limit: Days
    open_end: bool = False
    longest: Days | None = None

    blanks: ClassVar[tuple[str, ...]] = ("days", "limit", "month")


def judge_past(rule: Interval, case: Past) -> list[Outcome] | str:
    """Find the longest wait of each month."""
    limit = days(rule.limit, case.standards)
    longest: dict[str, Gap] = {}
    for moment, end, wait in _gaps(rule, case):
        if rule.longest is not None and wait > days(rule.longest, case.standards):
            continue
        month = end.strftime("%Y-%m")
        if month not in longest or wait > longest[month][2]:
            longest[month] = (moment, end, wait)
    return [_outcome(case, month, gap, limit) for month, gap in longest.items()] or NO_DATA


def _gaps(rule: Interval, case: Past) -> list[Gap]:
    dated = [(moment, moment.date) for moment in case.calling if moment.date is not None]
    gaps = [
        (moment, end, days_between(begin, end)) for (moment, begin), (_, end) in pairwise(dated)
    ]
    if rule.open_end and dated and case.end is not None:
        moment, begin = dated[-1]
        gaps.append((moment, case.end, days_between(begin, case.end)))
    return gaps


def _outcome(case: Past, month: str, gap: Gap, limit: float) -> Outcome:
    moment, _, wait = gap
    values = {"days": f"{wait:.0f}", "limit": f"{limit:g}", "month": month}
    verdict = Verdict.MISSED if wait > limit else Verdict.MET
    return Outcome(verdict, past.recall([moment], case.calls), 1.0, values, moment.message)
