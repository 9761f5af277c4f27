"""Labels with too few examples: in all, in a language, from too few threads."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commsense import lang
from commsense.labelling.checks.result import Finding, LabelCount, Severity
from commsense.labelling.checks.sheet import Answers, Sheet

FEW, THIN = 10, 30
"""Sentences below which a label cannot be learnt, and below which it hardly can."""
FROM = 5
"""Threads that a task has to come from before labels of one or two threads are told."""
MANY = 100
"""Rows of a language from which thin labels in it are told."""


def counts(sheet: Sheet, answers: Answers) -> tuple[LabelCount, ...]:
    """Count how often each label of a task was given."""
    language = np.array([sheet.language[row] for row in answers.rows])
    found = []
    for column, label in enumerate(answers.task.values):
        rows = answers.rows[answers.given[:, column]]
        threads = sheet.threads[rows]
        names, number = np.unique(language[answers.given[:, column]], return_counts=True)
        found.append(
            LabelCount(
                label=label,
                rows=len(rows),
                sentences=len(np.unique(sheet.sentences[rows])),
                threads=len(np.unique(threads[threads >= 0])),
                languages=dict(zip(names.tolist(), number.tolist(), strict=True)),
            )
        )
    return tuple(found)


def find(sheet: Sheet) -> Iterator[Finding]:
    """Find labels that are too rare to be learnt, and languages that nobody labelled."""
    yield from _absent(sheet)
    for name, answers in sheet.answers.items():
        if not len(answers.rows):
            continue
        counted = counts(sheet, answers)
        few = [each for each in counted if each.sentences < FEW]
        thin = [each for each in counted if FEW <= each.sentences < THIN]
        yield from _told("few", name, few, most=FEW)
        yield from _told("thin", name, thin, most=THIN)
        threads = sheet.threads[answers.rows]
        if len(np.unique(threads[threads >= 0])) >= FROM:
            narrow = [e for e in counted if e.sentences >= FEW and 0 < e.threads <= 2]
            yield from _told("narrow", name, narrow)
        yield from _by_language(sheet, answers, counted)


def _by_language(
    sheet: Sheet, answers: Answers, counted: tuple[LabelCount, ...]
) -> Iterator[Finding]:
    language = [sheet.language[row] for row in answers.rows]
    present = set(sheet.language)
    for each in lang.LANGUAGES:
        rows = language.count(each)
        if each in present and not rows:
            yield Finding(
                "language_unjudged", Severity.HINT, 1, answers.task.name, values={"language": each}
            )
        elif rows >= MANY:
            thin = [c for c in counted if c.sentences >= THIN and c.languages.get(each, 0) < FEW]
            yield from _told("thin_language", answers.task.name, thin, language=each, most=FEW)


def _absent(sheet: Sheet) -> Iterator[Finding]:
    for each in lang.LANGUAGES:
        if sheet.rows and each not in sheet.language:
            yield Finding("language_absent", Severity.HINT, 1, values={"language": each})


def _told(kind: str, task: str, labels: list[LabelCount], **values: str | int) -> Iterator[Finding]:
    if labels:
        listed = ", ".join(f"{each.label} {each.sentences}" for each in labels)
        names = tuple(each.label for each in labels)
        yield Finding(
            kind, Severity.HINT, len(labels), task, names, values={"listed": listed, **values}
        )
