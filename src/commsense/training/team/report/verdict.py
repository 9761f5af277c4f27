"""Whether a training was worth it: one sentence a task, and what to bear in mind with it."""

from __future__ import annotations

from commsense.training.evaluation import LEAST
from commsense.training.team.outcome import Outcome, TaskOutcome, Versus
from commsense.training.team.report import naming
from commsense.training.team.report.numbers import between, figure, listed

FEW_SENTENCES, FEW_THREADS = 200, 20
"""Below these a figure is called a first impression."""
PROBABLY = 0.1
"""Share of draws without a gain up to which a model is called probably better."""


def standing(outcome: Outcome) -> str:
    """Say that a model was not installed, or was although it is not better; else nothing."""
    if outcome.refused:
        return naming.sentence(f"Not installed, because {outcome.refused}")
    if outcome.left:
        names = listed(list(map(naming.line, outcome.left)))
        return (
            f"Installed without what was learned of {names}, which is read as before: it is not"
            " surely better on threads that were held out."
        )
    poor = [naming.line(task.task) for task in outcome.tasks if not _is_better(task, outcome)]
    if not poor:
        return ""
    return f"Installed because you asked for it; it is not proven better for {listed(poor)}."


def verdict(task: TaskOutcome, outcome: Outcome) -> str:
    """Say in one sentence whether the new model reads a task better than before."""
    if not told(task):
        return f"Too few examples to tell: no label has {LEAST} or more."
    found = naming.compared(task, outcome)
    if not found:
        return (
            f"{_capital(task.measure)} {figure(task.value.value)} on your held-out threads"
            f" ({between(task.value)}); it was compared with no other model."
        )
    first = found[0]
    return (
        f"{_ranking(first)} {naming.other(first, task, outcome)}"
        f" on your held-out threads: {naming.line(task.measure)} {figure(task.value.value)}"
        f" against {figure(first.value)} ({_gain(first)})."
    )


def others(task: TaskOutcome, outcome: Outcome) -> str:
    """Say how the new model compares with those that the verdict does not name."""
    found = naming.compared(task, outcome)[1:] if told(task) else []
    return " ".join(
        f"{_ranking(each)} {naming.other(each, task, outcome)} ({figure(each.value)};"
        f" {_gain(each)})."
        for each in found
    )


def caution(task: TaskOutcome, outcome: Outcome) -> str:
    """Say that a task was measured on little, if so."""
    if task.sentences >= FEW_SENTENCES and task.threads >= FEW_THREADS:
        return ""
    return (
        f"This rests on only {naming.units(task)} of {naming.groups(task, outcome)}: take it as a"
        " first impression."
    )


def told(task: TaskOutcome) -> bool:
    """Tell whether any label has enough examples to say something."""
    return any(each.examples >= LEAST for each in task.labels)


def chance(versus: Versus) -> str:
    """Say how often the new model was not better when threads were drawn again."""
    share = round(100 * versus.chance)
    if not share:
        return "fewer than 1 of 100 draws" if versus.chance else "none of the draws"
    return f"{share} of 100 draws"


def _is_better(task: TaskOutcome, outcome: Outcome) -> bool:
    return outcome.better.get(task.task, True)


def _ranking(versus: Versus) -> str:
    """Word a comparison by its interval; one that holds zero proves nothing."""
    if versus.gain.low > 0:
        return "Better than"
    if versus.gain.high < 0:
        return "Worse than"
    return "Probably better than" if versus.chance <= PROBABLY else "Not proven better than"


def _gain(versus: Versus) -> str:
    named = "gain" if versus.gain.value >= 0 else "difference"
    return f"{named} {figure(versus.gain.value)}, {between(versus.gain)}"


def _capital(measure: str) -> str:
    told = naming.line(measure)
    return told[:1].upper() + told[1:]
