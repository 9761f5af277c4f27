"""Labels that nearly always stand together, so that no model can tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.checks.result import Finding, Severity
from commsense.labelling.checks.sheet import Answers, Sheet

FEWEST = 10
ALWAYS = 0.95
"""Of the rows with either label, the share with both."""
_AT_ONCE = 50_000


def find(sheet: Sheet) -> Iterator[Finding]:
    """Find two labels that are given to the same rows, of one task or of two."""
    several = [each for each in sheet.answers.values() if not each.task.pair and len(each.rows)]
    for one, other in combinations_with_replacement(several, 2):
        if one is other and not one.task.several:
            continue
        both, first, second = _counted(one, other)
        either = first[:, None] + second[None, :] - both
        found = (both >= FEWEST) & (both >= ALWAYS * either)
        for i, j in np.argwhere(found).tolist():
            if one is other and i >= j:
                continue
            names = (one.task.values[i], other.task.values[j])
            yield Finding(
                "together",
                Severity.HINT,
                int(both[i, j]),
                one.task.name,
                names,
                values={"other": other.task.name, "either": int(either[i, j])},
            )


def _counted(
    one: Answers, other: Answers
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Count, over rows judged for both tasks, rows with both labels, with each of one, of other."""
    _, here, there = np.intersect1d(one.rows, other.rows, return_indices=True)
    both = np.zeros((one.given.shape[1], other.given.shape[1]))
    first, second = np.zeros(len(both)), np.zeros(both.shape[1])
    for start in range(0, len(here), _AT_ONCE):
        a = one.given[here[start : start + _AT_ONCE]].astype(np.float32)
        b = other.given[there[start : start + _AT_ONCE]].astype(np.float32)
        both += a.T @ b
        first += a.sum(axis=0)
        second += b.sum(axis=0)
    return both, first, second
