from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.practices.working_time import hours_between, start_of
from commsense.settings import Standards

STANDARDS = Standards()
YEAR_START = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 366 * 24 * 60).map(lambda minutes: YEAR_START + timedelta(minutes=minutes))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-02T10:00", "2026-03-02T12:30", 2.5),
        ("2026-03-02T07:00", "2026-03-02T10:00", 1),  # before the day starts
        ("2026-03-02T17:00", "2026-03-03T10:00", 2),  # over night
        ("2026-03-06T17:00", "2026-03-09T10:00", 2),  # over the weekend
        ("2026-03-07T10:00", "2026-03-08T10:00", 0),  # within it
        ("2026-03-02T12:00", "2026-03-02T10:00", 0),  # the wrong way round
    ],
)
def test_hours_of_the_working_day_count(start, end, hours):
    assert hours_between(at(start), at(end), STANDARDS) == hours


def test_holidays_and_other_weeks_are_the_teams_own():
    standards = Standards(holidays=(date(2026, 3, 3),), workdays=(0, 1, 2, 3, 5))
    assert hours_between(at("2026-03-02T17:00"), at("2026-03-04T10:00"), standards) == 2
    assert hours_between(at("2026-03-06T10:00"), at("2026-03-07T10:00"), standards) == 1


def test_the_clock_is_that_of_the_teams_time_zone():
    shanghai = Standards(timezone="Asia/Shanghai")
    assert hours_between(at("2026-03-02T00:00"), at("2026-03-02T02:00"), shanghai) == 1


def test_dates_at_the_ends_of_the_calendar_are_no_trouble():
    first = datetime(1, 1, 1, tzinfo=UTC)
    last = datetime(9999, 12, 31, tzinfo=UTC)
    assert hours_between(first, last, STANDARDS) == 0
    assert hours_between(datetime(1000, 1, 1, tzinfo=UTC), at("2026-01-01"), STANDARDS) > 1000


@settings(max_examples=60, deadline=None)
@given(MOMENTS, MOMENTS, MOMENTS)
def test_hours_add_up(one, two, three):
    first, second, third = sorted((one, two, three))
    parts = hours_between(first, second, STANDARDS) + hours_between(second, third, STANDARDS)
    assert parts == pytest.approx(hours_between(first, third, STANDARDS))


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(0, 60 * 24 * 30))
def test_hours_never_exceed_the_clock_nor_the_working_days(start, minutes):
    end = start + timedelta(minutes=minutes)
    hours = hours_between(start, end, STANDARDS)
    assert 0 <= hours <= minutes / 60 + 1e-9
    assert hours <= 9 * (minutes / 60 / 24 + 2)


def test_the_start_of_a_day():
    assert start_of(date(2026, 3, 2)) == datetime(2026, 3, 2, tzinfo=UTC)
    assert start_of(None) is None
