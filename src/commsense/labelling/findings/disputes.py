"""Sentences on which people differ: what to sit together over."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commsense.labelling.checks.result import Finding, Severity
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings import groups


def find(sheet: Sheet) -> Iterator[Finding]:
    """Find the sentences that two or more people labelled differently."""
    for answers in sheet.answers.values():
        person = sheet.person[answers.rows]
        sentences = sheet.sentences[answers.rows]
        mixed = groups.mixed(sentences, groups.codes(sheet, answers))
        found = [places for places in mixed if len(np.unique(person[places])) > 1]
        if found:
            yield Finding(
                "disputed",
                Severity.HINT,
                len(found),
                answers.task.name,
                examples=tuple(
                    groups.example(sheet, answers, places.tolist(), named=True)
                    for places in found[: groups.SHOWN]
                ),
            )
