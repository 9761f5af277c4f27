"""Where in its file each row stands, as the readers tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from commsense.labelling.checks.sheet import Placed
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row

_NUMBER = re.compile(r": (?:line|row|answer) (\d+)(?:: |$)")


def placed(found: Iterable[Row | Problem], file: str) -> Iterator[Placed | Problem]:
    """Give rows with the number of their line or row in their file, 0 where no reader tells it.

    A table's header is its row 1; the sentences of a thread have the number of its line.
    """
    for each in found:
        if isinstance(each, Problem):
            yield each
            continue
        place = _NUMBER.search(each.place)
        yield Placed(each, file, int(place[1]) if place else 0)
