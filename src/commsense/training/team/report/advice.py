"""What to do next: which labels further work would help most, by the learning curves."""

from __future__ import annotations

from collections.abc import Iterable

from commsense.training.evaluation import LEAST
from commsense.training.team.outcome import MORE, LabelOutcome, Outcome
from commsense.training.team.report import naming
from commsense.training.team.report.numbers import counted, figure, listed

LITTLE = 0.01
"""A gain in F1 below this is not worth an afternoon."""
_NAMED = 3


def whole(outcome: Outcome) -> str:
    """Give the one piece of advice for all tasks together."""
    return advice(label for task in outcome.tasks for label in task.labels)


def advice(labels: Iterable[LabelOutcome]) -> str:
    """Say what would help most among some labels; nothing without any label."""
    found = tuple(labels)
    best = max(filter(hopeful, found), key=lambda each: each.more, default=None)
    rare = sorted((each for each in found if each.examples < LEAST), key=lambda e: e.examples)
    if best is not None:
        name = naming.label(best.label)
        return f'{MORE} more labels of "{name}" would help most: {_promise(best)}.'
    if rare:
        return f"Label more of what is rare first: {_rare(rare)}; {LEAST} is the least to tell."
    if found and any(each.curve for each in found):
        return "More labels of the same kind would help little: the curves have become flat."
    return "What more labels would bring was not measured." if found else ""


def hopeful(label: LabelOutcome) -> bool:
    """Tell whether further examples of a label promise something, as far as that can be told."""
    return label.examples >= LEAST and label.more >= LITTLE and bool(label.curve)


def ahead(label: LabelOutcome) -> tuple[int, float] | None:
    """Give where the curve of a label would be after ``MORE`` further examples, if it rises."""
    if not hopeful(label):
        return None
    count, reached = label.curve[-1]
    return count + MORE, min(1.0, reached + label.more)


def _promise(label: LabelOutcome) -> str:
    return f"its F1 could grow by about {figure(label.more)}, if its curve goes on as it does"


def _rare(labels: list[LabelOutcome]) -> str:
    told = [
        f'"{naming.label(each.label)}" has {counted(each.examples, "example")}'
        for each in labels[:_NAMED]
    ]
    rest = len(labels) - _NAMED
    return listed([*told, counted(rest, "more label") + f" below {LEAST}"] if rest > 0 else told)
