"""Adding mail to a scored archive works out only what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TypeVar

import pytest

from commsense import api
from commsense.journal import Journal
from commsense.parallel import Workers
from commsense.reports import WRITERS
from commsense.settings import ClientSettings, Settings, TeamSettings

T = TypeVar("T")
R = TypeVar("R")
START = datetime(2021, 3, 1, 9, tzinfo=UTC)
SETTINGS = Settings(
    team=TeamSettings(domains=("team.example",)),
    clients=(ClientSettings(domains=("client.example",)),),
    model="default",
)


def write(folder: Path, first: int, last: int) -> None:
    """Put a question and its answer of each week into a file of its own."""
    folder.mkdir(exist_ok=True)
    for week in range(first, last):
        asked = START + timedelta(weeks=week)
        (folder / f"{week:03d}-a.eml").write_text(
            f"From: Ada <ada@client.example>\nTo: Bo <bo@team.example>\nMessage-ID: <{week}a@x>\n"
            f"Date: {format_datetime(asked)}\nSubject: Delivery {week}\n\n"
            f"Can you deliver part {week} by Friday? The API is not ready on our side.\n"
        )
        (folder / f"{week:03d}-b.eml").write_text(
            f"From: Bo <bo@team.example>\nTo: Ada <ada@client.example>\nMessage-ID: <{week}b@x>\n"
            f"In-Reply-To: <{week}a@x>\nDate: {format_datetime(asked + timedelta(hours=3))}\n"
            f"Subject: Re: Delivery {week}\n\nYes, we will deliver part {week} on Friday.\n"
        )


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the pieces of work of each step that were really done."""
    counts: Counter[str] = Counter()

    def map_(_: Workers, function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
        for piece in work:
            counts[function.__name__] += len(piece[0])  # type: ignore[index]
            yield function(piece)

    monkeypatch.setattr(Workers, "map", map_)
    return counts


def score(mail: Path, output: Path) -> dict[str, bytes]:
    with Journal(output) as journal:
        assessment = api.score([mail], SETTINGS, workers=1, journal=journal)
        journal.finish()
    paths = WRITERS["json"].write(assessment, output, "en")
    return {path.name: path.read_bytes() for path in paths}


def test_only_new_mail_is_worked_out(tmp_path: Path, worked: Counter[str]) -> None:
    mail, output = tmp_path / "mail", tmp_path / "report"
    write(mail, 0, 150)
    score(mail, output)
    assert (worked["receive"], worked["detect"], worked["judge"]) == (300, 300, 150)
    worked.clear()
    write(mail, 150, 154)
    again = score(mail, output)
    assert worked["receive"] < 60, "the last batch and the new mail"
    assert worked["detect"] < 60
    assert worked["judge"] < 100, "threads of the last year, whose ages went on"
    assert again == score(mail, tmp_path / "anew")
    worked.clear()
    assert score(mail, output) == again
    assert not worked
