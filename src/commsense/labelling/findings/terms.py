"""Terms that are marked here and left unmarked there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from commsense.labelling.checks.result import Example, Finding, Severity
from commsense.labelling.checks.sheet import Answers, Sheet
from commsense.labelling.findings.groups import SHOWN

OFTEN = 3
"""Rows that mark a term before its other places are looked for."""
MOST = 300
"""Terms that are looked for, the ones marked most."""
SHARE = 0.25
"""Of a term's places left unmarked from which it is told."""


def find(sheet: Sheet) -> Iterator[Finding]:
    """Find terms that some sentences mark and others, where they stand too, do not."""
    for name, answers in sheet.answers.items():
        if not answers.task.spans:
            continue
        marked = _marked(sheet, answers)
        often = [term for term, number in marked.most_common(MOST) if number >= OFTEN]
        if not often:
            continue
        missed = _missed(sheet, answers, often)
        found = [
            (term, rows)
            for term, rows in missed.items()
            if len(rows) >= 2 and len(rows) >= SHARE * (len(rows) + marked[term])
        ]
        found.sort(key=lambda item: -len(item[1]))
        if found:
            examples = tuple(
                Example((sheet.place(rows[0]),), sheet.text(rows[0]), (term,))
                for term, rows in found[:SHOWN]
            )
            yield Finding(
                "term_unmarked",
                Severity.HINT,
                len(found),
                name,
                values={"places": sum(len(rows) for _, rows in found)},
                examples=examples,
            )


def _marked(sheet: Sheet, answers: Answers) -> Counter[str]:
    return Counter(
        row.text[span.start : span.end].lower()
        for row in (sheet.rows[place] for place in answers.rows)
        for span in row.spans or ()
        if span.end - span.start >= 2
    )


def _missed(sheet: Sheet, answers: Answers, terms: list[str]) -> dict[str, list[int]]:
    """Give by term the rows where it stands and no mark touches it."""
    ordered = sorted(terms, key=len, reverse=True)
    pattern = re.compile(
        "|".join(
            rf"(?<![a-z0-9]){re.escape(t)}(?![a-z0-9])" if t.isascii() else re.escape(t)
            for t in ordered
        )
    )
    found: dict[str, list[int]] = {}
    for place in answers.rows.tolist():
        row = sheet.rows[place]
        text = row.text.lower()
        if len(text) != len(row.text):
            continue
        for hit in pattern.finditer(text):
            touched = any(s.start < hit.end() and hit.start() < s.end for s in row.spans or ())
            rows = found.setdefault(hit.group(), [])
            if not touched and rows[-1:] != [place]:
                rows.append(place)
    return found
