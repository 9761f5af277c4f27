"""The file in which the page of labelling keeps labels (``store``); it is read, never written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commsense.errors import InputError
from commsense.labelling import private_file, store
from commsense.labelling.formats import canonical
from commsense.labelling.names import Names
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row


def holds(path: Path) -> bool:
    """Tell whether a file is one of SQLite; ``rows`` says if it is not ours."""
    return private_file.is_database(path)


def rows(path: Path, names: Names) -> Iterator[Row | Problem]:
    """Give the labels of all people, checked against the scheme as those of any other file."""
    try:
        found = store.rows(path)
    except InputError as error:
        yield Problem(str(path), str(error).removeprefix(f"{path}: "))
        return
    for number, row in enumerate(found, start=1):
        yield from canonical.rows(canonical.table(row), f"{path}: answer {number}", names)
