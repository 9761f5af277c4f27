"""Days counted and found in the calendar, and what a reader of dates gives back.

A period stands for its last day, so that something due "in March" is late in April; a week ends
on Friday.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

FRIDAY, SATURDAY = 4, 5
FIRST_DAYS = 5  # "beginning of", 初
EARLY = 10  # "early", 上旬
MIDDLE = 15
RECENT = timedelta(days=60)  # a day without a year is rather this one than the next one a year on


@dataclass(frozen=True, slots=True)
class Moment:
    """What dates are reckoned from: the day of writing, if known, and whether the past is meant."""

    today: date | None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of time at ``text[start:end]``; ``value`` is ISO 8601 or empty."""

    start: int
    end: int
    label: str  # "date", "deadline", "duration", "time" or "vague"
    value: str
    confidence: float

    @property
    def length(self) -> int:
        """Characters covered."""
        return self.end - self.start


def iso(day: date | None) -> str:
    """Write a day in ISO form, an unknown one as nothing."""
    return day.isoformat() if day else ""


def day_of(year: int, month: int, day: int) -> date | None:
    """Make a date, or nothing if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plus(day: date, count: int) -> date | None:
    """Add days; nothing when the calendar ends."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def plus_working_days(day: date, count: int) -> date | None:
    """Add working days, Monday to Friday; public holidays are not known."""
    count = min(count, 10_000)
    step = 1 if count >= 0 else -1
    for _ in range(abs(count)):
        day += timedelta(days=step)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=step)
    return day


def plus_months(day: date, count: int) -> date | None:
    """Add months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def later(day: date, count: float, unit: str) -> date | None:
    """Add a duration. ``unit`` is H, D, WD (working days), W, M, Q or Y."""
    if abs(count) > 10_000:
        return None
    if unit == "H":
        return plus(day, int(count // 24) + (1 if count % 24 > 12 else 0))
    if unit == "WD":
        return plus_working_days(day, int(count))
    if unit in "DW":
        return plus(day, round(count * (7 if unit == "W" else 1)))
    months = count * {"M": 1, "Q": 3, "Y": 12}[unit]
    return plus(day, 15) if months == 0.5 else plus_months(day, int(months))


def duration(count: float, unit: str) -> str:
    """Write a duration in ISO form (``P3D``, ``PT4H``); working days as ``P3WD``."""
    if unit == "Q":
        count, unit = count * 3, "M"
    if unit == "H" and count == 0.5:
        count, unit = 30, "MIN"
    amount = f"{count:g}"
    return (
        f"PT{amount}{'H' if unit == 'H' else 'M'}" if unit in ("H", "MIN") else f"P{amount}{unit}"
    )


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def in_month(year: int, month: int, part: str) -> date | None:
    """Give the day for a part of a month: ``begin``, ``early``, ``mid`` or ``end`` (also empty)."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None
    day = {"begin": FIRST_DAYS, "early": EARLY, "mid": MIDDLE}.get(part)
    return date(year, month, day) if day else month_end(year, month)


def quarter_end(year: int, quarter: int) -> date | None:
    """Give the last day of a quarter."""
    return in_month(year, quarter * 3, "end")


def in_week(today: date, weeks: int, part: str = "end") -> date | None:
    """Give the day for a part of the week that is ``weeks`` after this one."""
    monday = plus(today, 7 * weeks - today.weekday())
    offset = {"begin": 0, "early": 1, "mid": 2}.get(part, FRIDAY)
    if weeks == 0 and today.weekday() > FRIDAY:
        offset = 6
    return plus(monday, offset) if monday else None


def iso_week(year: int, week: int) -> date | None:
    """Give the Friday of a calendar week (ISO 8601)."""
    try:
        return date.fromisocalendar(year, week, FRIDAY + 1)
    except ValueError:
        return None


def weekday(today: date, number: int, past: bool) -> date | None:
    """Give the weekday (Monday 0) that is meant: today or the next one, or the last one."""
    if past:
        return plus(today, -((today.weekday() - number) % 7))
    return plus(today, (number - today.weekday()) % 7)


def without_year(moment: Moment, month: int, day: int) -> date | None:
    """Give the year that is meant with a day and month: the next one, or the last one if past."""
    if moment.today is None:
        return None
    today = moment.today
    days = [day_of(today.year + n, month, day) for n in (-1, 0, 1)]
    return _meant([d for d in days if d], today, moment.past)


def coming(moment: Moment, month: int, day: int) -> date | None:
    """Give the next such day of the year, or the last one if the past is meant."""
    if moment.today is None or moment.past:
        return without_year(moment, month, day)
    this_year = day_of(moment.today.year, month, day)
    if this_year and this_year >= moment.today:
        return this_year
    return day_of(moment.today.year + 1, month, day)


def day_in_month(moment: Moment, day: int, months: int | None) -> date | None:
    """Give the day of this month (0), the next (1) …, or of the month that is meant (``None``)."""
    if moment.today is None:
        return None
    first = moment.today.replace(day=1)
    offsets = [months] if months is not None else [-1, 0, 1]
    starts = [m for m in (plus_months(first, n) for n in offsets) if m]
    days = [d for d in (day_of(m.year, m.month, day) for m in starts) if d]
    if months is not None:
        return days[0] if days else None
    ahead = [d for d in days if (d <= moment.today if moment.past else d >= moment.today)]
    return (max(ahead) if moment.past else min(ahead)) if ahead else None


def _meant(candidates: list[date], today: date, past: bool) -> date | None:
    if past:
        return max((d for d in candidates if d <= today), default=None)
    return min((d for d in candidates if d >= today - RECENT), default=None)


def longest(found: Iterable[Found], text: str) -> list[Found]:
    """Keep the longest of expressions that overlap, the surer of equals, in reading order."""
    taken = bytearray(len(text))
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.length, -f.confidence, f.start)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"1" * one.length
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
