"""Label Studio's export as a table, turned into objects as its JSON-MIN has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from commsense.labelling.formats import csv_files
from commsense.labelling.formats.controls import MIN
from commsense.labelling.formats.objects import Found
from commsense.labelling.problem import Problem

_TEXTS = ("text", "before")


def read(path: Path) -> Iterator[Found]:
    """Give each row as an object, or what is wrong with it."""
    for where, found in csv_files.objects(path):
        yield where, found if isinstance(found, Problem) else _object(found)


def _object(cells: Mapping[str, str]) -> dict[str, object]:
    # An empty number says that nobody has labelled the task.
    return dict.fromkeys(MIN) | {name: _value(name, cell) for name, cell in cells.items()}


def _value(name: str, cell: str) -> object:
    if name in _TEXTS or cell[0] not in "[{":
        return cell
    try:
        return msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        return cell
