"""report.json keeps to its schema, and the schema to its description."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from commsense.assessment import Assessment
from commsense.reports import wire
from commsense.reports.tables.rows import TABLES


@pytest.fixture(scope="module")
def schema(root: Path) -> dict[str, Any]:
    text = (root / "docs" / "schema" / "report-1.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(found)
    return found


def document(assessment: Assessment, folder: Path) -> dict[str, Any]:
    (path,) = wire.write(assessment, folder, "en")
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


@pytest.mark.parametrize("which", ["assessment", "empty", "only_skipped"])
def test_keeps_to_the_schema(
    which: str, schema: dict[str, Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    report = document(request.getfixturevalue(which), tmp_path)
    errors = [error.message for error in Draft202012Validator(schema).iter_errors(report)]
    assert errors == []


def test_every_record_of_the_schema_is_met(
    schema: dict[str, Any], assessment: Assessment, tmp_path: Path
) -> None:
    report = document(assessment, tmp_path)
    del report["threads"][0]["concerns"][0]["events"][0]["person"]
    report["threads"][0]["surprise"] = 1
    messages = [error.message for error in Draft202012Validator(schema).iter_errors(report)]
    assert any("'person' is a required property" in message for message in messages)
    assert any("surprise" in message for message in messages)


def test_everything_is_described(root: Path, schema: dict[str, Any]) -> None:
    page = (root / "docs" / "report-format.md").read_text(encoding="utf-8")
    records = [schema, *schema["$defs"].values(), schema["properties"]["counts"]]
    for record in records:
        for name, field in record["properties"].items():
            assert f"`{name}`" in page or f".{name}`" in page
            assert field["description"] in page
    for table, columns in TABLES.items():
        assert f"### `{table}`" in page
        assert all(f"`{column}`" in page for column in columns)


def test_counts_agree(assessment: Assessment, tmp_path: Path) -> None:
    report = document(assessment, tmp_path)
    messages = [message for thread in report["threads"] for message in thread["messages"]]
    assert report["counts"]["messages"] == len(messages)
    assert report["counts"]["sentences"] == sum(len(m["sentences"]) for m in messages)
    assert report["schema"] == "commsense-report/1"


def test_language_of_the_reader_changes_nothing(assessment: Assessment, tmp_path: Path) -> None:
    (english,) = wire.write(assessment, tmp_path / "en", "en")
    (chinese,) = wire.write(assessment, tmp_path / "zh", "zh")
    assert english.read_bytes() == chinese.read_bytes()


def test_a_thread_stands_on_a_line(assessment: Assessment, tmp_path: Path) -> None:
    (path,) = wire.write(assessment, tmp_path, "en")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == assessment.summary.threads + 2
    assert json.loads(lines[1].rstrip(","))["messages"]


def test_text_that_is_no_unicode_is_replaced(assessment: Assessment, tmp_path: Path) -> None:
    summary = replace(assessment.summary, sides_note="broken \udc80 text")
    report = document(Assessment(summary, ()), tmp_path)
    assert report["sides"]["note"] == "broken ? text"
