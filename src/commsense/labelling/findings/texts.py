"""Texts that nothing can be learnt from, or only in part, and rows without any label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np

from commsense.backends.pieces import MOST
from commsense.labelling.checks.plain import bare
from commsense.labelling.checks.result import Example, Finding, Severity
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings.groups import SHOWN
from commsense.labelling.row import Row

_PIECE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{1,2}|[^\W\d_]+|\d+|[^\w\s]")


def find(sheet: Sheet) -> Iterator[Finding]:
    """Find texts without a word, texts longer than a model reads, and rows without a label."""
    judged = np.zeros(len(sheet.rows), dtype=np.bool_)
    for answers in sheet.answers.values():
        judged[answers.rows] = True
    yield from _told("wordless", sheet, lambda row: not bare(row.text))
    yield from _told("long", sheet, _long, most=MOST)
    bare_rows = np.flatnonzero(~judged)
    if len(bare_rows):
        examples = tuple(
            Example((sheet.place(int(row)),), sheet.text(int(row))) for row in bare_rows[:SHOWN]
        )
        yield Finding("unlabelled", Severity.HINT, len(bare_rows), examples=examples)


def _long(row: Row) -> bool:
    """Tell whether a text surely has more pieces than a model reads of a sentence."""
    return len(row.text) > MOST and len(_PIECE.findall(row.text)) > MOST


def _told(
    kind: str, sheet: Sheet, holds: Callable[[Row], bool], **values: int
) -> Iterator[Finding]:
    rows = [place for place, row in enumerate(sheet.rows) if holds(row)]
    if rows:
        examples = tuple(Example((sheet.place(row),), sheet.text(row)) for row in rows[:SHOWN])
        yield Finding(kind, Severity.HINT, len(rows), values=values, examples=examples)
