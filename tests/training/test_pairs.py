from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from taught import sentence, stored, thread

from commsense.conversation import Side
from commsense.labels import RELATIONS
from commsense.training import pairs
from commsense.training.lessons import UNKNOWN, Lesson

MESSAGES = (
    ("client", [sentence("Hello."), sentence("The gate is stuck."), sentence("Best, Ana")]),
    ("team", [sentence("Sorry."), sentence("We look into it."), sentence("Bye.")]),
    ("team", [sentence("It is mended."), sentence("New hinge.")]),
    ("client", [sentence("Thank you."), sentence("See you.")]),
)
CONCERN = {"message": "m1", "sentence": 2}
EVENTS = [
    {"message": "m2", "sentence": 2, "status": "acknowledged"},
    {"message": "m3", "sentence": 1, "status": "resolved"},
]


def read(folder: Path, concern: dict[str, Any], name: str = "made.jsonl") -> list[Lesson]:
    rows = [thread("real-9", *MESSAGES, concerns=[CONCERN | concern])]
    return pairs.read(stored(folder / name, rows))


def texts(found: Sequence[Lesson], relation: str) -> set[str]:
    return {each.given.text for each in found if each.relation == RELATIONS.index(relation)}


def test_each_event_is_a_lesson_with_the_concern_before_it(tmp_path: Path) -> None:
    found = read(tmp_path, {"events": EVENTS})
    assert texts(found, "acknowledged") == {"We look into it."}
    assert texts(found, "resolved") == {"It is mended."}
    assert {each.given.context for each in found} == {("The gate is stuck.",)}
    assert {(each.source, each.group) for each in found} == {("real", "real-9")}


def test_sentences_that_do_nothing_come_from_later_messages(tmp_path: Path) -> None:
    nothing = texts(read(tmp_path, {"events": EVENTS}), "none")
    near, far = {"Sorry.", "Bye.", "New hinge."}, {"Thank you.", "See you."}
    assert nothing == near | far  # of each kind no more than two an event or a concern


def test_no_more_is_drawn_than_asked_for(tmp_path: Path) -> None:
    found = read(tmp_path, {"events": EVENTS[:1]})
    nothing = texts(found, "none")
    assert nothing & {"Sorry.", "Bye."} == {"Sorry.", "Bye."}
    assert len(nothing - {"Sorry.", "Bye."}) == pairs.FAR
    assert len(found) == 1 + pairs.NEAR + pairs.FAR


def test_where_only_the_last_event_is_labelled_the_ones_before_are_unknown(tmp_path: Path) -> None:
    found = read(tmp_path, {"final": "resolved", "evidence": {"message": "m3", "sentence": 1}})
    assert texts(found, "resolved") == {"It is mended."}
    assert texts(found, "none") == {"New hinge.", "Thank you.", "See you."}


def test_a_concern_that_nothing_was_done_about(tmp_path: Path) -> None:
    found = read(tmp_path, {"final": "open", "evidence": None})
    assert {RELATIONS[each.relation] for each in found} == {"none"}
    assert len(found) == pairs.FAR


def test_lessons_tell_nothing_of_the_labels(tmp_path: Path) -> None:
    found = read(tmp_path, {"events": EVENTS})
    assert found
    assert not any(each.has or each.lacks or each.relation == UNKNOWN for each in found)


def test_the_speaker_is_that_of_the_later_sentence(tmp_path: Path) -> None:
    found = {each.given.text: each.given.side for each in read(tmp_path, {"events": EVENTS})}
    assert (found["It is mended."], found["Thank you."]) == (Side.TEAM, Side.CLIENT)


def test_minutes_may_answer_themselves(tmp_path: Path) -> None:
    notes = ("both", [sentence("The gate is stuck."), sentence("Ben mends it."), sentence("Ok.")])
    event = {"message": "m1", "sentence": 2, "status": "answered"}
    rows = [thread("n-1", notes, concerns=[{"message": "m1", "sentence": 1, "events": [event]}])]
    found = pairs.read(stored(tmp_path / "made.jsonl", rows))
    assert texts(found, "answered") == {"Ben mends it."}
    assert texts(found, "none") == {"Ok."}


def test_a_concern_whose_place_is_missing_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, {"sentence": 9, "events": EVENTS}) == []


@pytest.mark.parametrize("lost", [{"message": "m9"}, {"sentence": 9}, {"status": "open"}])
def test_an_event_that_cannot_be_used_is_left_out(tmp_path: Path, lost: dict[str, Any]) -> None:
    found = read(tmp_path, {"events": [EVENTS[0] | lost, EVENTS[1]]})
    assert {RELATIONS[each.relation] for each in found} == {"none", "resolved"}


def test_packed_and_plain_files_read_the_same(tmp_path: Path) -> None:
    plain = read(tmp_path, {"events": EVENTS})
    assert read(tmp_path, {"events": EVENTS}, "made.jsonl.gz") == plain
