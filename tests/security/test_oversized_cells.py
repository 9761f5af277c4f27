"""Cells and lines beyond measure: read up to the limit, above it named and left out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from commsense import sources
from commsense.conversation import Message, Skipped
from commsense.settings import Columns, Limits

COLUMNS = Columns(text="text", sender="sender")
MB = 2**20


def read(path: Path, limit: int) -> tuple[list[Message], list[Skipped]]:
    messages, skipped = [], []
    for item in sources.items([path], Limits(file_bytes=limit)):
        for found in (item,) if isinstance(item, Skipped) else sources.parse(item, COLUMNS):
            (messages if isinstance(found, Message) else skipped).append(found)  # type: ignore[arg-type]
    return messages, skipped


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("a.csv", 'Ann,"{}"\n'),
        ("a.jsonl", '{{"sender": "Ann", "text": "{}"}}\n'),
    ],
)
def test_a_large_cell_is_read_and_a_huge_one_left_out(name: str, row: str, tmp_path: Path) -> None:
    head = "sender,text\n" if name.endswith(".csv") else ""
    path = tmp_path / name
    path.write_text(head + row.format("When? " * 50_000) + row.format("Soon."), encoding="utf-8")
    messages, skipped = read(path, MB)
    assert [len(message.body) > 290_000 for message in messages] == [True, False]
    assert not skipped
    path.write_text(head + row.format("When? " * 500_000), encoding="utf-8")
    messages, skipped = read(path, MB)
    assert not messages
    assert "larger than" in skipped[0].reason


def test_a_million_columns_and_a_quote_that_never_ends(tmp_path: Path) -> None:
    begun = time.process_time()
    wide = tmp_path / "wide.csv"
    wide.write_text("text" + ",a" * 200_000 + "\nWhen?" + ",b" * 200_000 + "\n", encoding="utf-8")
    read(wide, MB)
    endless = tmp_path / "endless.csv"
    endless.write_text('text\n"' + "When?\n" * 200_000, encoding="utf-8")
    messages, skipped = read(endless, MB)
    assert messages or skipped
    assert time.process_time() - begun < 20
