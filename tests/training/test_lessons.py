from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from taught import cut_all, lesson

from commsense.conversation import Side
from commsense.labels import ACTS, FLAGS, JARGON_KINDS, SENTIMENTS
from commsense.training.examples import LABELS, Example
from commsense.training.lessons import bare, known, labelled, share, tags, truth, without


def example(side: Side, *labels: str) -> Example:
    return Example("real-7", "en", "The gate is late.", side, frozenset(labels), ("Before.",))


def test_every_label_of_a_team_sentence_is_judged() -> None:
    found = labelled(example(Side.TEAM, "negative", "concern", "vague"))
    assert found.has == {"negative", "concern", "vague"}
    assert found.has | found.lacks == set(LABELS)
    assert (found.group, found.source, found.given.context) == ("real-7", "real", ("Before.",))


def test_flags_of_a_client_are_neither_there_nor_missing() -> None:
    found = labelled(example(Side.CLIENT, "negative", "concern", "harsh"))
    assert found.has == {"negative", "concern"}
    assert found.has | found.lacks == set(SENTIMENTS + ACTS)


@pytest.mark.parametrize("side", [Side.TEAM, Side.BOTH, Side.UNKNOWN])
def test_flags_of_all_others_are_judged(side: Side) -> None:
    assert set(FLAGS) <= labelled(example(side, "neutral")).lacks


def test_what_holds_and_what_is_known() -> None:
    rows = [lesson(has=["concern"], lacks=["question"]), lesson(has=[], lacks=[])]
    concern, question = LABELS.index("concern"), LABELS.index("question")
    assert np.flatnonzero(truth(rows)[0]).tolist() == [concern]
    assert np.flatnonzero(known(rows)[0]).tolist() == [question, concern]
    assert not known(rows)[1].any()


def test_jargon_is_marked_on_the_pieces_it_touches() -> None:
    text = "The pumps can start"
    marked = lesson(text, jargon=((4, 9, "technical"), (14, 19, "buzzword")))
    technical, buzzword = (1 + JARGON_KINDS.index(kind) for kind in ("technical", "buzzword"))
    assert tags(marked, cut_all([text])[0]) == [0, technical, technical, 0, buzzword]


def test_jargon_in_chinese_is_marked_by_its_own_characters() -> None:
    text = "项目水泵延期"
    technical = 1 + JARGON_KINDS.index("technical")
    assert tags(lesson(text, jargon=((2, 4, "technical"),)), cut_all([text])[0]) == [
        0,
        technical,
        0,
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The GATE, is late!", "thegateislate"),
        ("Thank you!", ""),
        ("The gate is", ""),  # nine letters
        ("The gate is late", "thegateislate"),
        ("水泵已经延期了。", "水泵已经延期了"),
        ("好的,谢谢", ""),
        ("", ""),
    ],
)
def test_bare_text(text: str, found: str) -> None:
    assert bare(text) == found


def test_texts_kept_for_measuring_are_left_out_however_they_are_written() -> None:
    rows = [lesson("The gate is late."), lesson("The pump is fine."), lesson("Ok.")]
    kept = frozenset({bare("the gate is LATE!!")})
    assert [each.given.text for each in without(rows, kept)] == ["The pump is fine.", "Ok."]


def test_shares_are_even_and_depend_on_name_and_salt() -> None:
    found = np.array([share(f"name {place}") for place in range(2000)])
    assert found.min() >= 0
    assert found.max() < 1
    assert np.histogram(found, 4, (0, 1))[0] == pytest.approx([500] * 4, abs=80)
    assert share("a") == share("a") != share("a", "salt")


def test_a_name_with_half_a_character_has_a_share() -> None:
    assert 0 <= share("\ud83d") < 1


def test_what_teachers_tell_is_known_of_all_labels() -> None:
    told = tuple(place / 100 for place in range(len(LABELS)))
    one = lesson("Nobody labelled this.")
    other = replace(one, told=told)
    assert np.allclose(truth([one, other])[1], told)
    assert known([one, other])[1].all()
    assert not known([replace(one, has=frozenset(), lacks=frozenset())])[0].any()
