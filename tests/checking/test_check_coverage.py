from __future__ import annotations

import pytest
from checks_made import Checking

from commsense.checking.result import Check, Taken


def taken(check: Check) -> dict[str, Taken]:
    return {point.raised.text: point.taken for point in check.points}


def test_what_is_answered_is_shown_with_both_passages(checked: Checking) -> None:
    draft = "Hi Anna,\n\nthe report will be with you on Friday 13 March.\n\nTom"
    check = checked(draft, "When will you send us the report?")
    (point,) = check.points
    assert point.taken in (Taken.ANSWERED, Taken.DEFERRED)
    assert point.answer is not None
    assert draft[point.answer.start : point.answer.end] == point.answer.text
    earlier = next(m for m in check.earlier if m.id == point.raised.message)
    assert earlier.text[point.raised.start : point.raised.end] == point.raised.text


def test_a_question_that_is_passed_over_is_an_error_or_a_warning(checked: Checking) -> None:
    mail = (
        "Thank you for the call.\n\nHow many user licences are included in the price?\n"
        "And could you also send us the signed contract?"
    )
    check = checked("Hi Anna,\n\nthe signed contract is attached.", mail)
    assert taken(check)["How many user licences are included in the price?"] is Taken.LEFT
    assert taken(check)["And could you also send us the signed contract?"] is Taken.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "I was wondering whether the import works now.",
        "We would like to know who pays for the extra days.",
        "不知道这周能否给我们结果。",
        "我们想了解一下目前的进展。",
    ],
)
def test_indirect_questions_count(checked: Checking, question: str) -> None:
    check = checked("Hello,\n\nmany thanks for the nice lunch yesterday.", question, mail=False)
    assert question in taken(check)


def test_an_english_answer_to_a_chinese_mail(checked: Checking) -> None:
    check = checked(
        "Dear Mr Wang,\n\nthe test report will be with you on Friday 13 March.",
        "测试报告什么时候能发给我们？",
        mail=False,
    )
    assert taken(check) == {"测试报告什么时候能发给我们？": Taken.ANSWERED}


def test_without_a_mail_nothing_is_said_of_answers(checked: Checking) -> None:
    check = checked("Hi Anna,\n\nthe report is attached.")
    assert check.points == ()
    assert ("alone", "") in check.notes


def test_an_empty_draft_leaves_nothing_to_say(checked: Checking) -> None:
    check = checked("", "When will you send us the report?")
    assert check.comments == ()
    assert check.notes == (("empty", ""),)
