"""``commsense labels import``: files of labels into one file, with what was left out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commsense.cli import telling

if TYPE_CHECKING:
    from rich.table import Table

    from commsense.learning.importing import Summary

WIDTH = 100


def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Label Studio, doccano, tables, JSON Lines; also .gz.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    format_: Annotated[
        str, typer.Option("--format", help="auto, jsonl, csv, label-studio or doccano.")
    ] = "auto",
    scheme: Annotated[
        Path | None, typer.Option(help="The team's own tasks.", show_default="labels.toml, if any")
    ] = None,
    new_labels: Annotated[
        bool, typer.Option("--new-labels", help="Declare labels that nobody declared.")
    ] = False,
    annotator: Annotated[str, typer.Option(help="Who labelled, where a file does not say.")] = "",
) -> None:
    """Gather files of labels into one. Exits with 2 when nothing in them can be used."""
    from commsense.cli import options
    from commsense.labelling import scheme as schemes
    from commsense.learning import importing

    place = scheme or options.SCHEME
    known = schemes.BUILT_IN
    if place.exists() or (scheme is not None and not new_labels):
        known = schemes.load(place)
    found = importing.gather(
        files, output, known, format_, annotator, place if new_labels else None
    )
    _tell(found, output, place)
    if not found.rows:
        raise typer.Exit(2)


def _tell(found: Summary, output: Path, place: Path) -> None:
    from rich.console import Console

    for problem in found.first:
        telling.problem(problem)
    if found.problems > len(found.first):
        more = found.problems - len(found.first)
        telling.problem(f"and {more:,} more; all of them: {found.listed}")
    if not found.rows:
        said = f", {found.unlabelled:,} sentences have no label" if found.unlabelled else ""
        telling.problem(f"nothing could be used{said}; {output} was not written.")
        return
    console = Console(width=WIDTH if not sys.stdout.isatty() else None, highlight=False)
    _new(found, place)
    console.print(_table(found))
    people = ", ".join(f"{name or 'not named'} {n:,}" for name, n in found.annotators.most_common())
    telling.line(f"Annotators: {people}")
    if found.unlabelled:
        typer.echo(f"Left out, as nobody labelled them: {found.unlabelled:,}")
    some = "1 problem" if found.problems == 1 else f"{found.problems:,} problems"
    left = f"; {some}, see {found.listed}" if found.problems else ""
    typer.echo(f"{found.rows:,} {'row' if found.rows == 1 else 'rows'} written to {output}{left}")


def _new(found: Summary, place: Path) -> None:
    tasks: dict[str, list[str]] = {}
    for each in found.declared:
        tasks.setdefault(each.task, []).append(each.label)
    for task, labels in tasks.items():
        telling.line(f"New in {place}: {task}: {', '.join(labels)}")
    if tasks:
        typer.echo(
            "Any number of a new task's labels may hold; write several = false where one does."
        )


def _table(found: Summary) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("task")
    table.add_column("label")
    languages = [language for language, _ in found.sentences.most_common()]
    for language in languages:
        table.add_column(language, justify="right")
    rows = dict.fromkeys((task, label) for task, label, _ in sorted(found.labels))
    before = ""
    for task, label in rows:
        counts = [found.labels[task, label, language] for language in languages]
        shown = [f"{count:,}" if count else "" for count in counts]
        table.add_row("" if task == before else task, label or "(none holds)", *shown)
        before = task
    table.add_row("rows", "", *(f"{found.sentences[each]:,}" for each in languages), style="bold")
    return table
