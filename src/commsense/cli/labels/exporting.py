"""``commsense labels export``: rows as tasks for a labelling program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commsense.cli import telling

SHOWN = 5


def export(
    files: Annotated[
        list[Path], typer.Argument(help="Rows, with labels or with text only.", metavar="ROWS…")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    format_: Annotated[
        str, typer.Option("--format", help="label-studio, doccano, csv or jsonl.")
    ] = "label-studio",
    task: Annotated[list[str] | None, typer.Option(help="A task to ask; may be repeated.")] = None,
    model: Annotated[
        str, typer.Option(help="A model whose labels are proposed where there are none.")
    ] = "",
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    finished: Annotated[
        bool, typer.Option("--finished", help="Labels are their annotators', not proposals.")
    ] = False,
    config_out: Annotated[
        Path | None, typer.Option(help="Write Label Studio's configuration here.")
    ] = None,
    scheme: Annotated[
        Path | None, typer.Option(help="The team's own tasks.", show_default="labels.toml, if any")
    ] = None,
) -> None:
    """Write tasks for Label Studio or doccano, a table or JSON Lines."""
    from commsense.cli import options
    from commsense.labelling import scheme as schemes
    from commsense.learning import exporting

    found = exporting.write(
        files,
        output,
        schemes.load(options.scheme_file(scheme)),
        format_,
        tasks=task or (),
        model=model,
        device=device,
        finished=finished,
        config=config_out,
    )
    for problem in found.problems[:SHOWN]:
        telling.problem(problem)
    if len(found.problems) > SHOWN:
        telling.problem(f"and {len(found.problems) - SHOWN:,} more")
    again = f"; {found.again:,} rows of the same sentences left out" if found.again else ""
    kind = "labels" if finished else "proposals"
    typer.echo(f"{found.tasks:,} tasks written to {output}, {found.labelled:,} with {kind}{again}")
    if not finished:
        telling.line(f"Asked: {', '.join(found.asked)}")
    if config_out:
        typer.echo(f"Configuration for Label Studio: {config_out}")
