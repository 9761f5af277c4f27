"""Shows what came of a training: whether it was worth it, and what to do next, on one screen."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commsense.training.evaluation import LEAST
from commsense.training.team.outcome import LabelOutcome, Outcome
from commsense.training.team.report import PAGE, advice, facts, naming, tables, verdict
from commsense.training.team.report.numbers import figure, ranged

WIDTH = 110
ROWS = 10
"""Labels that are shown, less one for each further task."""
LEAST_ROWS = 3


def show(outcome: Outcome, folder: Path, console: Console | None = None) -> None:
    """Print the verdict of each task, a table of labels, one piece of advice, and the report.

    Args:
        outcome: what came of the training.
        folder: that of the report.
        console: where to print; the screen if none is given.
    """
    console = console or Console(width=WIDTH if not sys.stdout.isatty() else None)
    _opening(outcome, console)
    for task in outcome.tasks:
        told = Text(f"{naming.line(task.task)}: ", style="bold")
        told.append(naming.line(verdict.verdict(task, outcome)), style="not bold")
        console.print(told)
        if caution := verdict.caution(task, outcome):
            console.print(Padding(Text(caution, style="yellow"), (0, 0, 0, 2)))
    console.print(_table(outcome))
    _ending(outcome, folder, console)


def _opening(outcome: Outcome, console: Console) -> None:
    if standing := verdict.standing(outcome):
        console.print(Text(standing, style="bold red"))
    told = f"{naming.line(outcome.name)} · {facts.amount(outcome)} · {naming.line(outcome.method)}"
    console.print(Text(told, style="dim"))


def _table(outcome: Outcome) -> Table:
    found = [label for task in outcome.tasks for label in task.labels]
    found.sort(key=lambda each: -each.examples)
    most = max(LEAST_ROWS, ROWS + 1 - len(outcome.tasks))
    rest = len(found) - most
    table = Table(
        box=None,
        pad_edge=False,
        header_style="dim",
        caption=f"and {rest} more labels in the report" if rest > 0 else None,
        caption_justify="left",
    )
    table.add_column("label", no_wrap=True, overflow="ellipsis")
    for name in ("examples", "F1 (95 % interval)", "base", "TF-IDF"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in found[:most]:
        table.add_row(*map(Text, _row(each)))
    return table


def _row(each: LabelOutcome) -> tuple[str, ...]:
    start = (naming.label(each.label), f"{each.examples:,}")
    if each.examples < LEAST:
        return (*start, tables.TOO_FEW, "", "")
    return (*start, ranged(each.f1), figure(each.base), figure(each.words))


def _ending(outcome: Outcome, folder: Path, console: Console) -> None:
    if tip := advice.whole(outcome):
        console.print(Text(naming.line(tip)))
    quoted = any(task.mistakes for task in outcome.tasks)
    console.print(Text(f"→ {folder / PAGE}"), soft_wrap=True)
    if quoted:
        console.print(
            Text("  It quotes your mail: handle it as you handle the mail itself.", "dim")
        )
    if not outcome.refused:
        console.print(Text(f"Use it here: {facts.use(outcome)[0][0]}"), soft_wrap=True)
