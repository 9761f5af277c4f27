"""Labels that were sent in, held against the tasks that are asked of the sentence."""

from __future__ import annotations

from collections.abc import Iterable

from commsense.errors import InputError
from commsense.labelling.answer import Said
from commsense.labelling.deck import Card
from commsense.labelling.row import Span
from commsense.labelling.scheme import Task, accepted
from commsense.web.label_asked import LabelsAsked, SpanAsked


def said(asked: LabelsAsked, card: Card) -> Said:
    """Give what somebody says of a card, in the order of the tasks, each label once.

    Raises:
        InputError: a task is not asked of it, a label is none of the task's, or a span is none of
            the sentence's.
    """
    tasks = {task.name: task for task in card.tasks if not task.spans}
    unknown = sorted(set(asked.labels) - set(tasks))
    if unknown:
        raise InputError(f"labels: a task is not asked of this; accepted: {', '.join(tasks)}.")
    labels = {
        name: _labels(task, asked.labels[name])
        for name, task in tasks.items()
        if name in asked.labels
    }
    spanning = next((task for task in card.tasks if task.spans), None)
    if asked.spans is None or spanning is None:
        if asked.spans:
            raise InputError("spans: none are asked of this; accepted: null.")
        return Said(labels)
    return Said(labels, _spans(spanning, asked.spans, card.row.text))


def _labels(task: Task, found: Iterable[str]) -> tuple[str, ...]:
    given = set(found)
    if accepted(task, tuple(given)):
        # What was found is left out: it may be anything.
        number = "any of" if task.several else "exactly one of"
        raise InputError(f"labels.{task.name}: accepted: {number} {', '.join(task.values)}.")
    return tuple(each for each in task.values if each in given)


def _spans(task: Task, found: Iterable[SpanAsked], text: str) -> tuple[Span, ...]:
    spans = sorted({(each.start, each.end, each.kind) for each in found})
    for start, end, kind in spans:
        if not start < end <= len(text) or kind not in task.values:
            raise InputError(
                f"spans: accepted: 0 <= start < end <= {len(text)},"
                f" of kind {', '.join(task.values)}."
            )
    return tuple(Span(*each) for each in spans)
