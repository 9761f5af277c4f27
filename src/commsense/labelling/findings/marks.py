"""Marked stretches that cut a word, begin or end with a blank, or lie over each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from commsense.labelling.checks.result import Example, Finding, Severity
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings.groups import SHOWN
from commsense.labelling.row import Row, Span

_LETTER = re.compile(r"[A-Za-z0-9\u00c0-\u024f]")
"""Of scripts that put blanks between words; where a Chinese word ends is open to doubt."""


def find(sheet: Sheet) -> Iterator[Finding]:
    """Find stretches that are marked carelessly."""
    for name, answers in sheet.answers.items():
        if not answers.task.spans:
            continue
        found: dict[str, list[Example]] = defaultdict(list)
        for row in answers.rows.tolist():
            for span in sheet.rows[row].spans or ():
                kind = _wrong(sheet.rows[row], span)
                if kind:
                    words = sheet.rows[row].text[span.start : span.end][:60]
                    found[kind].append(Example((sheet.place(row),), sheet.text(row), (words,)))
        for kind in CAREFUL:
            if found[kind]:
                examples = tuple(found[kind][:SHOWN])
                severity = Severity.PROBLEM if kind == "mark_cut" else Severity.HINT
                yield Finding(kind, severity, len(found[kind]), name, examples=examples)


def _wrong(row: Row, span: Span) -> str:
    return next((kind for kind, holds in CAREFUL.items() if holds(row, span)), "")


def _blank(row: Row, span: Span) -> bool:
    words = row.text[span.start : span.end]
    return words != words.strip() or not any(each.isalnum() for each in words)


def _cut(row: Row, span: Span) -> bool:
    return _inside(row.text, span.start) or _inside(row.text, span.end)


def _inside(text: str, place: int) -> bool:
    return (
        0 < place < len(text)
        and bool(_LETTER.match(text[place - 1]))
        and bool(_LETTER.match(text[place]))
        and text[place - 1].isdigit() == text[place].isdigit()
    )


def _over(row: Row, span: Span) -> bool:
    return any(
        other is not span and span.start < other.end and other.start < span.end
        for other in row.spans or ()
    )


CAREFUL: dict[str, Callable[[Row, Span], bool]] = {
    "mark_cut": _cut,
    "mark_blank": _blank,
    "mark_over": _over,
}
