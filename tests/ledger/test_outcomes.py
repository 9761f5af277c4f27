"""What later messages say of a promise in so many words, in both languages."""

from __future__ import annotations

import pytest
from ledger_threads import CLIENT, TEAM, by, say, track

from commsense.assessment import Commitment, Signal
from commsense.labels import Kept, Origin

ASKED = {
    "en": ("Could you tell us who comes to the training, and when?", "question"),
    "zh": ("请问移动端多少钱，要多长时间？", "question"),
}
TEXTS = "I will send you the texts of both languages by Friday, 20 March."
QUOTE = "我6月26日前把报价和工期发给您。"


def promised(text: str, words: str, day: str, written: str, language: str = "en"):
    return [
        say("m1", CLIENT, ASKED[language], day=written, language=language),
        say(
            "m2",
            TEAM,
            (text, "commitment", by(text, words, day)),
            day=written,
            language=language,
        ),
    ]


def texts():
    return promised(TEXTS, "by Friday, 20 March", "2026-03-20", "2026-03-18")


def quote():
    return promised(QUOTE, "6月26日前", "2026-06-26", "2026-06-16", "zh")


def first(*messages) -> Commitment:
    return track(*messages).commitments[0]


@pytest.mark.parametrize(
    ("day", "kept"), [("2026-03-19", "kept"), ("2026-03-20", "kept"), ("2026-03-23", "late")]
)
def test_as_promised_is_its_delivery(day, kept) -> None:
    text = "attached are the reminder texts in English and Chinese, as promised."
    ledger = track(*texts(), say("m3", TEAM, (text, "commitment"), day=day))
    assert [each.kept.value for each in ledger.commitments] == [kept]


@pytest.mark.parametrize(("day", "kept"), [("2026-06-26", "kept"), ("2026-06-28", "late")])
def test_as_promised_in_chinese(day, kept) -> None:
    text = "按约定，报价见附件。"
    reply = say("m3", TEAM, (text, "status"), day=day, language="zh")
    assert first(*quote(), reply).kept == kept


def test_as_promised_of_another_matter_keeps_nothing() -> None:
    text = "As promised, the invoice for the chairs was cancelled."
    reply = say("m3", TEAM, (text, "status"), day="2026-03-19")
    assert first(*texts(), reply).kept is Kept.UNKNOWN


@pytest.mark.parametrize(
    ("begun", "text", "day", "language"),
    [
        (texts, "We have not received the texts.", "2026-03-24", "en"),
        (texts, "The texts were promised for last week.", "2026-03-24", "en"),
        (quote, "报价还没有收到，领导今天又问了。", "2026-06-30", "zh"),
        (quote, "说好的报价呢？", "2026-06-30", "zh"),
    ],
)
def test_a_plain_complaint_after_the_day(begun, text, day, language) -> None:
    messages = begun()
    due = messages[1].sentences[0].find("date")[0].value
    later = say("m3", CLIENT, (text, ""), day=day, language=language)
    on_the_day = say("m3", CLIENT, (text, ""), day=due, language=language)
    assert first(*messages, later).kept is Kept.MISSED
    assert first(*messages, on_the_day).kept is Kept.UNKNOWN


def test_a_complaint_of_another_matter_misses_nothing() -> None:
    other = say("m3", CLIENT, ("The new chairs have not arrived.", "concern"), day="2026-03-30")
    assert first(*texts(), other).kept is Kept.UNKNOWN


def test_a_complaint_that_names_the_day_then_done_is_late() -> None:
    asked = "In Leeds it took 40 seconds to open the list of orders."
    cause = "The list of orders loads everything since 2019."
    text = "Omar has this ready by Friday, 10 April."
    named = "It was promised for Friday."
    friday = (Signal("date", "date", 20, 26, 1.0, Origin.RULE, "2026-04-10"),)
    messages = [
        say("m1", CLIENT, (asked, "concern"), day="2026-04-07"),
        say(
            "m2",
            TEAM,
            (cause, "cause"),
            (text, "commitment", by(text, "by Friday, 10 April", "2026-04-10")),
            day="2026-04-07",
        ),
        say(
            "m3",
            CLIENT,
            ("Leeds still needs 40 seconds to open the list.", "concern"),
            (named, "concern", friday),
            day="2026-04-14",
        ),
    ]
    assert first(*messages).kept is Kept.MISSED
    done = say("m4", TEAM, ("It is installed in Leeds since 8:40.", "status"), day="2026-04-15")
    found = first(*messages, done)
    assert found.kept is Kept.LATE
    assert found.evidence is not None
    assert found.evidence.message == "m4"


def test_a_bare_promise_is_missed_when_nothing_was_heard() -> None:
    asked = say(
        "m1",
        CLIENT,
        ("Could you explain the 12 days on the invoice?", "question"),
        day="2026-04-20",
    )
    text = "I will check this with accounting and come back to you."
    reply = say("m2", TEAM, (text, "commitment"), day="2026-04-28")
    angry = "Three weeks have passed and I have heard nothing about the 12 days."
    again = say("m3", CLIENT, (angry, "concern"), day="2026-05-11")
    assert first(asked, reply).kept is Kept.UNKNOWN
    assert first(asked, reply, again).kept is Kept.MISSED
    same_day = say("m3", CLIENT, (angry, "concern"), day="2026-04-28")
    assert first(asked, reply, same_day).kept is Kept.UNKNOWN


@pytest.mark.parametrize(
    ("text", "acts", "language"),
    [
        ("The first version will not be ready on 27 March.", "commitment", "en"),
        ("As promised, the four training dates: 13, 14, 16 and 17 April.", "commitment", "en"),
        ("24日恐怕来不及，我们在加班。", "commitment", "zh"),
        ("按约定，附上四个培训日期。", "commitment", "zh"),
    ],
)
def test_no_promises(text, acts, language) -> None:
    asked = say("m1", CLIENT, ASKED[language], language=language)
    assert not track(asked, say("m2", TEAM, (text, acts), language=language)).commitments


def test_as_promised_and_a_further_promise() -> None:
    asked = say("m1", CLIENT, ASKED["en"])
    text = "As promised, I will send the dates tomorrow."
    assert len(track(asked, say("m2", TEAM, (text, "commitment"))).commitments) == 1


def test_what_is_sent_every_monday_is_due_on_no_one_day() -> None:
    text = "I will send you a report every Monday."
    start = text.index("Monday")
    monday = (Signal("date", "date", start, start + 6, 1.0, Origin.RULE, "2026-02-09"),)
    asked = say("m1", CLIENT, ASKED["en"], day="2026-02-04")
    assert first(asked, say("m2", TEAM, (text, "commitment", monday), day="2026-02-05")).due is None
