"""The rows of a table in .csv or .jsonl, one at a time, as strings by column name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from commsense.settings import Limits
from commsense.sources import charset
from commsense.sources.item import Joined, Source, too_large

Row = dict[str, str]


def of_csv(source: Source, limits: Limits) -> Iterator[Row | str]:
    """Rows by the names in the first line; a reason where a row is damaged."""
    csv.field_size_limit(limits.file_bytes)
    raw = io.BufferedReader(Joined(source.head, source.stream))
    encoding = "utf-8-sig" if source.head.isascii() else charset.guess(source.head)
    encoding = {"utf-8": "utf-8-sig", "cp1252": "latin-1"}.get(encoding, encoding)
    lines = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
    header = source.head.partition(b"\n")[0].decode("latin-1")
    reader = csv.reader(lines, delimiter=max(",;\t|", key=header.count))
    names: list[str] = []
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield f"a damaged row ({error})"
            continue
        if cells is None:
            lines.detach()
            return
        if not names:
            names = _unique([cell.strip() for cell in cells])
        elif any(cells):
            yield dict(zip(names, cells, strict=False))


def _unique(names: list[str]) -> list[str]:
    """Column names, the second of a kind with its number."""
    count: dict[str, int] = {}
    unique = []
    for name in names:
        count[name] = count.get(name, 0) + 1
        unique.append(name if count[name] == 1 else f"{name} ({count[name]})")
    return unique


def of_json(source: Source, limits: Limits) -> Iterator[Row | str]:
    """Rows as objects of strings; a reason where a line is none."""
    stream = io.BufferedReader(Joined(source.head, source.stream))
    while True:
        line = stream.readline(limits.file_bytes + 1)
        if not line:
            return
        if len(line) > limits.file_bytes:
            yield too_large(limits)
            return
        if line.strip():
            yield parse_object(line) or "not a JSON object"


def parse_object(line: bytes) -> Row:
    """A line of JSON as a row; an empty one where it is not an object."""
    try:
        value = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(value, dict):
        return {}
    return {name: _string(content) for name, content in value.items()}


def _string(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_string(part) for part in value[:1_000] if not isinstance(part, list))
    if value is None or isinstance(value, dict):
        return ""
    return str(value)
