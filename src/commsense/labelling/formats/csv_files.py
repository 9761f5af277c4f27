"""Tables: a header names the columns, a cell may hold several labels.

``-`` and ``(none)`` say that somebody looked and no label holds; an empty cell that nobody did.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from commsense.labelling.formats import canonical, cells, opening
from commsense.labelling.formats.formulas import defused, restored
from commsense.labelling.formats.opening import MOST_ROW
from commsense.labelling.names import OWN, Names
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme

DELIMITERS = (",", ";", "\t")
PLAIN = ("id", "text", "language", "side", "context", "thread", "client", "annotator")
MOST_LINE = 2**28
"""Characters of a line that are held; a cell may have ``MOST_ROW``."""
GUIDE = ("sentiment", "acts", "flags", "jargon", "concern", "status")


def rows(path: Path, names: Names) -> Iterator[Row | Problem]:
    """Give the rows of a table one after another, and what cannot be used of it."""
    header: cells.Header | None = None
    for where, cut in records(path):
        if isinstance(cut, Problem):
            yield cut
        elif header is None:
            header = cells.header(cut, names)
            yield from header.problems(str(path))
            if not header.usable:
                return
        else:
            table, problems = header.table(cut, where, names)
            yield from problems
            yield from canonical.rows(table, where, names)


def records(path: Path) -> Iterator[tuple[str, list[str] | Problem]]:
    """Give the cells of each row that is not empty, with its place; the header is the first."""
    place = ""
    try:
        codec = opening.encoding(path)
        if codec != "utf-8":
            said = f"is not in UTF-8; read as {codec.upper()}. Look at a few rows."
            yield str(path), Problem(str(path), said)
        with opening.opened(path) as file:
            text = io.TextIOWrapper(file, encoding=codec, errors="replace", newline="")
            for number, cut in _cut(text, _delimiter(path, codec)):
                place = f"row {number}"
                where = f"{path}: {place}"
                if isinstance(cut, str):
                    yield where, Problem(where, cut)
                elif any(cut):
                    yield where, cut
    except opening.DAMAGED as error:
        yield str(path), opening.unreadable(path, error, place)


def objects(path: Path) -> Iterator[tuple[str, dict[str, str] | Problem]]:
    """Give each row as an object of its cells that are not empty."""
    header: list[str] | None = None
    for where, cut in records(path):
        if isinstance(cut, Problem):
            yield where, cut
        elif header is None:
            header = cut
        else:
            cells_of = zip(header, cut, strict=False)
            yield where, {name: cell for name, cell in cells_of if cell}


def chunks(
    given: Iterable[Row],
    scheme: Scheme,
    asked: Sequence[str] | None = None,  # noqa: ARG001
) -> Iterator[bytes]:
    """Write rows; what the arguments are stands at ``formats.Format``.

    With the byte order mark that a spreadsheet needs for Chinese.
    """
    own = [f"{OWN}{task.name}" for task in scheme.values() if task.own]
    columns = (*PLAIN, *GUIDE, *own, "extra")
    yield b"\xef\xbb\xbf" + _line(columns)
    for row in given:
        written = cells.written(canonical.table(row))
        yield _line([defused(written.get(name, "")) for name in columns])


def _line(values: Sequence[str]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(values)
    return file.getvalue().encode("utf-8", "replace")


def _cut(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    csv.field_size_limit(MOST_ROW)
    reader = csv.reader(iter(lambda: text.readline(MOST_LINE), ""), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            yield number, [restored(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"is no row of a table ({error}); is a quotation mark left open?"


def _delimiter(path: Path, codec: str) -> str:
    with opening.opened(path) as file:
        header = file.readline(opening.HEAD).decode(codec, "replace")
    return max(DELIMITERS, key=header.count)
