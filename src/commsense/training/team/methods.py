"""The ways to train, from the cheapest on, and which one an amount of data calls for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commsense.labelling.scheme import Task
from commsense.training.lessons import UNKNOWN, Lesson
from commsense.training.team.columns import Columns, labelled

RECALIBRATE, HEADS, CONTRASTIVE, FINETUNE = "recalibrate", "heads", "contrastive", "finetune"
METHODS = {
    RECALIBRATE: "only the thresholds and chances are fitted anew",
    HEADS: "heads over the encoder as it is, with heads over n-grams",
    CONTRASTIVE: "the encoder draws sentences of one label together, then heads",
    FINETUNE: "the whole encoder is tuned, then heads",
}
"""By name what it does."""

FEW = 60
"""Sentences of the guide's own tasks below which they only recalibrate."""
SOME = 2_000
"""Sentences from which on the encoder is worth tuning."""
EACH = 100
"""Examples that the median label has from which on the encoder is worth tuning."""


def choose(
    lessons: Sequence[Lesson], columns: Columns, tasks: Sequence[Task], *, foreign: bool = False
) -> tuple[str, str]:
    """Pick a method and say why.

    The contrastive way is for encoders that know no label of ours yet (``foreign``): over the
    shipped one it was no better than heads alone, and ten times as slow.
    """
    count = len(lessons)
    median = _median(lessons, columns, tasks)
    told = f"{count:,} labelled sentences, {median:,.0f} examples of the median label"
    known = all(not task.own for task in tasks)
    if known and count < FEW:
        return RECALIBRATE, f"{told}: too few to teach more"
    if foreign and count < SOME and any(not task.several for task in tasks):
        return CONTRASTIVE, f"{told}, and an encoder that knows no label yet"
    if count < SOME or median < EACH:
        return HEADS, f"{told}: enough for heads, too few to tune the encoder"
    return FINETUNE, f"{told}: enough to tune the encoder"


def _median(lessons: Sequence[Lesson], columns: Columns, tasks: Sequence[Task]) -> float:
    counts = [
        columns.truth[:, place].sum() for task in labelled(tasks) for place in columns.of(task)
    ]
    related = [each.relation for each in lessons if each.relation != UNKNOWN]
    counts += np.bincount(related).tolist() if related else []
    marked = sum(bool(each.jargon) for each in lessons)
    found = [int(count) for count in counts if count]
    return float(np.median(found)) if found else float(marked)
