"""What stands both among the rows to learn from and among those to test with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.checks.result import Example, Finding, Severity
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings.groups import SHOWN
from commsense.labelling.findings.words import Words

Pair = tuple[int, int]
"""A row to learn from, and one to test with."""


def find(sheet: Sheet, words: Words) -> Iterator[Finding]:
    """Find threads and texts on both sides; nothing where there is only one side."""
    if sheet.tested.all() or not sheet.tested.any():
        return
    threads = _common(sheet.threads, sheet.tested)
    yield from _told("leak_thread", sheet, threads, len(sheet.rows))
    yield from _told("leak_text", sheet, _common(words.of, sheet.tested), len(sheet.rows))
    close = [(int(words.rows[one]), int(words.rows[other])) for one, other in words.near.pairs]
    crossing = [
        (b, a) if sheet.tested[a] else (a, b)
        for a, b in close
        if sheet.tested[a] != sheet.tested[b]
    ]
    yield from _told("leak_near", sheet, crossing, len(sheet.rows))


def _common(codes: NDArray[np.int64], tested: NDArray[np.bool_]) -> list[Pair]:
    """Give the first rows of each side for every code that both have."""
    sides = []
    for side in (~tested, tested):
        rows = np.flatnonzero(side & (codes >= 0))
        values, first = np.unique(codes[rows], return_index=True)
        sides.append(dict(zip(values.tolist(), rows[first].tolist(), strict=True)))
    learn, test = sides
    return [(learn[code], test[code]) for code in learn if code in test]


def _told(kind: str, sheet: Sheet, pairs: Sequence[Pair], rows: int) -> Iterator[Finding]:
    if not pairs:
        return
    examples = tuple(
        Example(
            places=(sheet.place(one), sheet.place(other)),
            text=sheet.text(other),
            said=(sheet.rows[one].thread,) if kind == "leak_thread" else (),
        )
        for one, other in pairs[:SHOWN]
    )
    yield Finding(kind, Severity.PROBLEM, len(pairs), values={"rows": rows}, examples=examples)
