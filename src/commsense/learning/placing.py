"""Where in its file each row stands, told from the rows and the problems in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from commsense.labelling.checks.sheet import Placed
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row

_NUMBER = re.compile(r": (?:line|row) (\d+)(?:: (.*))?$")
_WHOLE = frozenset({None, "text", "language", "context"})
"""Fields without which a row is left out as a whole."""
_CONCERN = "#concern"
"""The end of the id of a row that stands in the same line as the one before."""


def placed(found: Iterable[Row | Problem], file: str) -> Iterator[Placed | Problem]:
    """Number the rows of one file by its lines; a table's header is its first.

    The readers name lines only where something is wrong; between two problems rows are counted.
    Empty lines in between, and threads, which have many rows a line, make the number a guess.
    """
    number = 1 if file.lower().removesuffix(".gz").endswith((".csv", ".tsv")) else 0
    told = False
    for each in found:
        if isinstance(each, Problem):
            yield each
            place = _NUMBER.search(each.where)
            if place:
                number = int(place[1])
                told = place[2] not in _WHOLE
            continue
        if not told and not (number and each.id.endswith(_CONCERN)):
            number += 1
        told = False
        yield Placed(each, file, number)
