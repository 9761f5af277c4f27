"""The commands as a user types them: what they write, what they say, how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def commsense(*words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commsense", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def scored(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    out = tmp_path_factory.mktemp("report")
    done = commsense("score", root / "data/sample", "-o", out, "--format", "html,json,csv,parquet")
    assert done.returncode == 0, done.stderr
    return done.stdout, out


def test_score_writes_every_format_and_a_summary(scored: tuple[str, Path]) -> None:
    said, out = scored
    assert "3 clients" in said
    assert (out / "report.html").stat().st_size > 10_000
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["schema"]
    assert {p.suffix for p in (out / "tables").iterdir()} == {".csv", ".parquet"}


def test_score_in_chinese(root: Path, tmp_path: Path) -> None:
    done = commsense("score", root / "data/sample/notes", "-o", tmp_path, "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert 'lang="zh' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_score_below_the_limit_ends_with_1(root: Path, tmp_path: Path) -> None:
    done = commsense("score", root / "data/sample", "-o", tmp_path, "--fail-under", 100, "-q")
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["score", "/no/such/archive.mbox"], "/no/such/archive.mbox"),
        (["score", ".", "--lang", "fr"], "accepted: en, zh"),
        (["score", ".", "--client", "northwind"], "neither a domain"),
        (["score", ".", "--format", "pdf"], "html, json, csv, parquet"),
        (["score", ".", "--as-of", "yesterday"], "2026-03-31"),
        (["score", ".", "--config", "/no/such.toml"], "cannot be read"),
        (["score", ".", "--model", "/no/such/model"], "/no/such/model"),
        (["score", ".", "--colour"], "--colour"),
        (["explain", "EX33"], "EX3"),
        (["predict", "/no/such.jsonl"], "cannot be opened"),
    ],
)
def test_what_a_user_can_mend_ends_with_2_and_words(words: list[str], said: str) -> None:
    done = commsense(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "empty.mbox").touch()
    done = commsense("score", tmp_path / "empty.mbox", "-o", tmp_path / "report")
    assert done.returncode == 2
    assert "empty.mbox" in done.stderr


def test_a_report_folder_that_is_a_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "report").touch()
    done = commsense("score", root / "data/sample", "-o", tmp_path / "report")
    assert done.returncode == 2
    assert "-o" in done.stderr


def test_settings_with_a_misspelt_key(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "commsense.toml"
    file.write_text("[standards]\nresponse_hour = 4\n", encoding="utf-8")
    done = commsense("score", root / "data/sample", "--config", file)
    assert done.returncode == 2
    assert "standards.response_hour" in done.stderr


def test_explain_in_both_languages() -> None:
    english, chinese = commsense("explain", "ex3"), commsense("explain", "EX3", "--lang", "zh")
    assert (english.returncode, chinese.returncode) == (0, 0)
    assert "EX3" in english.stdout
    assert "原因" in chinese.stdout


def test_predict_from_standard_input() -> None:
    row = json.dumps({"id": 1, "text": "Please send the plan."})
    done = commsense("predict", "-", stdin=row + "\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["id"] == 1


def test_bad_rows_are_answered_in_their_place(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": 1, "text": "Hello."}\nnot json\n{"id": 3, "text": "Bye."}\n')
    done = commsense("predict", rows, "-o", tmp_path / "out.jsonl")
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert done.returncode == 2
    assert [("error" in answer) for answer in answers] == [False, True, False]
    assert "line 2" in answers[1]["error"]
