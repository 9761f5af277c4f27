"""``commsense labels suggest`` over a small archive."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commsense.cli.commands import app
from commsense.errors import InputError, SettingsError

pytest.importorskip("datasketch")

_SAID = [
    "The nightly export has failed for the third time and we are losing patience.",
    "Could you send me the revised schedule by Friday afternoon?",
    "We will fix the login page soon.",
    "If this is not solved by Monday I will speak to your director.",
    "The new dashboard is exactly what our people in sales had hoped for.",
    "I am not sure that the migration will be ready in time.",
]
_MAIL = """From {sender}  Mon Mar  3 10:0{n}:00 2025
From: {name} <{sender}>
To: {to}
Subject: Topic {n}
Message-ID: <m{n}.secret@northwind.example>
Date: Mon, 3 Mar 2025 10:0{n}:00 +0100

Hi Zebulon,

{said} Please call me on +49 89 1234567 before our people begin the next test of it.

Best regards,
{name}

"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    people = [("Anna Berg", "anna@northwind.example"), ("Zebulon Ross", "zeb@team.example")]
    mails = []
    for n, said in enumerate(_SAID):
        (name, sender), (_, to) = people[n % 2], people[1 - n % 2]
        mails.append(_MAIL.format(name=name, sender=sender, to=to, n=n, said=said))
    path = tmp_path / "mail.mbox"
    path.write_text("".join(mails), encoding="utf-8")
    return path


def _run(*words: object) -> str:
    result = CliRunner().invoke(app, ["labels", "suggest", *map(str, words)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_writes_rows_without_labels(archive: Path, tmp_path: Path) -> None:
    output = tmp_path / "tasks.jsonl"
    told = _run(archive, "-n", 4, "-o", output, "--client", "northwind.example")
    rows = _rows(output)
    assert len(rows) == 4
    assert "4 of " in told
    for row in rows:
        assert re.match(r"(rare|unsure): \w+ (1?\.\d\d)|different", str(row["why"]))
        assert {"id", "text", "language", "side", "thread", "client"} <= set(row)
        assert not {"sentiment", "acts", "flags", "jargon"} & set(row)
        assert row["client"] == "northwind.example"
        beside = json.dumps({k: v for k, v in row.items() if k not in ("text", "context")})
        assert "@" not in beside
        assert "secret" not in beside
        assert "Best regards" not in str(row["text"])


def test_redacted_rows_name_nobody(archive: Path, tmp_path: Path) -> None:
    output = tmp_path / "tasks.jsonl"
    _run(archive, "-n", 12, "-o", output, "--redact", "-q")
    text = output.read_text(encoding="utf-8")
    for private in ("Anna", "Berg", "Zebulon", "1234567", "northwind", "@", '"client":'):
        assert private not in text
    assert "[PHONE 1]" in text


def test_the_same_in_each_run(archive: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    _run(archive, "-n", 3, "-o", one, "-q")
    _run(archive, "-n", 3, "-o", other, "-q")
    assert one.read_bytes() == other.read_bytes()


def test_what_is_known_is_left_out(archive: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    _run(archive, "-n", 3, "-o", first, "-q")
    told = _run(archive, "-n", 50, "-o", second, "--known", first)
    assert not {row["id"] for row in _rows(first)} & {row["id"] for row in _rows(second)}
    assert "3 are labelled already" in told
    assert "there are no more" in told


def test_a_clients_own_address_is_not_written(archive: Path, tmp_path: Path) -> None:
    output = tmp_path / "tasks.jsonl"
    _run(archive, "-n", 2, "-o", output, "--client", "anna@northwind.example", "-q")
    assert {str(row["client"])[:7] for row in _rows(output)} == {"client-"}


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--task", "moods"), SettingsError),
        (("--task", "concern-status"), SettingsError),
        (("--lang", "fr"), SettingsError),
        (("--lang", "zh"), InputError),
    ],
)
def test_says_what_is_wrong(
    archive: Path, tmp_path: Path, words: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        _run(archive, "-o", tmp_path / "tasks.jsonl", *words)
    assert not (tmp_path / "tasks.jsonl").exists()
