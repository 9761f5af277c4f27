"""Rows that belong together and differ in what they say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.checks.result import Example
from commsense.labelling.checks.sheet import Answers, Sheet, labels

SHOWN = 5
"""Examples of a finding."""
MOST_PLACES = 4
"""Rows of an example."""

NONE = "–"
"""Said where somebody looked and no label holds."""

Rows = NDArray[np.int64]


def codes(sheet: Sheet, answers: Answers) -> Rows:
    """Number the answers to a task; of marked stretches, what is marked where counts."""
    if answers.task.spans:
        marked = [hash(frozenset(sheet.rows[row].spans or ())) for row in answers.rows]
        return np.array(marked, dtype=np.int64)
    if not len(answers.rows):
        return np.zeros(0, dtype=np.int64)
    packed = np.packbits(answers.given, axis=1)
    return np.unique(packed, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def mixed(groups: Rows, answer: Rows) -> list[Rows]:
    """Give the places of each group in which answers differ."""
    order = np.lexsort((answer, groups))
    starts = np.flatnonzero(np.diff(groups[order], prepend=groups[order][:1] - 1))
    ends = np.append(starts[1:], len(order))
    differ = (answer[order][starts] != answer[order][ends - 1]) if len(starts) else starts > 0
    return [np.sort(order[a:b]) for a, b in zip(starts[differ], ends[differ], strict=True)]


def example(
    sheet: Sheet, answers: Answers, places: Sequence[int], *, named: bool = False
) -> Example:
    """Show answers to the same words: one row of each answer first, if asked with who gave it."""
    first: dict[str, int] = {}
    for place in places:
        first.setdefault(_said(sheet, answers, place, named=False), place)
    chosen = list(dict.fromkeys([*first.values(), *places]))[:MOST_PLACES]
    rows = [int(answers.rows[place]) for place in chosen]
    return Example(
        places=tuple(map(sheet.place, rows)),
        text=sheet.text(rows[0]),
        said=tuple(_said(sheet, answers, place, named=named) for place in chosen),
    )


def _said(sheet: Sheet, answers: Answers, place: int, *, named: bool) -> str:
    said = ", ".join(told(sheet, answers, place)) or NONE
    person = sheet.people[sheet.person[answers.rows[place]]] if named else ""
    return f"{person}: {said}" if person else said


def told(sheet: Sheet, answers: Answers, place: int) -> tuple[str, ...]:
    """Give what an answer says: its labels, of stretches the words with their kind."""
    if not answers.task.spans:
        return labels(answers, place)
    row = sheet.rows[answers.rows[place]]
    return tuple(f"{row.text[s.start : s.end][:40]} ({s.kind})" for s in row.spans or ())
