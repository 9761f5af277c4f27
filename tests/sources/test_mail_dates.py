from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from commsense.sources import mail_dates

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Mon, 2 Mar 2026 09:05:00 +0800", datetime(2026, 3, 2, 9, 5, tzinfo=CHINA)),
        ("Mon, 2 Mar 2026 9:5:00 +0800 (CST)", datetime(2026, 3, 2, 9, 5, tzinfo=CHINA)),
        ("2 Mar 26 09:05 GMT", datetime(2026, 3, 2, 9, 5, tzinfo=UTC)),
        ("Mon Mar  2 09:05:00 2026", datetime(2026, 3, 2, 9, 5, tzinfo=UTC)),
        ("2026-03-02 09:05:00 +0800", datetime(2026, 3, 2, 9, 5, tzinfo=CHINA)),
        ("2026-03-02T09:05:00Z", datetime(2026, 3, 2, 9, 5, tzinfo=UTC)),
        ("2026-03-02T09:05:00.123+08:00", datetime(2026, 3, 2, 9, 5, tzinfo=CHINA)),
        ("2026年3月2日 9:05", datetime(2026, 3, 2, 9, 5, tzinfo=UTC)),
        ("Mon, 02-Mar-2026 09:05:60 -0000", datetime(2026, 3, 2, 9, 5, 59, tzinfo=UTC)),
    ],
)
def test_reads(value: str, moment: datetime) -> None:
    assert mail_dates.read(value) == moment


@pytest.mark.parametrize(
    "value",
    ["", "soon", "Mon, 31 Feb 2026 09:00:00 +0800", "Thu, 1 Jan 1970 00:00:00 +0000",
     "2 Mar 9999 00:00 GMT", "2026-13-45", "Mon, 2 Mar 2026 99:99:99 +9999", "," * 500],
)  # fmt: skip
def test_says_nothing_of_what_is_no_date(value: str) -> None:
    assert mail_dates.read(value) is None


def test_a_missing_date_is_taken_from_the_first_relay() -> None:
    relays = ["by b; Tue, 3 Mar 2026 10:00:00 +0000", "by a; Mon, 2 Mar 2026 09:00:00 +0000"]
    moment, note = mail_dates.sent({"date": ["rubbish"], "received": relays})
    assert moment == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert note == "date not readable, taken from Received"


def test_else_from_the_line_of_the_mailbox() -> None:
    moment, note = mail_dates.sent({}, b"From ann@b.example Mon Mar  2 09:05:00 2026")
    assert moment == datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert note == "no date, taken from the mbox"
    assert mail_dates.sent({}, b"From mboxrd@z Thu Jan  1 00:00:00 1970") == (None, "")
