"""Exports of doccano, as it writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commsense.labelling import reading, scheme
from commsense.labelling.formats import doccano
from commsense.labelling.problem import NewLabel
from commsense.labelling.row import Row, Span

FIXTURES = Path(__file__).parent / "fixtures"


def read(folder: Path, *rows: dict[str, Any]) -> reading.Read:
    file = folder / "all.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return reading.load([file], scheme.BUILT_IN)


@pytest.mark.parametrize("ending", ["jsonl", "json", "csv"])
def test_labels_of_texts_come_back_from_doccano(ending: str) -> None:
    known = scheme.load(FIXTURES / "labels.toml")
    found = reading.load([FIXTURES / f"doccano_text.{ending}"], known)
    assert found.problems == ()
    second, third, fourth, last = found.rows
    assert [row.id for row in found.rows] == ["r2", "r3", "r4", "r5"]
    assert second.labels["acts"] == second.labels["flags"] == ()
    assert second.labels["signs"] == ("升级", "price_talk")
    assert third.labels == {"acts": ("commitment",), "flags": ("vague",)}
    assert (fourth.context, fourth.annotator) == (("The export failed.",), "bo")
    assert (last.labels, last.text) == ({}, "Nobody has labelled this one 👩‍👧 yet")


def test_labels_and_stretches_come_back_from_doccano() -> None:
    known = scheme.load(FIXTURES / "labels.toml")
    found = reading.load([FIXTURES / "doccano_intent.jsonl"], known)
    assert found.problems == ()
    assert found.rows[0].spans == (Span(30, 33, "acronym"),)
    assert [row.spans for row in found.rows[1:]] == [None] * 4


def test_stretches_alone() -> None:
    found = reading.load([FIXTURES / "doccano_spans.jsonl"], scheme.BUILT_IN)
    assert found.problems == ()
    first, second, last = found.rows
    assert [first.text[s.start : s.end] for s in first.spans or ()] == ["UAT", "go-live"]
    assert second.spans == (Span(7, 9, "buzzword"),)
    assert last.spans is None  # nobody can tell whether somebody looked


def test_relations_are_told_and_left_out() -> None:
    found = reading.load([FIXTURES / "doccano_relations.jsonl"], scheme.BUILT_IN)
    assert found.rows[0].spans == (Span(0, 3, "acronym"), Span(14, 20, "technical"))
    assert "relations" in str(found.problems[0])


def test_answers_in_words_are_no_labels() -> None:
    found = reading.load([FIXTURES / "doccano_answers.jsonl"], scheme.BUILT_IN)
    assert found.rows[0].labels == {}
    assert "no free text" in found.problems[0].said
    assert "but we will tell you" not in found.problems[0].said  # 40 characters at most


def test_names_of_labels_may_be_written_otherwise(tmp_path: Path) -> None:
    found = read(tmp_path, {"text": "A", "label": ["Feedback Request", "负面", "acts:Follow-up"]})
    assert found.problems == ()
    assert found.rows[0].labels == {
        "sentiment": ("negative",),
        "acts": ("feedback_request", "follow_up"),
    }


def test_an_unknown_label_is_told_and_the_others_stay(tmp_path: Path) -> None:
    found = read(tmp_path, {"text": "A", "label": ["negative", "Price Talk"]})
    assert found.rows[0].labels == {"sentiment": ("negative",)}
    assert found.problems[0].new == NewLabel("labels", "price_talk")


def test_where_one_label_was_not_understood_nothing_is_said_to_be_absent(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"text": "A", "label": ["cause"]}, {"text": "B", "label": ["oh", "vague"]}
    )
    assert found.rows[0].labels == {"acts": ("cause",), "flags": ()}
    assert found.rows[1].labels == {"flags": ("vague",)}


def test_old_exports_with_numbers_are_refused_in_words(tmp_path: Path) -> None:
    old = {"text": "A", "annotations": [{"label": 3, "user": 1}]}
    assert "names of labels" in str(read(tmp_path, old).problems[0])


def test_every_row_has_the_same_fields_and_plain_letters() -> None:
    # doccano takes no other file: see ``doccano.chunks``.
    rows = [Row("1", "你好 😀", language="zh"), Row("2", "B", client="c", context=("x",))]
    lines = list(doccano.chunks(rows, scheme.BUILT_IN, None))
    assert all(line.isascii() for line in lines)
    first, second = (json.loads(line) for line in lines)
    assert set(first) == set(second)
    assert None not in first.values()
