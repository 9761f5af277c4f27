"""``commsense train``: reads the options, shows how far it is, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    labels: Annotated[list[Path], typer.Argument(metavar="LABELS", help="Files of labels.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder of the model, such as models/acme.")
    ],
    base: Annotated[
        str, typer.Option(help="A model, or an encoder: its folder or Hugging Face id.")
    ] = "default",
    task: Annotated[
        list[str] | None,
        typer.Option(
            help="acts, sentiment, flags, jargon, concern-status or one of the team's own; may be"
            " repeated.",
            show_default="all that are labelled",
        ),
    ] = None,
    scheme: Annotated[
        Path | None, typer.Option(help="The team's own tasks.", show_default="labels.toml, if any")
    ] = None,
    method: Annotated[
        str, typer.Option(help="auto, recalibrate, heads, contrastive or finetune.")
    ] = "auto",
    device: Annotated[
        str | None, typer.Option("--device", help="auto, cpu or cuda.", show_default="auto")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="For all that is drawn by chance.")] = 0,
    force: Annotated[
        bool, typer.Option(help="Install the model even if it is not better.")
    ] = False,
) -> None:
    """Train a model on the team's own labels, and install it if it is better."""
    from commsense.cli import options, progress, trained
    from commsense.learning import training
    from commsense.training.team.run import Wish

    wish = Wish(
        base=base,
        tasks=tuple(task or ()),
        target=output,
        method=method,
        device=device or "auto",
        seed=seed,
        force=force,
    )
    with progress.shown() as say:
        outcome, report = training.train(labels, options.scheme_file(scheme), wish, say)
    trained.show(outcome, report)
    if outcome.refused:
        raise typer.Exit(1)
