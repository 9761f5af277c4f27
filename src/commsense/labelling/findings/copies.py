"""The same words, or nearly the same, with different labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.checks.plain import weight
from commsense.labelling.checks.result import Finding, Severity
from commsense.labelling.checks.sheet import Answers, Sheet
from commsense.labelling.findings import groups
from commsense.labelling.findings.words import Words

SHORT = 20


def find(sheet: Sheet, words: Words) -> Iterator[Finding]:
    """Find different sentences of the same or nearly the same words that are labelled differently.

    The same sentence labelled by several people is no copy: that is their agreement.
    """
    for answers in sheet.answers.values():
        if answers.task.pair or not len(answers.rows):
            continue
        codes = groups.codes(sheet, answers)
        yield from _told("copy", sheet, answers, _same(sheet, answers, codes))
        yield from _told("near_copy", sheet, answers, _near(answers, codes, words))


def _same(sheet: Sheet, answers: Answers, codes: NDArray[np.int64]) -> list[list[int]]:
    first = np.unique(sheet.sentences[answers.rows], return_index=True)[1]
    mixed = groups.mixed(sheet.words[answers.rows][first], codes[first])
    return [
        first[places].tolist()
        for places in mixed
        if weight(sheet.rows[answers.rows[first[places[0]]]].text) >= SHORT
    ]


def _near(
    answers: Answers,
    codes: NDArray[np.int64],
    words: Words,
) -> list[list[int]]:
    close = words.near.pairs
    of = words.of[answers.rows].tolist() if close else []
    place = {code: i for i, code in reversed(list(enumerate(of)))}
    pairs = [(place[a], place[b]) for a, b in close if a in place and b in place]
    return [[one, other] for one, other in pairs if codes[one] != codes[other]]


def _told(
    kind: str, sheet: Sheet, answers: Answers, found: Sequence[list[int]]
) -> Iterator[Finding]:
    if found:
        examples = [groups.example(sheet, answers, each) for each in found[: groups.SHOWN]]
        yield Finding(kind, Severity.HINT, len(found), answers.task.name, examples=tuple(examples))
