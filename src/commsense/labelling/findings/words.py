"""The different texts of a sheet, which rows have each, and which are nearly the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.checks import plain
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings import near

ENOUGH = 24
"""Letters from which it is no accident that two texts are the same."""


@dataclass(frozen=True, slots=True)
class Words:
    """``texts`` are the different ones, letters and digits alone; ``of[row]`` is -1 for short ones.

    ``rows[i]`` is the first row with text i; ``near`` has the places of texts nearly the same.
    """

    texts: tuple[str, ...]
    of: NDArray[np.int64]
    rows: NDArray[np.int64]
    near: near.Near


def words(sheet: Sheet) -> Words:
    """Gather the texts of all rows that say enough to be compared."""
    known: dict[str, int] = {}
    of = np.full(len(sheet.rows), -1, dtype=np.int64)
    first: list[int] = []
    for place, row in enumerate(sheet.rows):
        text = plain.bare(row.text)
        if plain.weight(text) < ENOUGH:
            continue
        if text not in known:
            known[text] = len(known)
            first.append(place)
        of[place] = known[text]
    texts = tuple(known)
    return Words(texts, of, np.array(first, dtype=np.int64), near.find(texts))
