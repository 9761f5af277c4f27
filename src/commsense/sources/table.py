"""Tables of messages: .csv and .jsonl, with a stated mapping of columns.

Rows are cut into batches of JSON lines, so that a large table is never held and both formats are
parsed alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from commsense.conversation import Kind, Message, Place, Side, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import addresses, identity, mail_dates, prose, rows
from commsense.sources.item import Item, Source
from commsense.sources.rows import Row

BATCH_ROWS = 100
BATCH_BYTES = 2**22

_SIDES = {
    **dict.fromkeys(("client", "customer", "user", "客户", "客戶", "甲方"), Side.CLIENT),
    **dict.fromkeys(("team", "agent", "vendor", "supplier", "团队", "乙方"), Side.TEAM),
}
_CSV = (".csv", ".tsv")
_JSONL = (".jsonl", ".ndjson", ".jl")


def claims(source: Source) -> bool:
    """Whether the file is a table: by its name, or JSON objects a line."""
    if not prose.is_text(source.head):
        return False
    if source.name.endswith((*_CSV, *_JSONL)):
        return True
    first, _, second = source.head.lstrip(b"\xef\xbb\xbf \r\n").partition(b"\n")
    return bool(rows.parse_object(first)) and second.lstrip()[:1] == b"{"


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """Cut the rows into batches; ``Place.position`` is the number of a batch's first row."""
    read = rows.of_csv if source.name.endswith(_CSV) else rows.of_json
    batch: list[str] = []
    size = number = 0
    for number, row in enumerate(read(source, limits), 1):
        if isinstance(row, str):
            yield Skipped(Place(source.path, number), row)
        batch.append(json.dumps(row if isinstance(row, dict) else {}))
        size += len(batch[-1])
        if len(batch) == BATCH_ROWS or size > BATCH_BYTES:
            yield _item(source, number - len(batch) + 1, batch)
            batch, size = [], 0
    if batch:
        yield _item(source, number - len(batch) + 1, batch)
    elif not number:
        yield Skipped(Place(source.path), "a table without rows")


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read a batch of rows with the stated columns."""
    batch: list[Row] = [json.loads(line) for line in item.data.decode("ascii").split("\n")]
    names = list(dict.fromkeys(name for row in batch for name in row))
    found: list[Message | Skipped] = []
    reason = _unread(columns, names)
    if reason and names and item.place.position == 1:  # it holds for the whole file: said once
        found.append(Skipped(Place(item.place.path), reason))
    if columns is not None and columns.text in names:
        for index, row in enumerate(batch):
            place = Place(item.place.path, item.place.position + index)
            if row:
                found.append(_message(row, place, columns))
    return tuple(found)


def _item(source: Source, first: int, batch: list[str]) -> Item:
    place = Place(source.path, first)
    return Item("table", place, "\n".join(batch).encode("ascii"), source.consumed())


def _unread(columns: Columns | None, names: list[str]) -> str:
    """Why rows cannot be read, or what of them was not found; "" where all was."""
    shown = ", ".join(name if len(name) <= 40 else f"{name[:37]}..." for name in names[:12])
    shown += f" and {len(names) - 12} more" if len(names) > 12 else ""
    if columns is None:
        return (
            f"a table whose columns have no stated meaning (found: {shown}); to read it, write"
            ' under [columns] in commsense.toml at least text = "…", and where there are such'
            " columns sender, recipients, date, subject, thread, id, side"
        )
    stated = [value for value in columns.model_dump().values() if value]
    absent = ", ".join(value for value in stated if value not in names)
    if columns.text not in names:
        return f"a table without the stated column {absent} (found: {shown})"
    return f"read without the stated column {absent}, which is not there (found: {shown})" * bool(
        absent
    )


def _message(row: Row, place: Place, columns: Columns) -> Message | Skipped:
    def cell(column: str) -> str:
        text = row.get(column, "") if column else ""
        return text.encode("utf-8", "replace").decode("utf-8").strip()

    text = cell(columns.text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text:
        return Skipped(place, f"a row without text in the column {columns.text}")
    sender = addresses.people(_latin(cell(columns.sender)), "utf-8")
    date = _date(cell(columns.date))
    thread = cell(columns.thread)
    return Message(
        id=identity.of(
            "row",
            *map(cell, (columns.id, columns.text, columns.sender, columns.date, columns.subject)),
        ),
        kind=Kind.EMAIL if columns.recipients or columns.subject else Kind.CHAT,
        place=place,
        body=text,
        subject=cell(columns.subject),
        sender=sender[0] if sender else None,
        recipients=addresses.people(_latin(cell(columns.recipients)), "utf-8"),
        date=date,
        message_id=cell(columns.id),
        references=(thread,) if thread else (),
        stated_side=_SIDES.get(cell(columns.side).lower(), Side.UNKNOWN),
        mended=("date not readable",) if cell(columns.date) and not date else (),
    )


def _latin(text: str) -> str:
    """Text as header values are kept: its UTF-8 bytes read as Latin-1."""
    return text.encode("utf-8").decode("latin-1")


def _date(text: str) -> datetime | None:
    """A date in any form that mails use, or seconds (milliseconds) since 1970."""
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return mail_dates.read(text)
