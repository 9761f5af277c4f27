"""``commsense labels export``."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from commsense.cli.commands import app
from commsense.labelling import scheme
from commsense.labelling.formats import FORMATS
from commsense.labelling.names import Names
from commsense.labelling.row import Row

ROWS: list[dict[str, Any]] = [
    {"id": "a", "text": "Why so late?", "sentiment": "negative", "acts": [], "annotator": "anna"},
    {"id": "a", "text": "Why so late?", "sentiment": "neutral", "annotator": "bo"},
    {"id": "b", "text": "=We will fix UAT soon.", "side": "team"},
]
SCHEME = '[[tasks]]\nname = "topic"\nvalues = ["billing", "a<b"]\n'.replace("a<b", "delay")


@pytest.fixture(autouse=True)
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    (tmp_path / "labels.toml").write_text(SCHEME)
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["labels", "export", "rows.jsonl", *words])


def test_tasks_for_label_studio_with_proposals() -> None:
    result = run("-o", "tasks.json", "--config-out", "config.xml")
    assert result.exit_code == 0
    first, second = json.loads(Path("tasks.json").read_text(encoding="utf-8"))
    assert first["data"]["row_id"] == "a"
    assert "annotations" not in first  # to be confirmed by somebody
    assert "annotator" not in first["data"]
    assert first["predictions"][0]["model_version"] == "anna"
    assert "predictions" not in second
    assert "2 tasks" in result.output
    assert "1 rows of the same sentences left out" in result.output


def test_the_configuration_asks_what_the_tasks_hold() -> None:
    run("-o", "tasks.json", "--config-out", "config.xml")
    tasks = json.loads(Path("tasks.json").read_text(encoding="utf-8"))
    view = ElementTree.parse("config.xml").getroot()  # noqa: S314 - written by ourselves
    names = {each.get("name"): each for each in view if each.tag in ("Choices", "Labels")}
    assert list(names) == ["sentiment", "acts", "own_topic"]
    assert [each.get("value") for each in names["own_topic"]] == ["billing", "delay"]
    assert names["sentiment"].get("choice") == "single-radio"
    for task in tasks:
        shown = {each.get("value", "").removeprefix("$") for each in view.iter("Text")}
        assert shown <= set(task["data"])
        for result in task.get("predictions", [{"result": []}])[0]["result"]:
            assert result["from_name"] in names


def test_labels_that_are_confirmed_come_back_as_rows() -> None:
    run("-o", "tasks.json")
    tasks = json.loads(Path("tasks.json").read_text(encoding="utf-8"))
    for number, task in enumerate(tasks):
        result = task.pop("predictions", [{"result": []}])[0]["result"]
        task["annotations"] = [{"id": number, "completed_by": 7, "result": result}]
    Path("done.json").write_text(json.dumps(tasks))
    names = Names(scheme.load(Path("labels.toml")))
    first, second = FORMATS["label-studio"].rows(Path("done.json"), names)
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert (first.id, first.annotator) == ("a", "7")
    assert first.labels == {"sentiment": ("negative",), "acts": (), "topic": ()}
    assert second.labels == {"acts": (), "topic": ()}


def test_finished_labels_stay_their_annotators() -> None:
    assert run("-o", "tasks.jsonl", "--format", "doccano", "--finished").exit_code == 0
    rows = [json.loads(line) for line in Path("tasks.jsonl").read_text().splitlines()]
    assert [row["annotator"] for row in rows] == ["anna", "bo", ""]
    assert rows[0]["label"] == ["negative", "acts:(none)"]


def test_chosen_tasks_only() -> None:
    run("-o", "tasks.json", "--task", "topic", "--task", "jargon")
    first = json.loads(Path("tasks.json").read_text(encoding="utf-8"))[0]
    assert first["data"]["asked"] == "topic,jargon"
    assert "predictions" not in first
    result = run("-o", "tasks.json", "--task", "mood")
    assert "accepted: sentiment, acts" in str(result.exception)


def test_a_table_is_harmless() -> None:
    run("-o", "tasks.csv", "--format", "csv")
    with Path("tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[1]["text"] == "'=We will fix UAT soon."
    assert "own:topic" in rows[0]


def test_a_model_proposes_where_there_are_no_labels() -> None:
    result = run("-o", "tasks.json", "--model", "default", "--device", "cpu")
    assert result.exit_code == 0
    first, second = json.loads(Path("tasks.json").read_text(encoding="utf-8"))
    assert first["predictions"][0]["model_version"] == "anna"
    proposed = second["predictions"][0]
    assert proposed["model_version"] == "default"
    given = {each["from_name"]: each["value"]["choices"] for each in proposed["result"]}
    assert given["sentiment"] == ["neutral"]
    assert "commitment" in given["acts"]


def test_nothing_to_export_is_said(given: Path) -> None:
    given.write_text("<html>")
    result = run("-o", "tasks.json")
    assert "holds no row that can be used" in str(result.exception)
    assert "is a web page" in str(result.exception)
