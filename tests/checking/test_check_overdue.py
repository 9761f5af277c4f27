"""Promises that are overdue on the day of sending: which are told, and how loudly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from thread_made import CLIENT, TEAM, message, sentence, signal

from commsense.assessment import Commitment, ReadMessage
from commsense.checking.overdue import CRITERION, LONG_AGO, overdue
from commsense.checking.result import Comment, Severity
from commsense.labels import Kept

TODAY = date(2026, 3, 9)
PLAN = "We will send you the test plan by 5 March."
PROMISED = message("m1", TEAM, PLAN, day="2026-02-27")
ASKED = message("m2", CLIENT, "What about the costs?", day="2026-03-02")
DRAFT = message("draft", TEAM, "The costs are 4,000 euros.")


def promise(what: str = PLAN, due: date | None = date(2026, 3, 5), **more: object) -> Commitment:
    given: dict[str, object] = {
        "id": f"m1:{due}", "thread": "m1", "message": "m1", "sentence": 1, "who": "Tom",
        "what": what, "due": due, "due_text": "", "kept": Kept.UNKNOWN, "confidence": 0.8,
    }  # fmt: skip
    return Commitment(**{**given, **more})  # type: ignore[arg-type]


def told(
    *promises: Commitment,
    thread: tuple[ReadMessage, ...] = (PROMISED, ASKED),
    draft: ReadMessage = DRAFT,
    today: date = TODAY,
    language: str = "en",
) -> tuple[Comment, ...]:
    return overdue(promises, (*thread, draft), today, language)


def test_an_overdue_promise_is_told_with_its_day_and_its_words() -> None:
    (comment,) = told(promise())
    assert comment.criterion == CRITERION
    assert comment.severity is Severity.HINT  # nobody has missed it
    assert comment.values == {"what": PLAN, "due": "2026-03-05", "days": "4"}
    assert (comment.start, comment.end, comment.confidence) == (0, 0, 0.8)
    (passage,) = comment.elsewhere
    assert (passage.message, passage.text) == ("m1", PLAN)
    assert comment.suggestion is not None
    assert "____" in comment.suggestion.text


def test_the_wording_is_in_the_language_of_the_draft() -> None:
    ((english,), (chinese,), (french,)) = (
        told(promise(), language=code) for code in ("en", "zh", "fr")
    )
    assert english.suggestion is not None
    assert chinese.suggestion is not None
    assert "日期" in chinese.suggestion.text
    assert "日期" not in english.suggestion.text
    assert french.suggestion is None


@pytest.mark.parametrize(("day", "count"), [(4, 0), (5, 0), (6, 1), (9, 1)])
def test_a_promise_is_overdue_from_the_day_after(day: int, count: int) -> None:
    assert len(told(promise(), today=date(2026, 3, day))) == count


@pytest.mark.parametrize(
    "spared",
    [
        promise(kept=Kept.KEPT),
        promise(kept=Kept.LATE),
        promise(due=None),
        promise(message="draft"),
    ],
)
def test_what_is_settled_open_or_promised_now_is_not_told(spared: Commitment) -> None:
    assert told(promise())
    assert told(spared) == ()


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("The test plan is attached.", 0),
        ("You find the test plan below.", 0),
        ("The costs are 4,000 euros.", 1),
        ("The minutes of Thursday are attached.", 1),
    ],
)
def test_what_the_draft_speaks_of_is_not_told(said: str, count: int) -> None:
    assert len(told(promise(), draft=message("draft", TEAM, "Hi Anna,", said))) == count


def test_a_draft_that_names_the_day_speaks_of_it() -> None:
    text = "It takes one week more than I said for Thursday."
    day = replace(signal("date:date", "Thursday", text), value="2026-03-05")
    assert told(promise(), draft=message("draft", TEAM, sentence(text, day))) == ()
    other = replace(day, value="2026-03-12")
    assert told(promise(), draft=message("draft", TEAM, sentence(text, other)))


def test_a_number_is_no_matter() -> None:
    assert told(promise("We will order 4,000 licences."))


@pytest.mark.parametrize(("day", "count"), [("2026-03-05", 1), ("2026-03-06", 0), ("", 1)])
def test_what_nobody_missed_who_wrote_since_is_not_told(day: str, count: int) -> None:
    later = message("m2", CLIENT, "What about the costs?", day=day)
    assert len(told(promise(), thread=(PROMISED, later))) == count
    assert told(promise(kept=Kept.MISSED), thread=(PROMISED, later))


def test_a_promise_that_the_client_missed_is_an_error() -> None:
    later = message("m2", CLIENT, "Where is the test plan?", day="2026-03-06")
    (comment,) = told(promise(kept=Kept.MISSED), thread=(PROMISED, later))
    assert comment.severity is Severity.ERROR
    (unsure,) = told(promise(kept=Kept.MISSED, confidence=0.5), thread=(PROMISED, later))
    assert unsure.severity is Severity.WARNING


@pytest.mark.parametrize("seen", ["cue:condition", "act:question"])
def test_what_hangs_on_a_condition_is_no_promise(seen: str) -> None:
    if_so = message("m1", TEAM, sentence(PLAN, signal(seen)), day="2026-02-27")
    assert told(promise(), thread=(if_so, ASKED)) == ()


@pytest.mark.parametrize(("days", "count"), [(LONG_AGO, 1), (LONG_AGO + 1, 0)])
def test_what_was_due_long_ago_is_no_news(days: int, count: int) -> None:
    old = message("m1", TEAM, PLAN, day="2025-12-01")
    found = told(promise(due=TODAY - timedelta(days=days)), thread=(old,))
    assert len(found) == count


def test_only_the_latest_is_told_aloud() -> None:
    found = told(
        promise("The rooms are booked", date(2026, 3, 4), kept=Kept.MISSED),
        promise("The guide is printed", date(2026, 3, 6), kept=Kept.MISSED),
        promise("The licences are ordered", date(2026, 3, 5), kept=Kept.MISSED),
    )
    assert [(each.values["due"], each.severity) for each in found] == [
        ("2026-03-06", Severity.ERROR),
        ("2026-03-04", Severity.HINT),
        ("2026-03-05", Severity.HINT),
    ]


@pytest.mark.parametrize(("confidence", "weight"), [(0.8, Severity.ERROR), (0.5, Severity.WARNING)])
def test_one_that_was_missed_goes_before_a_later_one(confidence: float, weight: Severity) -> None:
    found = told(
        promise("The rooms are booked", date(2026, 3, 4), kept=Kept.MISSED, confidence=confidence),
        promise("The guide is printed", date(2026, 3, 6)),
    )
    assert [(each.values["due"], each.severity) for each in found] == [
        ("2026-03-04", weight),
        ("2026-03-06", Severity.HINT),
    ]


def test_without_promises_nothing_is_overdue() -> None:
    assert told() == ()
    assert overdue((), (DRAFT,), TODAY, "en") == ()
