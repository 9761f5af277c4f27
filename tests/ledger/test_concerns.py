"""What became of a concern, in both languages; each path of the label guide once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledger_threads import BOTH, CLIENT, TEAM, UNKNOWN, say, statuses, steps, track

from commsense.assessment import Signal
from commsense.conversation import Kind
from commsense.labels import Origin

EN_ASKED = say(
    "m1",
    CLIENT,
    ("Hello Joel,", ""),
    ("The nightly export of invoices has failed since Monday.", "concern"),
    ("Thanks, Mara", ""),
    day="2025-03-03",
)
ZH_ASKED = say(
    "m1",
    CLIENT,
    ("您好，", ""),
    ("从周一开始，发票导出每天晚上都失败。", "concern"),
    day="2025-03-03",
    language="zh",
)


def test_nobody_spoke_to_it() -> None:
    ledger = track(EN_ASKED)
    assert statuses(ledger) == ["open"]
    assert steps(ledger) == [("m1", 2, "open")]


@pytest.mark.parametrize(
    ("asked", "reply", "status"),
    [
        (EN_ASKED, ("We are looking into the invoice export.", "commitment"), "acknowledged"),
        (
            ZH_ASKED,
            ("发票导出的问题我们会尽快核实。", "commitment acknowledgement"),
            "acknowledged",
        ),
        (
            EN_ASKED,
            ("The invoice export failed because a password had expired.", "cause"),
            "answered",
        ),
        (ZH_ASKED, ("发票导出失败是因为账号密码过期了。", "cause"), "answered"),
        (
            EN_ASKED,
            ("The invoice export is fixed and ran without errors last night.", "status"),
            "resolved",
        ),
        (ZH_ASKED, ("发票导出已修复，昨晚全部导出成功。", "status quality"), "resolved"),
    ],
)
def test_the_team_moves_it(asked, reply, status) -> None:
    language = asked.sentences[0].language
    ledger = track(asked, say("m2", TEAM, reply, day="2025-03-04", language=language))
    assert statuses(ledger) == [status]
    assert steps(ledger)[-1] == ("m2", 1, status)


@pytest.mark.parametrize(
    ("asked", "answer", "settled"),
    [
        (
            EN_ASKED,
            ("The invoice export failed because a password had expired.", "cause"),
            ("The invoice export works now, you can close it.", "confirmation"),
        ),
        (
            ZH_ASKED,
            ("发票导出失败是因为账号密码过期了，今晚会更新。", "cause commitment"),
            ("发票导出已经正常了，可以关闭。", "confirmation"),
        ),
    ],
)
def test_the_client_settles_it(asked, answer, settled) -> None:
    language = asked.sentences[0].language
    ledger = track(
        asked,
        say("m2", TEAM, answer, day="2025-03-04", language=language),
        say("m3", CLIENT, settled, day="2025-03-05", language=language),
    )
    assert statuses(ledger)[0] == "resolved"
    assert steps(ledger)[-1] == ("m3", 1, "resolved")


@pytest.mark.parametrize(
    ("asked", "answer", "again"),
    [
        (
            EN_ASKED,
            ("The invoice export will be repaired by tomorrow.", "commitment solution"),
            ("The nightly export of invoices still fails, again nothing arrived.", "concern"),
        ),
        (
            ZH_ASKED,
            ("发票导出明天中午前修好。", "commitment solution"),
            ("发票导出晚上还是失败，又没有收到。", "concern"),
        ),
    ],
)
def test_raised_again_after_an_answer(asked, answer, again) -> None:
    language = asked.sentences[0].language
    ledger = track(
        asked,
        say("m2", TEAM, answer, day="2025-03-04", language=language),
        say("m3", CLIENT, again, day="2025-03-06", language=language),
    )
    assert steps(ledger)[-1] == ("m3", 1, "reopened")


def test_raised_again_before_an_answer_is_not_reopened() -> None:
    again = say(
        "m2",
        CLIENT,
        ("The nightly export of invoices still fails, again nothing arrived.", "concern"),
        day="2025-03-06",
    )
    ledger = track(EN_ASKED, again)
    assert "reopened" not in statuses(ledger)


def test_an_inline_answer_speaks_to_the_sentence_quoted() -> None:
    first, second = "When can our testers start?", "Who pays for the second server?"
    asked = say("m1", CLIENT, (first, "question"), (second, "question"), day="2025-03-03")
    reply = say(
        "m2",
        TEAM,
        ("From the tenth of May, half past eight.", "expectation"),
        day="2025-03-04",
        quotes={1: second},
    )
    ledger = track(asked, reply)
    by_place = {concern.sentence: concern.status.value for concern in ledger.concerns}
    assert by_place[2] == "answered"
    assert by_place[1] != "answered"


def test_numbered_answers_go_to_the_numbered_questions() -> None:
    asked = say(
        "m1",
        CLIENT,
        ("1. Which browsers do you serve?", "question"),
        ("2. What does a second training day cost?", "question"),
        ("3. Where are the backups kept?", "question"),
        day="2025-03-03",
    )
    reply = say(
        "m2",
        TEAM,
        ("1. All current ones.", "expectation"),
        ("2. 900 euros, travel included.", "expectation"),
        ("3. In Leipzig, encrypted.", "expectation"),
        day="2025-03-04",
    )
    ledger = track(asked, reply)
    assert statuses(ledger) == ["answered"] * 3
    assert [steps(ledger, place)[-1][:2] for place in range(3)] == [("m2", n) for n in (1, 2, 3)]


def test_sentences_of_no_point_are_not_followed() -> None:
    polite = say(
        "m1",
        CLIENT,
        ("How are you?", ""),
        ("The minutes of Tuesday are attached.", "status"),
        ("Many thanks and a nice weekend!", ""),
    )
    assert not track(polite).concerns


def test_the_teams_own_questions_are_not_followed() -> None:
    asked = say("m0", TEAM, ("Could you send us the list of users?", "question request"))
    assert {concern.message for concern in track(asked, EN_ASKED).concerns} == {"m1"}


def test_the_kind_is_the_act() -> None:
    asked = say(
        "m1",
        CLIENT,
        ("When does the acceptance test start?", "question"),
        ("Please send us the revised plan by Friday.", "request"),
    )
    assert [concern.kind for concern in track(asked).concerns] == ["question", "request"]


def test_later_notes_of_the_same_client_close_a_concern() -> None:
    notes = say(
        "n1",
        BOTH,
        ("Present: Mara Quill, Joel Brandt", ""),
        ("Nightly export of invoices: fixed, all exports since Monday were delivered.", "status"),
        day="2025-03-10",
        kind=Kind.NOTES,
        speakers=(BOTH, TEAM),
    )
    unrelated = say(
        "n0",
        BOTH,
        ("The kitchen plan of the new office was approved.", "status confirmation"),
        day="2025-03-09",
        kind=Kind.NOTES,
        speakers=(TEAM,),
    )
    assert statuses(track(EN_ASKED, notes=[unrelated])) == ["open"]
    ledger = track(EN_ASKED, notes=[unrelated, notes])
    assert steps(ledger)[-1] == ("n1", 2, "resolved")


def test_in_notes_the_side_of_the_sentence_counts() -> None:
    notes = say(
        "m1",
        BOTH,
        ("Asked who pays for the extra licences.", "question"),
        ("The extra licences are paid by Brightline, no cost to the client.", "expectation"),
        kind=Kind.NOTES,
        speakers=(CLIENT, TEAM),
    )
    assert steps(track(notes)) == [("m1", 1, "open"), ("m1", 2, "answered")]


def test_the_one_who_sends_the_notes_round_does_not_speak_for_the_client() -> None:
    asked = say(
        "m1",
        CLIENT,
        ("The nightly export of invoices has failed since Monday.", "concern"),
        address="mara@northwind.example",
    )
    notes = say(
        "m2",
        BOTH,
        ("The nightly export of invoices still fails, again nothing arrived.", "concern"),
        kind=Kind.NOTES,
        speakers=(CLIENT,),
        address="joel@brightline.example",
    )
    assert statuses(track(asked, notes))[0] == "open"


def test_without_sides_the_opener_asks() -> None:
    asked = say("m1", UNKNOWN, ("Does the driver run on version 12?", "question"), person="Ines")
    reply = say(
        "m2",
        UNKNOWN,
        ("Yes, the driver runs on version 12.", "confirmation"),
        ("Which card do you use?", "question"),
        person="Otto",
    )
    ledger = track(asked, reply)
    assert steps(ledger) == [("m1", 1, "open"), ("m2", 1, "answered")]


def test_on_a_list_a_user_of_another_house_can_answer() -> None:
    question = ("Does the driver run on version 12?", "question")
    answer = ("Yes, the driver runs on version 12.", "confirmation expectation")
    asked = say("m1", CLIENT, question, address="ines@northwind.example")
    colleague = say("m2", CLIENT, answer, address="olaf@northwind.example")
    stranger = say("m2", CLIENT, answer, address="otto@larkfield.example")
    assert "answered" not in statuses(track(asked, colleague))
    assert statuses(track(asked, stranger)) == ["answered"]


def test_a_long_thread_is_followed_to_its_end() -> None:
    messages = [EN_ASKED]
    for number in range(2, 300):
        side = (TEAM, CLIENT)[number % 2]
        text = f"Item {number}: the drawing of floor {number} is on the shelf."
        messages.append(say(f"m{number}", side, (text, ""), day="2025-04-01"))
    messages.append(
        say(
            "m300",
            TEAM,
            ("The nightly export of invoices is fixed and has been delivered.", "status"),
            day="2025-05-01",
        )
    )
    assert steps(track(*messages))[-1] == ("m300", 1, "resolved")


def test_a_language_that_is_not_served_gives_nothing() -> None:
    asked = say("m1", CLIENT, ("Quand commence la recette?", ""), language="fr")
    unread = replace(
        asked,
        sentences=tuple(replace(each, assessed=False, acts={}) for each in asked.sentences),
    )
    assert track(unread) == track(replace(asked, sentences=()))


def test_what_somebody_has_to_do_by_a_day_is_no_concern_of_minutes() -> None:
    notes = say(
        "m1",
        BOTH,
        ("name three depots by 13 March 2026.", "concern"),
        ("The depots were not told, we worry about 13 March.", "concern"),
        kind=Kind.NOTES,
        speakers=(CLIENT, CLIENT),
    )
    first, second = notes.sentences
    due = Signal("date", "deadline", 18, 34, 1.0, Origin.RULE, "2026-03-13")
    weak = replace(first, acts={"concern": 0.3}, signals=(*first.signals, due))
    named = replace(notes, sentences=(weak, second))
    assert [concern.sentence for concern in track(named).concerns] == [2]


@pytest.mark.parametrize(
    ("words", "raised"),
    [
        ("name three depots by 13 March 2026.", []),
        ("please name three depots by 13 March.", [1]),
        ("three depots by 13 March 2026, is it?", [1]),
    ],
)
def test_what_sounds_like_a_request_in_minutes_is_one_if_it_speaks_to_somebody(
    words: str, raised: list[int]
) -> None:
    notes = say("m1", BOTH, (words, "request"), kind=Kind.NOTES, speakers=(CLIENT,))
    (only,) = notes.sentences
    due = Signal("date", "deadline", 18, 31, 1.0, Origin.RULE, "2026-03-13")
    dated = replace(only, acts={"request": 0.9}, signals=(*only.signals, due))
    found = track(replace(notes, sentences=(dated,)))
    assert [concern.sentence for concern in found.concerns] == raised
