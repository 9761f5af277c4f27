"""Whether a task can be trained on, from what is known of its labels."""

from __future__ import annotations

from commsense.labelling.checks.result import (
    LabelCount,
    Level,
    Suspects,
    TaskAgreement,
    Verdict,
)
from commsense.labelling.scheme import Task

FEWEST = 50
"""Sentences of a task from which training is worth a try."""
DOUBLE = 20
"""Sentences that two people judged from which agreement is taken for known."""
USED = 5
"""Of these, sentences that somebody gave a label, from which it is judged by itself."""
FAIR, GOOD = 0.667, 0.8
"""Krippendorff's limits: below the first labels are not to be relied on, from the second they are.

The F1 of marked stretches, which he has none for, is held to the same.
"""
DOUBTFUL = 0.25
"""Share of rows that are likely wrong from which they come first."""


def verdict(
    task: Task,
    sentences: int,
    counts: tuple[LabelCount, ...],
    agreement: TaskAgreement | None,
    suspects: Suspects | None,
) -> Verdict:
    """Say what can be done with a task.

    Args:
        task: which.
        sentences: how many different ones were judged.
        counts: how often each label was given.
        agreement: of several people, if any sentence was judged by two.
        suspects: rows that are likely wrong, if they were looked for.
    """
    if not sentences:
        return Verdict(Level.NOTHING)
    if sentences < FEWEST:
        return Verdict(Level.FEW)
    if _one_label(task, counts):
        return Verdict(Level.ONE_LABEL)
    known = agreement is not None and agreement.sentences >= DOUBLE
    apart = disputed(agreement) if agreement and known else ()
    if agreement and known and _low(task, agreement):
        return Verdict(Level.AGREE, apart)
    if suspects and suspects.found > DOUBTFUL * suspects.looked:
        return Verdict(Level.LOOK, apart)
    if not known:
        return Verdict(Level.UNMEASURED)
    return Verdict(Level.EXCEPT, apart) if apart else Verdict(Level.READY)


def disputed(agreement: TaskAgreement) -> tuple[str, ...]:
    """Give the labels on which people do not agree well enough, the worst first."""
    low = [
        (each.alpha.value, each.label)
        for each in agreement.labels
        if each.used >= USED and each.alpha.value is not None and each.alpha.value < FAIR
    ]
    return tuple(label for _, label in sorted(low))


def _low(task: Task, agreement: TaskAgreement) -> bool:
    measured = agreement.overlap if task.spans else agreement.alpha
    return measured.value is not None and measured.value < FAIR


def _one_label(task: Task, counts: tuple[LabelCount, ...]) -> bool:
    used = sum(each.rows > 0 for each in counts)
    return used == 0 or (used == 1 and not task.several)
