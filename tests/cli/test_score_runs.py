"""What ``commsense score`` says of earlier runs, of its disk and of its means."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commsense import api
from commsense.cli import options
from commsense.cli.commands import app
from commsense.errors import InputError, SettingsError
from commsense.journal import FOLDER, Journal

MAIL = "From: Ada <ada@client.example>\nTo: Bo <bo@team.example>\nSubject: Hello {0}\n\nHi {0}.\n"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    folder = tmp_path / "mail"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.eml").write_text(MAIL.format(name))
    return folder


def score(mail: Path, output: Path, *more: str) -> str:
    answer = CliRunner().invoke(app, ["score", str(mail), "-o", str(output), "-q", *more])
    if answer.exception and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return answer.stderr


def test_files_that_are_gone_or_changed_since_the_last_run_are_named(
    mail: Path, tmp_path: Path
) -> None:
    assert score(mail, tmp_path / "out") == ""
    (mail / "a.eml").unlink()
    (mail / "b.eml").write_text(MAIL.format("again"))
    told = score(mail, tmp_path / "out").replace("\n", "")
    assert "a.eml: gone since the last run" in told
    assert "b.eml: changed since the last run" in told
    assert "c.eml" not in told


def test_no_journal_is_kept_where_none_is_wanted(mail: Path, tmp_path: Path) -> None:
    score(mail, tmp_path / "out", "--no-journal")
    assert (tmp_path / "out" / "report.html").exists()
    assert not any((tmp_path / "out" / FOLDER).glob("*.sqlite"))


def test_a_second_run_into_the_same_folder_is_refused(mail: Path, tmp_path: Path) -> None:
    with Journal(tmp_path / "out"), pytest.raises(InputError, match="another run is writing there"):
        score(mail, tmp_path / "out")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_is_told_with_what_to_do(
    mail: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def full(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(api, "score", full)
    with pytest.raises(InputError, match=r"the disk is full.*it goes on from there"):
        score(mail, tmp_path / "out")


@pytest.mark.parametrize(("words", "count"), [("auto", 0), ("0", 0), ("3", 3)])
def test_workers_are_a_number_or_auto(words: str, count: int) -> None:
    assert options.workers(words) == count


@pytest.mark.parametrize("words", ["", "-1", "two", "1.5", "²"])
def test_other_workers_are_refused_with_what_is_accepted(words: str) -> None:
    with pytest.raises(SettingsError, match="accepted: auto, or a number"):
        options.workers(words)


def test_an_engine_that_is_none_is_refused() -> None:
    assert options.engine("local") == "local"
    with pytest.raises(SettingsError, match="accepted: local, ray"):
        options.engine("spark")
