"""Errors name what strangers have written, and steer no terminal with it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile_archive import BIDI, CONTROLS

from commsense import cli
from commsense.cli import telling

EVIL = "\x1b[2J\x1b]0;owned\x07\x9b2J\u202eexe"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["commsense", *arguments])
    with pytest.raises(SystemExit):
        cli.main()


def test_an_error_steers_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "1.eml"
    path.write_text(
        f"From: Ann <ann@{EVIL}client.example>\nSubject: x\n\nWhen is it due?\n", "utf-8"
    )
    run(monkeypatch, "score", str(tmp_path), "--client", "other.example", "-o", str(tmp_path / "o"))
    told = capsys.readouterr().err
    assert "No message of a client was found" in told
    assert not (CONTROLS | BIDI) & set(told)


def test_what_is_wrong_with_labels_steers_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        f"id,text,acts,annotator\n1,When?,{EVIL},Maya{EVIL}\n2,Soon.,,Li{EVIL}\n", "utf-8"
    )
    run(monkeypatch, "labels", "import", str(path), "-o", str(tmp_path / "out.jsonl"))
    told = capsys.readouterr()
    assert told.err
    assert not (CONTROLS | BIDI) & set(told.err + told.out)


def test_lines_stay_lines(capsys: pytest.CaptureFixture[str]) -> None:
    telling.problem("one\n  two\tthree")
    telling.line("周会 done")
    told = capsys.readouterr()
    assert told.err == "commsense: one\n  two\tthree\n"
    assert told.out == "周会 done\n"
