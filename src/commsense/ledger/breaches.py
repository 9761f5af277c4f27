"""Whether a later line shows that a promise was not kept in time; it takes an explicit sign."""

from __future__ import annotations

from datetime import date

from commsense.labels import Status
from commsense.ledger.lines import Line, overlap
from commsense.ledger.promises import Promise
from commsense.ledger.replies import Index
from commsense.ledger.signs import ALIKE, LINKED, OUTSIDE, PLAIN, bare, complains, tells_undone


def breaks(promise: Promise, later: Line, filed: Index) -> bool:
    """Tell whether a line shows, once the day has passed, that the promise was not kept.

    Without a day only a plain complaint does, on another day than the promise, and only if no more
    was promised than to look into it.
    """
    start = promise.day or promise.line.day
    if start is None or later.day is None or later.day <= start:
        return False
    likeness = overlap(promise.matter, later.weights)
    if complains(later) and not later.outside and (promise.day or bare(promise.line)):
        if _names(later, promise.day):
            return any(_about(promise, line, True) >= PLAIN for line in filed.turns[later.turn])
        return _about(promise, later, bare(promise.line)) >= PLAIN
    if promise.day is None:
        return False
    if promise.linked.get(later.position) is Status.REOPENED:
        return likeness >= LINKED
    return tells_undone(later) and likeness >= (OUTSIDE if later.outside else ALIKE)


def _about(promise: Promise, line: Line, answered: bool) -> float:
    """Give how alike a line is to a promise, or also to the points that it ``answered``."""
    points = promise.points if answered else ()
    matters = [promise.matter, *(point.weights for point in points)]
    return max(overlap(matter, line.weights) for matter in matters)


def _names(line: Line, day: date | None) -> bool:
    """Tell whether a line names a day: "it was promised for Friday"."""
    dates = line.sentence.find("date:date", "date:deadline")
    return day is not None and any(signal.value[:10] == day.isoformat() for signal in dates)
