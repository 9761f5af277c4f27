"""Expressions of time in English: each line is one, with the span, label and value to be seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.assessment import ReadSentence, Signal
from commsense.conversation import Side
from commsense.signals import dates

WEDNESDAY = datetime(2025, 3, 5, 9, 0, tzinfo=UTC)

# text, what is marked in it, label, value on Wednesday 5 March 2025
EXPRESSIONS = [
    ("We will deliver on 3 March 2025.", "3 March 2025", "date", "2025-03-03"),
    ("Due March 3rd, 2025.", "March 3rd, 2025", "deadline", "2025-03-03"),
    ("Release on 2025-03-14 at 10:00.", "2025-03-14 at 10:00", "date", "2025-03-14"),
    ("On 03/04/2025 we go live.", "03/04/2025", "date", "2025-04-03"),
    ("On 25/12/2025 we close.", "25/12/2025", "date", "2025-12-25"),
    ("On 12/31/2025 we close.", "12/31/2025", "date", "2025-12-31"),
    ("by 3/14", "3/14", "deadline", "2025-03-14"),
    ("Meeting on Friday, 7 March at 3 pm.", "Friday, 7 March at 3 pm.", "date", "2025-03-07"),
    ("See you tomorrow.", "tomorrow", "date", "2025-03-06"),
    ("We'll send it tomorrow morning.", "tomorrow morning", "date", "2025-03-06"),
    ("It is due the day after tomorrow.", "the day after tomorrow", "deadline", "2025-03-07"),
    ("We met on Monday and agreed.", "Monday", "date", "2025-03-03"),
    ("We will meet on Monday.", "Monday", "date", "2025-03-10"),
    ("Next Wednesday works.", "Next Wednesday", "date", "2025-03-12"),
    ("Please reply by next Friday.", "next Friday", "deadline", "2025-03-14"),
    ("COB Friday", "COB Friday", "deadline", "2025-03-07"),
    ("by EOD", "EOD", "deadline", "2025-03-05"),
    ("by close of business tomorrow", "close of business tomorrow", "deadline", "2025-03-06"),
    ("by end of day", "end of day", "deadline", "2025-03-05"),
    ("Deliver by the end of the month.", "the end of the month", "deadline", "2025-03-31"),
    ("by the end of next week", "the end of next week", "deadline", "2025-03-14"),
    ("end of March", "end of March", "date", "2025-03-31"),
    ("in mid-March", "mid-March", "date", "2025-03-15"),
    ("early April 2025", "early April 2025", "date", "2025-04-10"),
    ("in three working days", "in three working days", "date", "2025-03-10"),
    ("within 48 hours", "within 48 hours", "deadline", "2025-03-07"),
    ("within the next two weeks", "within the next two weeks", "deadline", "2025-03-19"),
    ("in 2-3 days", "in 2-3 days", "date", "2025-03-08"),
    ("two weeks ago we fixed it", "two weeks ago", "date", "2025-02-19"),
    ("It takes three days.", "three days", "duration", "P3D"),
    ("It took 5 business days.", "5 business days", "duration", "P5WD"),
    ("a 30-minute call", "30-minute", "duration", "PT30M"),
    ("Q3", "Q3", "date", "2025-09-30"),
    ("by Q3 2025", "Q3 2025", "deadline", "2025-09-30"),
    ("end of Q2", "end of Q2", "date", "2025-06-30"),
    ("in the third quarter", "third quarter", "date", "2025-09-30"),
    ("week 12", "week 12", "date", "2025-03-21"),
    ("CW14", "CW14", "date", "2025-04-04"),
    ("calendar week 15", "calendar week 15", "date", "2025-04-11"),
    ("before Christmas", "Christmas", "deadline", "2025-12-25"),
    ("by the 15th", "the 15th", "deadline", "2025-03-15"),
    ("the 20th of next month", "the 20th of next month", "date", "2025-04-20"),
    ("in 2026", "2026", "date", "2026-12-31"),
    ("next month", "next month", "date", "2025-04-30"),
    ("this week", "this week", "date", "2025-03-07"),
    ("last week", "last week", "date", "2025-02-28"),
    ("early next week", "early next week", "date", "2025-03-11"),
    ("the beginning of next month", "the beginning of next month", "date", "2025-04-05"),
    ("year-end", "year-end", "date", "2025-12-31"),
    ("EOM", "EOM", "date", "2025-03-31"),
    ("by end of year", "end of year", "deadline", "2025-12-31"),
    ("before noon", "noon", "deadline", "2025-03-05"),
    ("at 15:30", "15:30", "time", "15:30"),
    ("by 5 pm on Friday", "5 pm on Friday", "deadline", "2025-03-07"),
    ("by 5pm tomorrow", "5pm tomorrow", "deadline", "2025-03-06"),
    ("soon", "soon", "vague", ""),
    ("as soon as possible", "as soon as possible", "vague", ""),
    ("We'll come back shortly.", "shortly", "vague", ""),
    ("ASAP", "ASAP", "vague", ""),
    ("in due course", "in due course", "vague", ""),
    ("in the coming weeks", "in the coming weeks", "vague", ""),
    ("TBD", "TBD", "vague", ""),
    ("1 May", "1 May", "date", "2025-05-01"),
    ("I sent it on Friday.", "Friday", "date", "2025-02-28"),
    ("On Friday we will test.", "Friday", "date", "2025-03-07"),
    ("Tuesday next week", "Tuesday next week", "date", "2025-03-11"),
    ("Thursday of this week", "Thursday of this week", "date", "2025-03-06"),
    ("next weekend", "next weekend", "date", "2025-03-16"),
    ("the following Monday", "the following Monday", "date", "2025-03-10"),
    ("no later than 14 March", "14 March", "deadline", "2025-03-14"),
    ("Friday at the latest", "Friday at the latest", "deadline", "2025-03-07"),
    ("until further notice", "until further notice", "vague", ""),
    ("between 3 and 5 March", "3 and 5 March", "date", "2025-03-05"),
    ("3-5 March 2025", "3-5 March 2025", "date", "2025-03-05"),
    ("March 3-5", "March 3-5", "date", "2025-03-05"),
    ("Wed, 12 Mar 2025", "Wed, 12 Mar 2025", "date", "2025-03-12"),
    ("on Wed", "Wed", "date", "2025-03-05"),
    ("in a couple of weeks", "in a couple of weeks", "date", "2025-03-19"),
    ("in half an hour", "in half an hour", "date", "2025-03-05"),
    ("in an hour", "in an hour", "date", "2025-03-05"),
    ("two months from now", "two months from now", "date", "2025-05-05"),
    ("H1 2026", "H1 2026", "date", "2026-06-30"),
    ("since 2019", "2019", "date", "2019-12-31"),
    ("12.03.2025", "12.03.2025", "date", "2025-03-12"),
    ("2025/3/9", "2025/3/9", "date", "2025-03-09"),
    ("within 5 working days of receipt", "within 5 working days", "deadline", "2025-03-12"),
    ("over the next two weeks", "two weeks", "duration", "P2W"),
    ("for three weeks", "three weeks", "duration", "P3W"),
    ("half a day", "half a day", "duration", "P0.5D"),
    ("at 9 o'clock", "9 o'clock", "time", "09:00"),
    ("10:00 CET", "10:00 CET", "time", "10:00"),
    ("by three days", "three days", "duration", "P3D"),
    ("deadline is 10 March", "10 March", "deadline", "2025-03-10"),
    ("by tonight", "tonight", "deadline", "2025-03-05"),
    ("last Friday", "last Friday", "date", "2025-02-28"),
    ("this Friday", "this Friday", "date", "2025-03-07"),
    ("this coming Tuesday", "this coming Tuesday", "date", "2025-03-11"),
    ("the end of the quarter", "the end of the quarter", "date", "2025-03-31"),
    ("two years", "two years", "duration", "P2Y"),
    ("a few days", "a few days", "vague", ""),
    ("We start on 1st of June 2025.", "1st of June 2025", "date", "2025-06-01"),
    ("Invoice dated 28-02-2025", "28-02-2025", "date", "2025-02-28"),
    ("the 3rd of April", "3rd of April", "date", "2025-04-03"),
    ("February 2026", "February 2026", "date", "2026-02-28"),
    ("since January", "January", "date", "2025-01-31"),
    ("by 4/20", "4/20", "deadline", "2025-04-20"),
    ("before 30/6", "30/6", "deadline", "2025-06-30"),
    ("tonight", "tonight", "date", "2025-03-05"),
    ("last night", "last night", "date", "2025-03-04"),
    ("yesterday morning", "yesterday morning", "date", "2025-03-04"),
    ("the day before yesterday", "the day before yesterday", "date", "2025-03-03"),
    ("this afternoon", "this afternoon", "date", "2025-03-05"),
    ("COB", "COB", "deadline", "2025-03-05"),
    ("EOB", "EOB", "deadline", "2025-03-05"),
    ("by the end of the working day", "the end of the working day", "deadline", "2025-03-05"),
    ("until Thursday", "Thursday", "deadline", "2025-03-06"),
    ("on Tuesday evening", "Tuesday evening", "date", "2025-03-11"),
    ("the coming Monday", "the coming Monday", "date", "2025-03-10"),
    ("last quarter", "last quarter", "date", "2024-12-31"),
    ("this quarter", "this quarter", "date", "2025-03-31"),
    ("next year", "next year", "date", "2026-12-31"),
    ("early next year", "early next year", "date", "2026-02-28"),
    ("end of the year", "end of the year", "date", "2025-12-31"),
    ("the end of the week", "the end of the week", "date", "2025-03-07"),
    ("month end", "month end", "date", "2025-03-31"),
    ("end of week", "end of week", "date", "2025-03-07"),
    ("within one hour", "within one hour", "deadline", "2025-03-05"),
    ("within 3 months", "within 3 months", "deadline", "2025-06-05"),
    ("in ten days", "in ten days", "date", "2025-03-15"),
    ("after two weeks", "after two weeks", "date", "2025-03-19"),
    ("in 90 minutes", "in 90 minutes", "date", "2025-03-05"),
    ("three weeks ago", "three weeks ago", "date", "2025-02-12"),
    ("six months earlier", "six months earlier", "date", "2024-09-05"),
    ("ten days from now", "ten days from now", "date", "2025-03-15"),
    ("2 hours", "2 hours", "duration", "PT2H"),
    ("four weeks", "four weeks", "duration", "P4W"),
    ("a 3-day delay", "3-day", "duration", "P3D"),
    ("two quarters", "two quarters", "duration", "P6M"),
    ("Q1", "Q1", "date", "2025-03-31"),
    ("Q4 FY26", "Q4 FY26", "date", "2026-12-31"),
    ("first quarter of 2026", "first quarter of 2026", "date", "2026-03-31"),
    ("CW 8", "CW 8", "date", "2025-02-21"),
    ("week 30, 2025", "week 30, 2025", "date", "2025-07-25"),
    ("New Year", "New Year", "date", "2026-01-01"),
    ("Halloween", "Halloween", "date", "2025-10-31"),
    ("due on the 28th", "the 28th", "deadline", "2025-03-28"),
    ("the 31st", "the 31st", "date", "2025-03-31"),
    ("midnight", "midnight", "time", "00:00"),
    ("11 a.m.", "11 a.m.", "time", "11:00"),
    ("7 o'clock", "7 o'clock", "time", "07:00"),
    ("by 16:45", "16:45", "deadline", "2025-03-05"),
    ("in a few days", "in a few days", "vague", ""),
    ("eventually", "eventually", "vague", ""),
    ("at your earliest convenience", "at your earliest convenience", "vague", ""),
    ("for the time being", "for the time being", "vague", ""),
    ("to be confirmed", "to be confirmed", "vague", ""),
    ("one of these days", "one of these days", "vague", ""),
]

NO_DATES = [
    "as soon as we have it",
    "version 2.3.1 is out",
    "IP 192.168.1.10",
    "section 3.2",
    "the ratio is 3:2",
    "it costs $1,999",
    "call 555-12-3456",
    "+1 (555) 123-4567",
    "March is fine",
    "we march on",
    "You may send 3 files",
    "Sun Microsystems",
    "24/7 support",
    "three of them",
    "the 2nd attempt",
    "03.04.25",
    "Step 3 may fail",
    "as soon as the test is done",
]


def read(text: str, moment: datetime | None = WEDNESDAY) -> list[Signal]:
    return dates.detect([ReadSentence(1, 0, len(text), text, "en", Side.TEAM)], moment)[0]


@pytest.mark.parametrize(("text", "span", "label", "value"), EXPRESSIONS)
def test_expression(text: str, span: str, label: str, value: str) -> None:
    (seen,) = read(text)
    assert (text[seen.start : seen.end], seen.label, seen.value) == (span, label, value)


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert read(text) == []


def test_there_are_enough_expressions() -> None:
    assert len(EXPRESSIONS) + len(NO_DATES) >= 120


def test_a_range_is_two_dates() -> None:
    assert [s.value for s in read("from Monday to Thursday")] == ["2025-03-10", "2025-03-06"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I sent it on Friday.", "2025-02-28"),
        ("I will send it on Friday.", "2025-03-07"),
        ("We met on 20 December.", "2024-12-20"),
        ("We will meet on 20 December.", "2025-12-20"),
    ],
)
def test_the_tense_tells_past_from_future(text: str, value: str) -> None:
    assert read(text)[0].value == value


@pytest.mark.parametrize("text", ["tomorrow", "by Friday", "3 March", "end of Q3", "in two weeks"])
def test_relative_dates_have_no_value_without_a_moment(text: str) -> None:
    (seen,) = read(text, None)
    assert seen.value == ""


@pytest.mark.parametrize(("text", "value"), [("3 March 2025", "2025-03-03"), ("three days", "P3D")])
def test_others_have_one_without_a_moment(text: str, value: str) -> None:
    assert read(text, None)[0].value == value


def test_an_ambiguous_order_is_less_sure() -> None:
    assert read("on 03/04/2025")[0].confidence < read("on 25/12/2025")[0].confidence


def test_working_days_skip_the_weekend() -> None:
    friday = WEDNESDAY + timedelta(days=2)
    assert read("in one working day", friday)[0].value == "2025-03-10"


_PIECES = st.sampled_from(
    ["12", "3/4", "31 Feb", " ", "by ", "next ", "week", "Friday", "99:99", "2025-13-45", "Q9",
     "within ", "9999", "years", "ago", "٣", "ſunday", "may", "the 45th", ".", "eod",
     "half an hour"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=8), max_size=12).map("".join), st.booleans())
def test_anything_is_read_and_values_are_iso(text: str, dated: bool) -> None:
    end = 0
    for seen in read(text, WEDNESDAY if dated else None):
        assert end <= seen.start < seen.end <= len(text)
        end = seen.end
        if seen.label in ("date", "deadline") and seen.value:
            date.fromisoformat(seen.value)
