"""A check written for programs: JSON, SARIF, GitHub's commands, and the places in all of them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from checks_made import Checking, built
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commsense.checking.formats import FORMATS
from commsense.checking.formats.lines import Lines
from commsense.checking.formats.sarif import LEVELS
from commsense.checking.result import Check, Comment, Passage, Severity, Suggestion
from commsense.version import __version__

SOURCE = "Hi Anna,\n\nwe fix it soon, 👍 尽快。\n"
SIGNS = st.sampled_from([*"ab中。 \n\t👍é", "\r", "\u2028", "soon"])
STEPS = (
    "Hi Anna,",
    "we will fix the import soon.",
    "尽快修复。",
    "\n",
    "\n\n",
    "\t",
    "👍 done, the rest soon",
    "> quoted soon",
)


def written(
    check: Check, name: str, *told: Comment, file: str = "d.txt", language: str = "en"
) -> str:
    return FORMATS[name].write(check, told or check.comments, file, language)


def record(check: Check, *told: Comment, **more: str) -> dict[str, Any]:
    return json.loads(written(check, "json", *told, **more))


def sarif(check: Check, *told: Comment, **more: str) -> dict[str, Any]:
    (run,) = json.loads(written(check, "sarif", *told, **more))["runs"]
    return run


def soon(severity: Severity = Severity.WARNING, **more: Any) -> Comment:
    start = SOURCE.index("soon")
    return Comment("CO4", severity, start, start + 4, 0.87, {"words": "soon"}, **more)


def at(source: str, line: int, column: int) -> int:
    """Give the offset of a line and column, both from 1, as an editor counts them."""
    before = source.split("\n")[: line - 1]
    return sum(len(each) + 1 for each in before) + column - 1


@given(st.lists(SIGNS, max_size=60).map("".join), st.integers(0, 70), st.integers(0, 70))
def test_line_and_column_say_the_same_as_the_offsets(source: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(source)), min(other, len(source))))
    span = Lines(source).span(start, end)
    assert (at(source, span.line, span.column), at(source, span.end_line, span.end_column)) == (
        start,
        end,
    )
    lines = source.split("\n")
    assert 1 <= span.line <= span.end_line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1


def test_places_at_the_edges_of_lines() -> None:
    lines = Lines("ab\n\ncd\n")
    found = [lines.at(place) for place in range(8)]
    assert found == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (3, 3), (4, 1)]
    assert Lines("").at(0) == (1, 1)
    assert lines.span(4, 1) == lines.span(4, 4)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=8).map(" ".join))
def test_what_json_says_of_a_draft_is_where_its_words_are(checked: Checking, draft: str) -> None:
    check = checked(draft)
    for comment, told in zip(check.comments, record(check)["comments"], strict=True):
        start, end = told["start"], told["end"]
        words = check.draft.source[start:end]
        assert at(check.draft.source, told["line"], told["column"]) == start
        assert at(check.draft.source, told["end_line"], told["end_column"]) == end
        if comment.criterion == "CO4":
            assert words in ("soon", "尽快")


def test_json_tells_the_whole_check_and_marks_what_is_shown() -> None:
    hint = Comment("RE2", Severity.HINT, 0, 0, 0.5)
    check = built(SOURCE, soon(), hint, suppressed=4, notes=(("alone", ""),))
    found = record(check, check.comments[0])
    assert [(each["criterion"], each["shown"]) for each in found["comments"]] == [
        ("CO4", True),
        ("RE2", False),
    ]
    assert (found["schema"], found["file"], found["suppressed"]) == (
        "commsense-check/1",
        "d.txt",
        4,
    )
    assert "--reply-to" in found["notes"][0]
    (first, second) = found["comments"]
    assert (first["line"], first["column"], first["end_column"]) == (3, 11, 15)
    assert (second["start"], second["end"], second["line"], second["column"]) == (0, 0, 1, 1)
    assert first["severity"] == "warning"
    assert first["suggestion"] is None


def test_json_speaks_the_readers_language_and_keeps_its_signs() -> None:
    text = written(built(SOURCE, soon()), "json", language="zh")
    assert "\\u" not in text
    (comment,) = json.loads(text)["comments"]
    assert re.search("[一-鿿]", comment["title"] + comment["message"])
    assert json.loads(text)["language"] == "zh"


def test_json_has_suggestions_and_earlier_passages() -> None:
    said = Passage("m1", 3, 8, "Soon.", "Tom", datetime(2026, 3, 2, 10, tzinfo=UTC))
    (comment,) = record(
        built(SOURCE, soon(suggestion=Suggestion("by ____", replaces=True), elsewhere=(said,)))
    )["comments"]
    assert comment["suggestion"] == {"text": "by ____", "replaces": True}
    assert comment["earlier"] == [
        {
            "message": "m1", "start": 3, "end": 8, "text": "Soon.", "person": "Tom",
            "date": "2026-03-02T10:00:00+00:00",
        }
    ]  # fmt: skip


def test_json_of_a_real_check_has_points_practices_and_earlier_messages(checked: Checking) -> None:
    check = checked("Hi Anna,\n\nthe report is attached.", "Could you send us the report?")
    found = record(check)
    (point,) = found["points"]
    assert (point["kind"], point["taken"]) == ("request", check.points[0].taken.value)
    assert point["answer"]["message"] == "draft"
    (earlier,) = found["earlier"]
    raised = point["raised"]
    assert earlier["id"] == raised["message"]
    assert earlier["text"][raised["start"] : raised["end"]] == raised["text"]
    assert len(found["practices"]) == 10
    assert all(each["title"] and each["met"] >= 0 for each in found["practices"])
    assert found["client"] == "northwind.example"


def test_sarif_has_what_the_standard_asks() -> None:
    told = [
        soon(Severity.ERROR),
        Comment("RE2", Severity.HINT, 0, 0, 1.0),
        soon(Severity.WARNING),
        soon(Severity.HINT),
    ]
    log = json.loads(written(built(SOURCE, *told), "sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("commsense", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["CO4", "RE2"]  # each rule once
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert all(rule["fullDescription"]["text"] for rule in driver["rules"])
    assert run["columnKind"] == "unicodeCodePoints"
    for result, comment in zip(run["results"], told, strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == comment.criterion
        assert result["level"] == LEVELS[comment.severity]
        assert 0 <= result["rank"] <= 100
        assert result["message"]["text"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert all(isinstance(value, int) and value >= 1 for value in region.values())
        assert region["endLine"] >= region["startLine"]
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning", "note"]
    assert run["results"][0]["rank"] == 87.0


def test_a_region_of_sarif_counts_signs() -> None:
    start = SOURCE.index("尽快")
    comment = Comment("CO4", Severity.WARNING, start, start + 2, 0.9, {"words": "尽快"})
    (result,) = sarif(built(SOURCE, comment))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 19, "endLine": 3, "endColumn": 21}


def test_a_check_without_comments_is_a_run_without_results() -> None:
    run = sarif(built("Hi."))
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


@pytest.mark.parametrize("name", ["drafts/to anna.md", "草稿 100%.txt", "a:b?#.md", "stdin"])
def test_the_file_is_a_uri_in_sarif(name: str) -> None:
    (result,) = sarif(built(SOURCE, soon()), file=name)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    parts = urlsplit(uri)
    assert (parts.scheme, parts.query, parts.fragment) == ("", "", "")
    assert unquote(uri) == name


def test_a_whole_path_is_a_file_uri_in_sarif(tmp_path: Path) -> None:
    path = tmp_path / "my draft.md"
    (result,) = sarif(built(SOURCE, soon()), file=str(path))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == path.as_uri()


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)\n")


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as the runner does: split at the raw signs, then take the escapes back."""
    found = COMMAND.fullmatch(line)
    assert found, line
    values = dict(pair.split("=", 1) for pair in found[2].split(","))
    return found[1], {key: unquote(value) for key, value in values.items()}, unquote(found[3])


def test_each_comment_is_one_command_with_its_place() -> None:
    told = [soon(Severity.ERROR), soon(), Comment("RE2", Severity.HINT, 0, 0, 0.9)]
    lines = written(built(SOURCE, *told), "github").splitlines(keepends=True)
    read = [command(line) for line in lines]
    assert [level for level, _, _ in read] == ["error", "warning", "notice"]
    _, values, message = read[0]
    assert values.pop("title").startswith("CO4 ")
    assert values == {"file": "d.txt", "line": "3", "col": "11", "endLine": "3", "endColumn": "15"}
    assert message.startswith('"soon" leaves open')
    assert read[2][1]["line"] == "1"


def test_nothing_in_a_draft_or_its_name_ends_a_command() -> None:
    evil = "100%, a: b\r\n::error file=x::owned %0A"
    comment = Comment("CO4", Severity.WARNING, 0, 5, 0.9, {"words": evil})
    name = "a,b:c%\r\n::stop-commands::x.txt"
    text = written(built(SOURCE, comment), "github", file=name)
    assert text.count("\n") == 1
    assert "\r" not in text
    assert re.search(r"%25, a: b%0D%0A::error file=x::owned %250A", text)
    assert "file=a%2Cb%3Ac%25%0D%0A%3A%3Astop-commands%3A%3Ax.txt,line=" in text
    _, values, message = command(text)
    assert values["file"] == name
    assert evil in message


def test_no_comment_is_no_command() -> None:
    assert written(built("Hi."), "github") == ""
