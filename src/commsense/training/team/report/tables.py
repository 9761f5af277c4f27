"""The tables of a report, the same for the card and the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commsense.training.evaluation import LEAST
from commsense.training.team.outcome import MORE, LabelOutcome, Outcome, TaskOutcome
from commsense.training.team.report import advice, naming, verdict
from commsense.training.team.report.numbers import NOTHING, figure, percent, ranged

TOO_FEW = "too few examples to tell"
PAIRS = 15
"""Confusions that are listed where they are too many for a square."""
SQUARE = 10
"""Labels up to which confusions are shown as a square."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings, and rows of as many cells, the first ``names`` of which are no numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: int = 1


def labels(task: TaskOutcome) -> Table:
    """Give how well each label is read, beside the others."""
    headings = ("Label", "Examples", "Found", "Precision", "Recall", "F1 (95 % interval)")
    return Table(
        (*headings, "Base", naming.simple(task)[1], "Calibration error"),
        tuple(_label(each, task) for each in task.labels),
    )


def comparison(task: TaskOutcome, outcome: Outcome) -> Table:
    """Give the means of the new model and of those that it is held against."""
    own = (f"{naming.line(outcome.name)} (new)", ranged(task.value), NOTHING, NOTHING)
    rows = (
        (
            naming.other(each, task, outcome),
            figure(each.value),
            ranged(each.gain),
            verdict.chance(each),
        )
        for each in naming.compared(task, outcome)
    )
    measure = f"{naming.line(task.measure)} (95 % interval)"
    headings = ("Model", measure, "The new one gains", "The new one was not better in")
    return Table(headings, (own, *rows))


def languages(task: TaskOutcome) -> Table:
    """Give how well each language is read."""
    return Table(
        ("Language", "Sentences", naming.line(task.measure)),
        tuple(
            (naming.language(code), f"{count:,}", figure(value))
            for code, (count, value) in sorted(task.languages.items())
        ),
    )


def enough(labels: Iterable[LabelOutcome]) -> list[LabelOutcome]:
    """Give the labels with enough examples to tell anything."""
    return [each for each in labels if each.examples >= LEAST]


def calibrated(task: TaskOutcome) -> list[LabelOutcome]:
    """Give the labels whose chances were measured; stretches of text have none."""
    shown = [] if naming.spans(task) else enough(task.labels)
    return [each for each in shown if any(count for _, _, count in each.reliability)]


def curves(task: TaskOutcome) -> Table:
    """Give the numbers of the learning curves, a row a label."""
    return Table(
        ("Label", "F1 by examples learned from", f"With {MORE} more, about"),
        tuple(
            (naming.label(each.label), _course(each), _further(each))
            for each in enough(task.labels)
            if each.curve
        ),
        names=2,
    )


def chances(task: TaskOutcome) -> Table:
    """Give how far the chances of each label can be believed, in short."""
    return Table(
        ("Label", "Calibration error", "Where it is surest, it says", "and is right in"),
        tuple(
            (naming.label(each.label), figure(each.calibration_error), *_surest(each))
            for each in calibrated(task)
        ),
    )


def calibration(task: TaskOutcome) -> Table:
    """Give the numbers of the calibration plots; ranges in which no sentence lies are left out."""
    return Table(
        ("Label", "Model says, on average", "Turned out true", "Sentences"),
        tuple(
            (naming.label(each.label), percent(said), percent(true), f"{count:,}")
            for each in calibrated(task)
            for said, true, count in each.reliability
            if count
        ),
    )


def confusion(task: TaskOutcome) -> Table:
    """Give what was taken for what: a square of a few labels, else the commonest pairs."""
    if not is_square(task):
        return _pairs(task)
    names = _names(task)
    return Table(
        ("People said ↓, the model read →", *map(naming.label, names)),
        tuple(
            (naming.label(said), *(f"{task.confusion.get((said, read), 0):,}" for read in names))
            for said in names
        ),
    )


def is_square(task: TaskOutcome) -> bool:
    """Tell whether the confusions of a task fit into a square."""
    return not task.several and len(_names(task)) <= SQUARE


def _label(each: LabelOutcome, task: TaskOutcome) -> tuple[str, ...]:
    start = (naming.label(each.label), f"{each.examples:,}", f"{each.seen:,}")
    if each.examples < LEAST:
        return (*start, NOTHING, NOTHING, TOO_FEW, NOTHING, NOTHING, NOTHING)
    return (
        *start,
        figure(each.precision),
        figure(each.recall),
        ranged(each.f1),
        figure(each.base),
        figure(each.words),
        NOTHING if naming.spans(task) else figure(each.calibration_error),
    )


def _course(each: LabelOutcome) -> str:
    return ", ".join(f"{count:,}: {figure(value)}" for count, value in each.curve)


def _further(each: LabelOutcome) -> str:
    point = advice.ahead(each)
    return figure(point[1]) if point else "no more"


def surest(each: LabelOutcome) -> tuple[float, float] | None:
    """Give the highest chance that a model gave often enough, and the share that was true."""
    found = [(said, true) for said, true, count in each.reliability if count >= LEAST]
    return max(found, default=None)


def _surest(each: LabelOutcome) -> tuple[str, str]:
    found = surest(each)
    return (percent(found[0]), percent(found[1])) if found else (NOTHING, NOTHING)


def _names(task: TaskOutcome) -> list[str]:
    """Give the labels of the confusions, in the order of the task, those of none last."""
    used = {name for pair, count in task.confusion.items() if count for name in pair}
    known = [each.label for each in task.labels if each.label in used]
    return [*known, *sorted(used - set(known), reverse=True)]


def _pairs(task: TaskOutcome) -> Table:
    wrong = [(pair, n) for pair, n in task.confusion.items() if n and pair[0] != pair[1]]
    wrong.sort(key=lambda item: (-item[1], item[0]))
    return Table(
        ("People said", "The model read", "Sentences"),
        tuple((naming.label(a), naming.label(b), f"{n:,}") for (a, b), n in wrong[:PAIRS]),
        names=2,
    )
