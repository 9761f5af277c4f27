"""``commsense score --redact``: no person of the archive stands in anything that is written."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commsense.cli.commands import app
from commsense.journal import FOLDER

HIDDEN = ("Annabelle", "Hartwell", "annabelle", "王晓明", "13912345678", "5551234", "Kowalczyk")
KEPT = ("client.example", "delivery")
MAILS = (
    "From: Annabelle Hartwell <annabelle@client.example>\nTo: Piotr Kowalczyk <pk@team.example>\n"
    "Message-ID: <1.annabelle@client.example>\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n"
    "Subject: delivery for Annabelle\n\nHi Piotr,\n\nwhen will the delivery come? Call me at"
    " +1 212 555 1234 or ask Annabelle.\n\nAnnabelle Hartwell\n",
    "From: Piotr Kowalczyk <pk@team.example>\nTo: Annabelle Hartwell <annabelle@client.example>\n"
    "Message-ID: <2@team.example>\nIn-Reply-To: <1.annabelle@client.example>\n"
    "Date: Mon, 2 Mar 2026 12:00:00 +0000\nSubject: Re: delivery for Annabelle\n\n"
    "Hi Annabelle,\n\nit will come on Friday, 6 March. I will call you then.\n\nPiotr Kowalczyk\n",
    'From: "王晓明" <wang@client.example>\nTo: Piotr Kowalczyk <pk@team.example>\n'
    "Date: Tue, 3 Mar 2026 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n"
    "Subject: delivery\n\n您好，请问什么时候发货？我的手机是13912345678。\n\n王晓明\n",
)


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    folder = tmp_path / "mail"
    folder.mkdir()
    for number, text in enumerate(MAILS):
        (folder / f"{number} Annabelle Hartwell.eml").write_text(text, encoding="utf-8")
    return folder


def score(mail: Path, output: Path, *more: str) -> None:
    told = ["--team", "team.example", "--format", "html,json,csv,dataset", "-q", *more]
    answer = CliRunner().invoke(app, ["score", str(mail), "-o", str(output), *told])
    assert answer.exit_code == 0, answer.exception


def written(output: Path) -> Iterator[str]:
    """Give all that stands in the folder, the journal's packed results too."""
    for path in output.rglob("*"):
        yield path.name
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")
    journal = sqlite3.connect(output / FOLDER / "journal.sqlite")
    for (value,) in journal.execute("SELECT value FROM kept"):
        yield zlib.decompress(value).decode("utf-8", "replace")
    journal.close()


def test_nobody_stands_in_what_is_written(mail: Path, tmp_path: Path) -> None:
    score(mail, tmp_path / "out", "--redact")
    everything = "\n".join(written(tmp_path / "out"))
    assert [word for word in HIDDEN if word in everything] == []
    assert [word for word in KEPT if word not in everything] == []


def test_the_search_would_find_them(mail: Path, tmp_path: Path) -> None:
    score(mail, tmp_path / "out")
    everything = "\n".join(written(tmp_path / "out"))
    assert [word for word in HIDDEN if word in everything] == [
        word
        for word in HIDDEN
        if word != "5551234"  # the mail writes it with a blank
    ]


def test_a_redacted_run_leaves_nothing_of_one_before_in_the_journal(
    mail: Path, tmp_path: Path
) -> None:
    score(mail, tmp_path / "out")
    score(mail, tmp_path / "out", "--redact")
    everything = "\n".join(written(tmp_path / "out"))
    assert [word for word in HIDDEN if word in everything] == []


def test_the_same_pseudonyms_in_the_next_run_into_the_folder(mail: Path, tmp_path: Path) -> None:
    score(mail, tmp_path / "out", "--redact")
    before = (tmp_path / "out" / "report.json").read_bytes()
    score(mail, tmp_path / "out", "--redact")
    assert (tmp_path / "out" / "report.json").read_bytes() == before
    score(mail, tmp_path / "other", "--redact")
    assert (tmp_path / "other" / "report.json").read_bytes() != before


def test_scores_are_the_same(mail: Path, tmp_path: Path) -> None:
    score(mail, tmp_path / "plain")
    score(mail, tmp_path / "hidden", "--redact")
    columns = [
        [line.split(",")[-4:] for line in path.read_text(encoding="utf-8-sig").splitlines()]
        for name in ("plain", "hidden")
        for path in [tmp_path / name / "tables" / "scores.csv"]
    ]
    assert sorted(columns[0]) == sorted(columns[1])
