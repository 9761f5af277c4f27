"""Working hours and days between two moments, by the team's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from commsense.settings import Standards

LONGEST_DAYS = 366
"""Longer waits are counted up to here: the figure is then beyond any target anyway."""


def hours_between(start: datetime, end: datetime, standards: Standards) -> float:
    """Give the working hours from ``start`` to ``end`` (both aware); 0 when ``end`` comes first."""
    zone = _zone(standards.timezone)
    # Time zones shift the clock at most a day, so the ends of the calendar are kept clear.
    if start.year <= 1 or end.year >= 9999 or end <= start:
        return 0.0
    begin, finish = start.astimezone(zone), end.astimezone(zone)
    finish = min(finish, begin + timedelta(days=LONGEST_DAYS))
    total = timedelta()
    for number in range((finish.date() - begin.date()).days + 1):
        day = begin.date() + timedelta(days=number)
        if is_workday(day, standards):
            opens = _at(day, standards.workday_start, zone)
            closes = _at(day, standards.workday_end, zone)
            total += max(min(finish, closes) - max(begin, opens), timedelta())
    return total.total_seconds() / 3600


def is_workday(day: date, standards: Standards) -> bool:
    """Tell whether the team works on that day."""
    return day.weekday() in standards.workdays and day not in standards.holidays


def start_of(day: date | None) -> datetime | None:
    """Give the first moment of a day, in UTC.

    An archive that is read for a day may end at any hour of it, so that only what was late when
    the day began is surely late.
    """
    return datetime.combine(day, time.min, tzinfo=UTC) if day else None


def days_between(start: datetime, end: datetime) -> float:
    """Give the calendar days from ``start`` to ``end``, with fractions."""
    return (end - start).total_seconds() / 86400


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
