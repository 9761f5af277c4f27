"""The charts of a report: from what came of the labels to pictures with words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from commsense.training.evaluation import LEAST
from commsense.training.team.outcome import LabelOutcome, TaskOutcome
from commsense.training.team.report import advice, charts, naming
from commsense.training.team.report.numbers import counted, figure, percent, ranged
from commsense.training.team.report.tables import calibrated, enough, surest


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of one label with its name and what is to be seen."""

    name: str
    about: str
    chart: Markup


def comparison(task: TaskOutcome) -> Markup:
    """Draw F1 of every label that has enough examples, beside base and TF-IDF."""
    rows = [
        charts.Dots(
            naming.label(each.label),
            each.f1.value,
            each.f1.low,
            each.f1.high,
            each.base,
            each.words,
            _compared(each, naming.simple(task)[1]),
        )
        for each in enough(task.labels)
    ]
    return charts.dots(rows, "F1 by label", "; ".join(row.title for row in rows))


def curves(task: TaskOutcome) -> list[Picture]:
    """Draw the learning curves of the labels that have one."""
    return [_curve(each) for each in enough(task.labels) if each.curve]


def calibration(task: TaskOutcome) -> list[Picture]:
    """Draw how far chances can be believed, of the labels for which that is known."""
    return [_calibration(each) for each in calibrated(task)]


def _compared(each: LabelOutcome, simple: str) -> str:
    base = f", base {figure(each.base)}" if each.base is not None else ""
    return f"{naming.label(each.label)}: {ranged(each.f1)}{base}, {simple} {figure(each.words)}"


def _curve(each: LabelOutcome) -> Picture:
    name = naming.label(each.label)
    first, last = each.curve[0], each.curve[-1]
    about = f"{figure(last[1])} with {counted(last[0], 'example')}"
    if len(each.curve) > 1:
        about = f"{figure(first[1])} with {first[0]:,}, {about}"
    point = advice.ahead(each)
    if point:
        about += f"; with {point[0]:,} about {figure(point[1])}"
    return Picture(name, about, charts.curve(each.curve, point, f"F1 of {name}", about))


def _calibration(each: LabelOutcome) -> Picture:
    name = naming.label(each.label)
    best = surest(each)
    about = f"Calibration error {figure(each.calibration_error)}"
    if best:
        about += f"; where it says {percent(best[0])}, it is right in {percent(best[1])}"
    drawn = charts.reliability(each.reliability, LEAST, f"Chances of {name}", about)
    return Picture(name, about, drawn)
