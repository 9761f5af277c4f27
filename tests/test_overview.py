from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from commsense.conversation import Heading, Kind, Place
from commsense.overview import last_day, moment_of

DAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def headings(*dates: datetime | None) -> list[Heading]:
    return [Heading(str(n), Kind.EMAIL, Place("x"), date=d) for n, d in enumerate(dates)]


def test_the_last_day_is_that_of_the_last_mail() -> None:
    assert last_day(headings(DAY + timedelta(days=3), DAY, None)) == DAY + timedelta(days=3)
    assert last_day(headings(None)) is None


def test_a_wrong_clock_does_not_end_the_archive() -> None:
    dates = [DAY + timedelta(days=n) for n in range(50)]
    assert last_day(headings(*dates, datetime(2038, 1, 19, tzinfo=UTC))) == dates[-1]


def test_a_long_pause_is_no_wrong_clock() -> None:
    old = [DAY + timedelta(days=n) for n in range(20)]
    new = [DAY + timedelta(days=800 + n) for n in range(20)]
    assert last_day(headings(*old, *new)) == new[-1]


def test_ages_count_to_the_last_mail_or_to_the_end_of_the_day_asked_for() -> None:
    assert moment_of(DAY.date(), DAY) == DAY
    assert moment_of(None, None) is None
    asked = moment_of(date(2026, 6, 30), DAY)
    assert asked is not None
    assert (asked.date(), asked.hour) == (date(2026, 6, 30), 23)
