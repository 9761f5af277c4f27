"""What may move a concern, whatever the weights say; what is none; what is no report."""

from __future__ import annotations

import pytest
from ledger_threads import BOTH, CLIENT, TEAM, say, statuses, steps, track

from commsense.conversation import Kind
from commsense.ledger import words

INVOICE = say(
    "m1",
    CLIENT,
    ("Could you explain what these days are, and send a corrected invoice?", "question request"),
    day="2026-04-20",
)
DEPOTS = say(
    "m1", CLIENT, ("Please show the numbers per depot as well.", "request"), day="2026-02-16"
)
SLOW = say(
    "m1",
    CLIENT,
    ("Leeds waits 40 seconds until the list of orders opens.", "concern"),
    day="2026-04-14",
)
CAUSE = say(
    "m2", TEAM, ("The list of orders waits for a setting in Leeds.", "cause"), day="2026-04-14"
)


def note(text: str, acts: str, side=TEAM, language: str = "en"):
    return say(
        "n1",
        BOTH,
        (text, acts),
        day="2026-04-22",
        kind=Kind.NOTES,
        language=language,
        speakers=(side,),
    )


@pytest.mark.parametrize(
    ("asked", "text", "acts", "side"),
    [
        (INVOICE, "I will send the plan by 27 April.", "commitment", TEAM),
        (INVOICE, "Please send us the plan for the night of the go-live.", "request", CLIENT),
        (DEPOTS, "Three depots are enough.", "confirmation", TEAM),
    ],
)
def test_other_notes_on_another_matter_move_nothing(asked, text, acts, side) -> None:
    assert statuses(track(asked, notes=[note(text, acts, side)])) == ["open"]


def test_other_notes_on_another_matter_move_nothing_in_chinese() -> None:
    text = "请直接告诉我：24日能不能验收？"
    asked = say("m1", CLIENT, (text, "question"), day="2026-04-22", language="zh")
    other = note("按时，验收标准18条的对照表今晚发给您。", "commitment status", language="zh")
    assert statuses(track(asked, notes=[other])) == ["open"]
    same = note("24日的验收按时进行，已全部通过。", "status confirmation", language="zh")
    assert statuses(track(asked, notes=[same])) != ["open"]


def test_a_wish_in_other_notes_settles_nothing() -> None:
    wish = note("Please correct the invoice and explain the days.", "request", CLIENT)
    answer = say(
        "m2",
        TEAM,
        ("The days on the invoice are those of the training in March.", "cause expectation"),
        day="2026-04-21",
    )
    assert "resolved" not in statuses(track(INVOICE, answer, notes=[wish]))


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("If this is not solved before the go-live, I will stop the payment.", "escalation"),
        ("I am waiting for your list of orders in Leeds.", "status"),
        ("Leeds is still waiting, nothing has happened with the list of orders.", "status"),
    ],
)
def test_a_threat_or_a_reminder_settles_nothing(text, acts) -> None:
    later = say("m3", CLIENT, (text, acts), day="2026-04-15")
    assert statuses(track(SLOW, CAUSE, later))[0] != "resolved"


@pytest.mark.parametrize(
    ("asked", "thanks", "language"),
    [
        ("Do the scanners read the old labels?", "Thank you for your message.", "en"),
        ("扫描枪能读旧标签吗？", "感谢您的支持！", "zh"),
    ],
)
def test_thanks_answer_nothing(asked, thanks, language) -> None:
    question = say("m1", CLIENT, (asked, "question"), language=language)
    reply = say("m2", TEAM, (thanks, "appreciation"), language=language)
    assert statuses(track(question, reply)) in (["open"], ["acknowledged"])


def test_a_line_closer_to_another_concern_settles_only_that_one() -> None:
    asked = say(
        "m1",
        CLIENT,
        ("I have not seen a report for the last weeks.", "concern"),
        ("Can we book the rooms in Leeds for 3 April?", "question"),
        day="2026-03-17",
    )
    reply = say(
        "m2",
        TEAM,
        ("You are right, I should have sent the report.", "acknowledgement expectation"),
        ("Yes, please book the rooms in Leeds for 3 April.", "confirmation"),
        day="2026-03-24",
    )
    booked = say(
        "m3", CLIENT, ("I have booked the rooms in Leeds for 3 April.", "status"), day="2026-03-24"
    )
    found = track(asked, reply, booked)
    assert ("m3", 1, "resolved") not in steps(found, 0)


@pytest.mark.parametrize(
    ("text", "acts", "language"),
    [
        ("The order list is clear, the depots will like it.", "concern", "en"),
        ("Our check found no problems.", "concern", "en"),
        ("今天运行很顺利，仓库的同事都说方便多了。", "concern", "zh"),
        ("剩余200条已确认，没有问题了。", "concern", "zh"),
    ],
)
def test_all_is_well_raises_nothing(text, acts, language) -> None:
    unsure = say("m1", CLIENT, (text, acts), language=language)
    (sentence,) = unsure.sentences
    sentence.acts["concern"] = 0.4
    assert not track(unsure).concerns


@pytest.mark.parametrize(
    ("text", "acts", "language"),
    [
        ("We found no problems, but the export of the orders fails.", "concern", "en"),
        ("Is it true that there are no problems?", "question", "en"),
        ("录入很顺利，但是打印还是偏左。", "concern", "zh"),
    ],
)
def test_well_with_a_but_is_raised(text, acts, language) -> None:
    assert len(track(say("m1", CLIENT, (text, acts), language=language)).concerns) == 1


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("It is solved.", True),
        ("If this is not solved before the go-live, we stop.", False),
        ("It isn't fixed.", False),
        ("Not a problem of ours, it is fixed.", True),
        ("The export has to be corrected.", False),
        ("已修复。", True),
        ("还没修好。", False),
        ("如果修好，请告诉我。", False),
        ("没有影响，已修复。", True),
    ],
)
def test_denied_or_supposed_is_no_report(text, reported) -> None:
    assert bool(words.cues(text) & {"done", "settled"}) is reported
