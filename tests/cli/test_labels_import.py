"""``commsense labels import``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commsense.cli.commands import app
from commsense.errors import InputError
from commsense.labelling import scheme, writing
from commsense.labelling.formats import jsonl

ROWS = [
    {"text": "Why so late?", "sentiment": "negative", "annotator": "anna"},
    {"text": "附件是本周的进度表。", "sentiment": "neutral", "acts": [], "annotator": "anna"},
    {"text": "It is late.", "own": {"topic": ["Delay"]}},
    {"text": "Nobody looked."},
]


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "team.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)) + "\nbroken\n", encoding="utf-8")
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["labels", "import", *words])


def test_what_can_be_used_is_written_and_the_rest_told(given: Path) -> None:
    result = run(given.name, "-o", "all.jsonl")
    assert result.exit_code == 0
    assert len(jsonl.read(Path("all.jsonl"), scheme.BUILT_IN).rows) == 2
    assert "2 rows written to all.jsonl; 2 problems" in result.output
    assert "Left out, as nobody labelled them: 2" in result.output
    assert "line 5: is not JSON" in result.output
    told = Path("all.jsonl.problems.txt").read_text(encoding="utf-8")
    assert told.count("\n") == 2
    assert "own.topic" in told


def test_new_labels_are_declared_and_named(given: Path) -> None:
    result = run(given.name, "-o", "all.jsonl", "--new-labels")
    assert result.exit_code == 0
    assert "New in labels.toml: topic: delay" in result.output
    known = scheme.load(Path("labels.toml"))
    assert jsonl.read(Path("all.jsonl"), known).rows[2].labels == {"topic": ("delay",)}
    # From now on they are known, without a word.
    again = run(given.name, "-o", "all.jsonl")
    assert "New in" not in again.output
    assert "3 rows written" in again.output


def test_where_a_file_does_not_say_who_labelled(given: Path) -> None:
    run(given.name, "-o", "all.jsonl", "--annotator", "bo", "--new-labels")
    rows = jsonl.read(Path("all.jsonl"), scheme.load(Path("labels.toml"))).rows
    assert [row.annotator for row in rows] == ["anna", "anna", "bo"]


def test_with_nothing_to_use_the_old_file_stays(given: Path) -> None:
    Path("all.jsonl").write_text("old")
    given.write_text("<html>502</html>")
    result = run(given.name, "-o", "all.jsonl")
    assert result.exit_code == 2
    assert "is a web page" in result.output
    assert Path("all.jsonl").read_text() == "old"
    assert "was not written" in result.output


def test_problems_of_an_earlier_run_go_away(given: Path) -> None:
    run(given.name, "-o", "all.jsonl")
    given.write_text(json.dumps(ROWS[0]))
    run(given.name, "-o", "all.jsonl")
    assert not Path("all.jsonl.problems.txt").exists()
    assert sorted(each.name for each in Path().iterdir()) == ["all.jsonl", "team.jsonl"]


def test_a_file_may_be_gathered_into_itself(given: Path) -> None:
    run(given.name, "-o", given.name)
    assert len(jsonl.read(given, scheme.BUILT_IN).rows) == 2


@pytest.mark.parametrize("words", [["--scheme", "none.toml"], ["--format", "xml"]])
def test_options_that_are_not_accepted(given: Path, words: list[str]) -> None:
    result = run(given.name, "-o", "all.jsonl", *words)
    assert result.exit_code != 0
    assert result.exception is not None
    assert "none.toml" in str(result.exception) or "accepted: auto" in str(result.exception)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text("old")
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(writing.tempfile, "mkstemp", lambda **_: (full, str(tmp_path / "new")))
    with pytest.raises(
        InputError, match=r"all\.jsonl: cannot be written \(No space left on device"
    ):
        writing.write(file, [b"x" * 100_000])
    assert file.read_text() == "old"


def test_a_packed_file_is_written_and_private(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl.gz"
    writing.write(file, [b"x" * 100_000])
    assert file.read_bytes()[:2] == b"\x1f\x8b"
    assert file.stat().st_mode & 0o077 == 0 or os.name != "posix"
