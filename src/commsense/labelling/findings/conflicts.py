"""People who say two things of the same sentence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commsense.labelling import identity
from commsense.labelling.checks.plain import weight
from commsense.labelling.checks.result import Finding, Severity
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings import groups
from commsense.labelling.row import Row

SHORT = 20
"""Letters of a sentence such as "OK, thanks", which may well stand for two things."""


def find(sheet: Sheet) -> Iterator[Finding]:
    """Find sentences that one person labelled twice, in two ways."""
    for answers in sheet.answers.values():
        sentences = sheet.sentences[answers.rows]
        person = sheet.person[answers.rows].astype(np.int64)
        both = sentences * len(sheet.people) + person
        found = [
            places
            for places in groups.mixed(both, groups.codes(sheet, answers))
            if _certain(sheet.rows[answers.rows[places[0]]])
        ]
        if found:
            examples = [groups.example(sheet, answers, p.tolist()) for p in found[: groups.SHOWN]]
            yield Finding(
                "conflict",
                Severity.PROBLEM,
                len(found),
                answers.task.name,
                examples=tuple(examples),
            )


def _certain(row: Row) -> bool:
    """Tell whether it surely is the same sentence, not the same few words elsewhere."""
    named = bool(row.id) and row.id != identity.of(row.text, row.context)
    return named or bool(row.context) or weight(row.text) >= SHORT
