from __future__ import annotations

from dataclasses import replace

import pytest
from team_rows import SCHEME, SIGNS, TOPIC, topics

from commsense.conversation import Side
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import BUILT_IN, CONCERN_STATUS, JARGON
from commsense.labels import RELATIONS
from commsense.training.lessons import UNKNOWN
from commsense.training.team import material

ACTS, FLAGS = BUILT_IN["acts"], BUILT_IN["flags"]


def said(*labels: str, who: str = "a", task: str = "acts", **more: object) -> Row:
    return Row("1", "Could you send it?", {task: labels}, annotator=who, language="en", **more)


def test_most_people_decide_about_each_label() -> None:
    rows = [said("question", "request"), said("question", who="b"), said("question", who="c")]
    (lesson,) = material.gather(rows, [ACTS]).lessons
    assert lesson.has == {"question"}
    assert lesson.lacks == set(ACTS.values) - {"question"}


def test_a_sentence_on_which_people_are_split_is_left_out_and_counted() -> None:
    found = material.gather([said("question"), said(who="b")], [ACTS])
    assert found.lessons == ()
    assert list(found.left_out.values()) == [1]


def test_a_task_that_nobody_judged_stays_unknown() -> None:
    (lesson,) = material.gather([said("question")], [ACTS, SIGNS]).lessons
    assert not (lesson.has | lesson.lacks) & set(SIGNS.values)


def test_flags_of_a_clients_sentence_are_not_learned() -> None:
    rows = [said("vague", task="flags", side=Side.CLIENT)]
    assert material.gather(rows, [FLAGS]).lessons == ()
    assert material.gather([replace(rows[0], side=Side.TEAM)], [FLAGS]).lessons


def test_an_answer_to_a_concern_is_learned_beside_it() -> None:
    row = Row("1", "Done.", {CONCERN_STATUS: ("resolved",)}, context=("It fails",), language="en")
    (lesson,) = material.gather([row], [BUILT_IN[CONCERN_STATUS]]).lessons
    assert lesson.relation == RELATIONS.index("resolved")
    assert lesson.given.context == ("It fails",)


def test_a_pair_says_nothing_of_other_tasks() -> None:
    row = Row("1", "Done.", {CONCERN_STATUS: ("resolved",)}, context=("It fails",), language="en")
    assert material.gather([row], [ACTS]).lessons == ()


def test_spans_hold_that_at_least_half_of_the_people_marked() -> None:
    marked = Span(0, 3, "acronym")
    rows = [
        Row("1", "UAT is due", {}, (marked,), annotator="a", language="en"),
        Row("1", "UAT is due", {}, (marked, Span(7, 10, "buzzword")), annotator="b", language="en"),
        Row("1", "UAT is due", {}, (), annotator="c", language="en"),
    ]
    (lesson,) = material.gather(rows, [BUILT_IN[JARGON]]).lessons
    assert lesson.jargon == ((0, 3, "acronym"),)
    assert lesson.relation == UNKNOWN


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (Row("1", "  ", {"topic": ("delay",)}), "without text"),
        (Row("1", "Bonjour à tous", {"topic": ("delay",)}, language="fr"), "in another language"),
        (Row("1", "Hello there", {"sentiment": ("neutral",)}), "not labelled for these tasks"),
    ],
)
def test_what_cannot_be_learned_is_counted(row: Row, why: str) -> None:
    assert dict(material.gather([row], [TOPIC]).left_out) == {why: 1}


def test_the_digest_tells_other_labels_and_texts() -> None:
    rows = topics(9)
    digest = material.gather(rows, [TOPIC]).sha256
    assert material.gather(topics(9), [TOPIC]).sha256 == digest
    other = [replace(rows[0], labels={"topic": ("praise",)}), *rows[1:]]
    assert material.gather(other, [TOPIC]).sha256 != digest


def test_only_tasks_with_labels_are_found() -> None:
    found = material.tasks_found([*topics(3), said("question")], SCHEME.values())
    assert {task.name for task in found} == {"topic", "acts"}
