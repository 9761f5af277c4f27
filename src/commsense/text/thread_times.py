"""When the messages of an archive were written, and their order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from commsense.conversation import Heading

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_STEP = timedelta(microseconds=1)


class Times:
    """When each message was written, or is taken to have been, and the order that this gives.

    One without a date keeps its place behind the one that was read before it.
    """

    def __init__(self, headings: Sequence[Heading]) -> None:
        """Read the dates of all headings."""
        self._steps = array("q")
        undated = bytearray()
        last = _steps(_LONG_AGO)
        for heading in headings:
            if heading.date is not None:
                last = _steps(heading.date)
            self._steps.append(last)
            undated.append(heading.date is None)
        self.order = self._ordered(headings, undated)

    def between(self, earlier: int, later: int) -> timedelta:
        """Give the time from one message to another, by their places."""
        return _STEP * (self._steps[later] - self._steps[earlier])

    def _ordered(self, headings: Sequence[Heading], undated: bytearray) -> array[int]:
        """Sort by time, dated ones first; those of the same moment by id."""
        steps, without = np.array(self._steps, np.int64), np.frombuffer(undated, np.uint8)
        order = np.lexsort((without, steps))
        steps, without = steps[order], without[order]
        cuts = [0, *(np.flatnonzero(np.diff(steps) | np.diff(without)) + 1), len(order)]
        places = array("I", order.tolist())
        for start, end in pairwise(cuts):
            if end - start > 1 and not without[start]:
                same = sorted(places[start:end], key=lambda place: (headings[place].id, place))
                places[start:end] = array("I", same)
        return places


def _steps(moment: datetime) -> int:
    return (moment - _EPOCH) // _STEP
