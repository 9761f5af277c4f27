"""Our own form, one object a line, and the labelled threads of ``evaluate`` and of the web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from commsense.labelling import writing
from commsense.labelling.formats import canonical, objects, threads
from commsense.labelling.names import Names
from commsense.labelling.problem import Problem, Read
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme


def rows(path: Path, names: Names) -> Iterator[Row | Problem]:
    """Give the rows of a file one after another, and what cannot be used of it."""
    for where, found in objects.read(path):
        if isinstance(found, Problem):
            yield found
        elif "messages" in found:
            yield from threads.rows(found, where, names)
        else:
            yield from canonical.rows(found, where, names)


def chunks(
    given: Iterable[Row],
    scheme: Scheme,  # noqa: ARG001
    asked: Sequence[str] | None = None,  # noqa: ARG001
) -> Iterator[bytes]:
    """Write rows; what the arguments are stands at ``formats.Format``."""
    return objects.lines(canonical.table(row) for row in given)


def read(path: Path, scheme: Scheme) -> Read:
    """Read a whole file."""
    found = list(rows(path, Names(scheme)))
    return Read(
        tuple(each for each in found if isinstance(each, Row)),
        tuple(each for each in found if isinstance(each, Problem)),
    )


def write(given: Iterable[Row], path: Path) -> None:
    """Write rows to a file, as a whole or not at all.

    Raises:
        InputError: it cannot be written; a file of that name stays as it was.
    """
    writing.write(path, objects.lines(canonical.table(row) for row in given))
