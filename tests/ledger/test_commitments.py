"""Who promised what by when, and whether it was kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from ledger_threads import BOTH, CLIENT, TEAM, UNKNOWN, by, say, track

from commsense.assessment import Commitment, ReadSentence, Signal
from commsense.conversation import Kind, Side
from commsense.labels import Origin
from commsense.ledger.due import due
from commsense.settings import Standards

PROMISE = "I will send the test report of module B by 7 March."
PROMISED = say(
    "m1", TEAM, (PROMISE, "commitment", by(PROMISE, "by 7 March", "2025-03-07")), day="2025-03-03"
)
ZH_PROMISE = "我3月7日前把B模块的测试报告发给您。"
ZH_PROMISED = say(
    "m1",
    TEAM,
    (ZH_PROMISE, "commitment", by(ZH_PROMISE, "3月7日前", "2025-03-07")),
    day="2025-03-03",
    language="zh",
)


def only(*messages, **options) -> Commitment:
    (commitment,) = track(*messages, **options).commitments
    return commitment


def test_who_what_and_by_when() -> None:
    found = only(PROMISED)
    assert (found.who, found.what) == ("Joel Brandt", PROMISE)
    assert (found.due, found.due_text) == (date(2025, 3, 7), "by 7 March")
    assert (found.kept.value, found.evidence) == ("unknown", None)


def test_a_named_owner_is_the_one_who_promises() -> None:
    text = "- Ana Ruiz will rerun the login tests; the log follows."
    owner = (Signal("owner", "person", 2, 10, 1.0, Origin.RULE, "Ana Ruiz"),)
    found = only(say("m1", TEAM, (text, "commitment", owner)))
    assert found.who == "Ana Ruiz"
    assert found.what.startswith("Ana Ruiz")


@pytest.mark.parametrize(
    ("promised", "report", "day", "kept"),
    [
        (PROMISED, "The test report of module B is attached.", "2025-03-06", "kept"),
        (PROMISED, "The test report of module B is attached.", "2025-03-12", "late"),
        (ZH_PROMISED, "B模块的测试报告已完成，见附件。", "2025-03-07", "kept"),
        (ZH_PROMISED, "B模块的测试报告已完成，见附件。", "2025-03-12", "late"),
    ],
)
def test_reported_done(promised, report, day, kept) -> None:
    language = promised.sentences[0].language
    found = only(promised, say("m2", TEAM, (report, "status"), day=day, language=language))
    assert found.kept.value == kept
    assert found.evidence is not None
    assert (found.evidence.message, found.evidence.text) == ("m2", report)


def test_a_late_report_that_names_a_day_in_time_is_kept() -> None:
    text = "The test report of module B was sent on 6 March."
    named = (Signal("date", "date", 40, 47, 1.0, Origin.RULE, "2025-03-06"),)
    found = only(PROMISED, say("m2", TEAM, (text, "status", named), day="2025-03-14"))
    assert found.kept.value == "kept"


@pytest.mark.parametrize(
    ("promised", "again"),
    [
        (PROMISED, "Where is the test report of module B, it still has not arrived?"),
        (ZH_PROMISED, "B模块的测试报告到现在还没收到。"),
    ],
)
def test_asked_for_again_after_the_day_is_missed(promised, again) -> None:
    language = promised.sentences[0].language
    reply = say("m2", CLIENT, (again, "concern question"), day="2025-03-10", language=language)
    found = only(promised, reply)
    assert found.kept.value == "missed"
    assert found.evidence is not None
    assert found.evidence.message == "m2"


def test_asked_for_before_the_day_is_not_missed() -> None:
    again = "The test report of module B still has not arrived."
    assert only(PROMISED, say("m2", CLIENT, (again, "concern"), day="2025-03-05")).kept == "unknown"


def test_missed_then_done_is_late() -> None:
    again = "The test report of module B still has not arrived."
    found = only(
        PROMISED,
        say("m2", CLIENT, (again, "concern"), day="2025-03-10"),
        say("m3", TEAM, ("The test report of module B is attached.", "status"), day="2025-03-11"),
    )
    assert found.kept.value == "late"


def test_the_team_owns_up() -> None:
    text = "I'm sorry, the test report of module B did not go out."
    found = only(PROMISED, say("m2", TEAM, (text, "deviation"), day="2025-03-08"))
    assert found.kept.value == "missed"


def test_silence_and_other_matters_stay_unknown() -> None:
    other = say("m2", TEAM, ("The new chairs were delivered today.", "status"), day="2025-04-01")
    assert only(PROMISED, other, as_of=date(2025, 6, 1)).kept.value == "unknown"


def test_a_further_promise_is_no_report() -> None:
    text = "I will send the test report of module B tomorrow."
    found = track(PROMISED, say("m2", TEAM, (text, "commitment status"), day="2025-03-06"))
    assert found.commitments[0].kept.value == "unknown"


def test_later_notes_report_it_done() -> None:
    notes = say(
        "n1",
        BOTH,
        ("The test report of module B was sent and accepted.", "status"),
        day="2025-03-07",
        kind=Kind.NOTES,
        speakers=(TEAM,),
    )
    assert only(PROMISED, notes=[notes]).kept.value == "kept"


def test_without_dates_nothing_is_late() -> None:
    undated = say("m1", TEAM, PROMISED_WORDS)
    found = only(undated, say("m2", TEAM, ("The test report of module B is attached.", "status")))
    assert (found.kept.value, found.due) == ("unknown", date(2025, 3, 7))
    loose = say("m1", TEAM, ("I will send the test report of module B.", "commitment"))
    done = say("m2", TEAM, ("The test report of module B is attached.", "status"))
    assert only(loose, done).kept.value == "kept"


PROMISED_WORDS = (PROMISE, "commitment", by(PROMISE, "by 7 March", "2025-03-07"))


def test_the_clients_promises_are_not_the_teams() -> None:
    assert not track(say("m1", CLIENT, ("We will pay on Monday.", "commitment"))).commitments


def test_without_sides_the_others_promise() -> None:
    asked = say("m1", UNKNOWN, ("Can you send the driver?", "request"), person="Ines")
    reply = say("m2", UNKNOWN, ("I will send it tonight.", "commitment"), person="Otto")
    assert [each.who for each in track(asked, reply).commitments] == ["Otto"]


def test_a_third_party_promises_nothing_for_the_team() -> None:
    stranger = say("m2", UNKNOWN, ("We will deliver the chairs.", "commitment"), person="Ida")
    assert not track(say("m1", CLIENT, ("Hello.", "")), stranger).commitments


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-03-07", date(2025, 3, 7)),
        ("2025-03-07T17:00", date(2025, 3, 7)),
        ("P3D", date(2025, 3, 9)),
        ("P3WD", date(2025, 3, 11)),
        ("P2W", date(2025, 3, 20)),
        ("PT4H", date(2025, 3, 6)),
        ("2025-01-01", None),
        ("P9999Y", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_day_of_a_promise(value, day) -> None:
    text = "You have it then."
    signal = Signal("date", "deadline", 12, 16, 1.0, Origin.RULE, value)
    sentence = ReadSentence(1, 0, len(text), text, "en", Side.TEAM, signals=(signal,))
    thursday = datetime(2025, 3, 6, 12, tzinfo=UTC)
    assert due(sentence, thursday, Standards()) == (day, "then")


def test_no_day_without_working_days() -> None:
    text = "In 3 days."
    signal = Signal("date", "duration", 0, 9, 1.0, Origin.RULE, "P3WD")
    sentence = ReadSentence(1, 0, len(text), text, "en", Side.TEAM, signals=(signal,))
    moment = datetime(2025, 3, 6, 12, tzinfo=UTC)
    assert due(sentence, moment, Standards(workdays=()))[0] is None
