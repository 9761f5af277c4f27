"""Shows how well a model reads labelled sentences, as tables or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commsense import api
from commsense.cli import telling
from commsense.training.evaluation import Difference, Evaluation, Range, SetFigures

SHOWN = 5
WIDTH = 110


def run(data: list[Path], model: str, against: str | None, device: str, *, as_json: bool) -> None:
    """Evaluate and print; rows that could not be used are named on the error stream.

    Raises:
        InputError: if a file holds nothing that can be used.
        ModelError: if a model cannot be loaded.
    """
    found = api.evaluate(data, model, against, device)
    for error in found.errors[:SHOWN]:
        telling.problem(error)
    if len(found.errors) > SHOWN:
        telling.problem(f"and {len(found.errors) - SHOWN} more rows")
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
    else:
        _show(found, Console(width=WIDTH if not sys.stdout.isatty() else None))


def _show(found: Evaluation, console: Console) -> None:
    console.print(Text(f"Model {found.model}; 95 % intervals, drawn over threads.", style="dim"))
    for each in found.sets:
        _set(each, console)
    if found.differences:
        console.print()
        console.print(Text(f"{found.model} against {found.against}", style="bold"))
        for difference in found.differences:
            _difference(difference, console)


def _set(each: SetFigures, console: Console) -> None:
    console.print()
    console.print(Text(f"{each.name} · {each.language}", style="bold"), end="")
    console.print(Text(f"  {each.sentences} sentences in {each.threads} threads", style="dim"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("label")
    for name in ("true", "seen", "precision", "recall", "F1", "calibration error"):
        table.add_column(name, justify="right")
    for row in each.labels:
        table.add_row(
            row.label,
            str(row.true),
            str(row.seen),
            _ranged(row.precision),
            _ranged(row.recall),
            _ranged(row.f1),
            f"{row.calibration_error:.3f}",
        )
    for group, mean in each.means.items():
        table.add_row(f"macro-F1, {group}", "", "", "", "", _ranged(mean), "", style="bold")
    console.print(table)


def _difference(each: Difference, console: Console) -> None:
    text = (
        f"  {each.name} · {each.language} · {each.group}: {each.gain.value:+.3f}"
        f" ({each.gain.low:+.3f} to {each.gain.high:+.3f});"
        f" not better in {each.chance:.1%} of draws"
    )
    console.print(Text(text))


def _ranged(figure: Range) -> str:
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"
