"""``commsense labels check``: shows whether labels can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SHOWN, NAMED = 10, 50
"""Rows likely wrong that are named of each task: on the terminal, in a file for later."""
PROBLEM, NEVER = "problem", "never"


def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="LABELS…", help="Files of labels, of one or more people."),
    ],
    scheme: Annotated[
        Path | None, typer.Option(help="The team's own tasks.", show_default="labels.toml, if any")
    ] = None,
    test: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Rows to test a model with; may be repeated."),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="text, json or html.", show_default="text")
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=0, help="Rows likely wrong to name, of each task.", show_default="10; in files 50"
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The file to write, - for the screen.")
    ] = Path("-"),
    fail_on: Annotated[
        str, typer.Option(help="Exit with 1 at such a finding: problem or never.")
    ] = NEVER,
    model: Annotated[
        str, typer.Option(help="A model that helps to find wrong labels.", show_default="none")
    ] = "",
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    seed: Annotated[int, typer.Option(min=0, help="The same seed, the same result.")] = 0,
    language: Annotated[str, typer.Option("--lang", help="Language of the report: en or zh.")] = (
        "en"
    ),
) -> None:
    """Say whether labels can be trusted, and what to do where they cannot."""
    from commsense.cli import options
    from commsense.cli.labels import showing
    from commsense.learning import checking

    told = showing.told(format_, output, fail_on, language)
    named = top if top is not None else SHOWN if told == "text" else NAMED
    own = options.scheme_file(scheme)
    found = checking.check(
        files, own, tested=test or (), model=model, device=device, top=named, seed=seed
    )
    showing.show(found, told, output, language)
    if fail_on == PROBLEM and checking.fails(found):
        raise typer.Exit(1)
