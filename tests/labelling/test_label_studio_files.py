"""Exports of Label Studio, in the structure that it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commsense.labelling import reading, scheme
from commsense.labelling.problem import NewLabel
from commsense.labelling.row import Row, Span

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def export() -> reading.Read:
    return reading.load([FIXTURES / "label_studio.json"], scheme.BUILT_IN)


def read(folder: Path, *tasks: dict[str, Any]) -> reading.Read:
    file = folder / "export.json"
    file.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return reading.load([file], scheme.BUILT_IN)


def task(text: str, *results: dict[str, Any], **data: Any) -> dict[str, Any]:
    return {"data": {"text": text, **data}, "annotations": [{"result": list(results)}]}


def choice(control: str, *labels: str) -> dict[str, Any]:
    return {"type": "choices", "from_name": control, "value": {"choices": list(labels)}}


def span(start: int, end: int, kind: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [kind], **more}
    return {"type": "labels", "from_name": "terms", "value": value}


def test_each_annotator_says_his_own(export: reading.Read) -> None:
    anna, bo = export.rows[:2]
    assert (anna.annotator, bo.annotator) == ("anna@team.example", "bo@team.example")
    assert anna.id == bo.id
    assert anna.labels == {"sentiment": ("negative",), "acts": ("concern", "follow_up")}
    assert bo.labels == {"sentiment": ("neutral",), "acts": ()}
    assert anna.client == "Northwind"
    assert anna.extra["ticket"] == 17


def test_stretches_are_found_where_the_offsets_count_otherwise(export: reading.Read) -> None:
    for row in export.rows[:2]:  # UTF-16 units; and simply wrong
        assert row.spans == (Span(35, 38, "acronym"),)
        assert row.text[35:38] == "UAT"


def test_a_skipped_annotation_is_told_and_left_out(export: reading.Read) -> None:
    (row,) = [each for each in export.rows if each.text.startswith("附件")]
    assert row.annotator == "bo@team.example"
    assert any("skipped" in problem.said for problem in export.problems)


def test_predictions_are_no_labels(export: reading.Read) -> None:
    assert "positive" not in str([row.labels for row in export.rows])
    assert "predictions" in export.rows[0].extra
    unseen = export.rows[-1]
    assert (unseen.labels, unseen.spans) == ({}, None)


def test_what_is_wrong_leaves_the_other_labels(export: reading.Read) -> None:
    (row,) = [each for each in export.rows if each.text.startswith("Why")]
    assert row.labels == {"acts": ("question",)}
    assert row.spans is None  # the one that was marked is lost
    said = [str(each) for each in export.problems if ": row 3: " in each.where]
    assert [part for part in ("mood", "topic", "stars", "jargon") if part not in str(said)] == []
    assert any("accepted: negative, neutral, positive" in each for each in said)
    assert any("--new-labels" in each for each in said)
    assert NewLabel("topic", "billing") in [each.new for each in export.problems]


@pytest.mark.parametrize("name", ["label_studio_min.json", "label_studio.csv"])
def test_what_its_own_exporter_wrote(name: str) -> None:
    known = scheme.load(FIXTURES / "labels.toml")
    found = reading.load([FIXTURES / name], known)
    assert found.problems == ()
    assert [row.id for row in found.rows] == ["r1", "r2", "r3", "r4", "r5"]
    first, second, third, fourth, last = found.rows
    assert first.spans == (Span(30, 33, "acronym"),)
    assert first.context == ("Hello,", "The export failed.")
    assert second.labels == {
        "sentiment": ("neutral",),
        "acts": (),
        "flags": (),
        "topic": ("delay",),
        "signs": ("升级", "price_talk"),
    }
    assert (second.spans, third.labels) == (None, {"acts": ("commitment",), "flags": ("vague",)})
    assert fourth.labels == {"concern-status": ("resolved",)}
    assert fourth.context == ("The export failed.",)
    assert {row.annotator for row in found.rows[:4]} == {"cleo@team.example"}
    assert (last.labels, last.annotator) == ({}, "")


@pytest.mark.parametrize(
    ("text", "start", "end", "marked"),
    [
        ("See\u00a0the UAT plan", 8, 16, "UAT\u00a0plan"),
        ("a\nb UAT c", 6, 9, "UAT"),  # \r\n was two
        ("UAT or UAT", 8, 11, "UAT"),
        ("UAT or UAT", 1, 4, "UAT"),
    ],
)
def test_moved_stretches(text: str, start: int, end: int, marked: str, tmp_path: Path) -> None:
    (row,) = read(tmp_path, task(text, span(start, end, "acronym", text=marked))).rows
    (found,) = row.spans or ()
    assert text[found.start : found.end].split() == marked.split()
    assert abs(found.start - start) <= 2


def test_without_marked_words_the_offsets_count(tmp_path: Path) -> None:
    found = read(
        tmp_path, task("The UAT", span(4, 7, "acronym")), task("UAT", span(2, 9, "acronym"))
    )
    assert [row.spans for row in found.rows] == [(Span(4, 7, "acronym"),), None]
    assert "0 <= start < end <= 3" in str(found.problems[0])


def test_a_control_is_told_by_its_labels(tmp_path: Path) -> None:
    found = read(tmp_path, task("A", choice("x", "Vague")), task("B", choice("x", "harsh")))
    assert [row.labels for row in found.rows] == [{"flags": ("vague",)}, {"flags": ("harsh",)}]


def test_labels_that_two_tasks_have_do_not_tell_a_control(tmp_path: Path) -> None:
    known = {**scheme.BUILT_IN, "own": scheme.Task("own", ("vague",), own=True)}
    file = tmp_path / "export.json"
    file.write_text(json.dumps([task("A", choice("x", "vague"))]), encoding="utf-8")
    found = reading.load([file], known)
    assert found.rows[0].labels == {}
    assert "is no task" in found.problems[0].said


def test_nothing_chosen_means_none_holds_where_it_was_asked(tmp_path: Path) -> None:
    found = read(
        tmp_path, task("A", choice("acts", "cause")), task("B", choice("sentiment", "neutral"))
    )
    assert found.rows[1].labels == {"sentiment": ("neutral",), "acts": ()}
    # Exactly one holds: nothing chosen is nothing said.
    assert found.rows[0].labels == {"acts": ("cause",)}


def test_the_only_text_of_a_task_is_its_text(tmp_path: Path) -> None:
    found = read(tmp_path, {"data": {"Satz": "Hm.", "n": 3}, "annotations": []})
    assert isinstance(found.rows[0], Row)
    assert found.rows[0].text == "Hm."
    assert "text" in str(read(tmp_path, {"data": {"a": "x", "b": "y"}, "annotations": []}).problems)


def test_proposals_that_somebody_confirmed_in_the_program() -> None:
    known = scheme.load(FIXTURES / "labels.toml")
    found = reading.load([FIXTURES / "label_studio_program.json"], known)
    assert found.problems == ()
    first, *_, last = found.rows
    assert (first.id, first.annotator) == ("r1", "1")
    # All that was asked and not chosen does not hold.
    assert first.labels == {
        "sentiment": ("negative",),
        "acts": ("concern",),
        "flags": (),
        "topic": ("delay",),
        "signs": (),
    }
    assert first.spans == (Span(30, 33, "acronym"),)
    assert last.labels == {"acts": (), "flags": (), "signs": ()}
    assert "predictions" not in first.extra  # the program told their numbers only
