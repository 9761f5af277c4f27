"""``commsense models``: which models there are, what they are, and how they get about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="models", help="List, show, choose and share models.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A model's name or folder.")]
Format = Annotated[str, typer.Option("--format", help="text or json.")]


@app.command("list")
def list_(format_: Format = "text") -> None:
    """List the models that are found by name, and which one is used in this folder."""
    from commsense.cli import model_texts
    from commsense.learning.models import listing

    as_json = _is_json(format_)
    found = listing.listed()
    if as_json:
        model_texts.as_json({"models": found.entries, "missing": found.missing})
    else:
        model_texts.listed(found)


@app.command()
def show(name: Name, format_: Format = "text") -> None:
    """Say what a model is: its labels, what it was trained on, how well it reads, its files."""
    from commsense.cli import model_texts
    from commsense.learning.models import showing

    as_json = _is_json(format_)
    found = showing.shown(name)
    if as_json:
        model_texts.as_json(found)
    else:
        model_texts.shown(found)


@app.command()
def use(name: Name) -> None:
    """Use a model in this folder: writes it into commsense.toml; default takes it out again."""
    from commsense.learning.models import using

    file = using.use(name, Path())
    typer.echo(f"{name} is used in this folder ({file}).")


@app.command()
def export(
    name: Name,
    output: Annotated[Path, typer.Option("-o", "--output", help="The zip to write.")],
    int8: Annotated[
        bool, typer.Option("--int8", help="With smaller weights, for machines without torch.")
    ] = False,
) -> None:
    """Write a model as one file, for a colleague."""
    from commsense.cli import model_texts
    from commsense.learning.models import packing

    model_texts.packed(packing.export(name, output, int8=int8))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="From `models export`.")],
    name: Annotated[str, typer.Option(help="Another name for it.", show_default=False)] = "",
    here: Annotated[
        bool, typer.Option("--here", help="Into ./models, not among your own models.")
    ] = False,
) -> None:
    """Put a model from a file in place, after checking it."""
    from commsense.learning.models import unpacking
    from commsense.model_places import FOLDER

    done = unpacking.install(file, Path(FOLDER) if here else None, name)
    typer.echo(f"{done.name} is in place: {done.folder} (sha256 {done.digest}).")
    typer.echo(f"Use it with --model {done.name}, or here always: commsense models use {done.name}")


app.command("install", hidden=True)(import_)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model's name.")],
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a model of your own, with all that is in its folder."""
    from commsense.learning.models import listing, removing

    found, used = removing.removable(name), listing.chosen(Path()) == name
    if not yes and not typer.confirm(f"Remove {found} and all that is in it?"):
        typer.echo("Nothing was removed.")
        raise typer.Exit(1)
    removing.remove(found)
    typer.echo(f"{name} is removed ({found}).")
    if used:
        typer.echo("commsense.toml of this folder still names it: commsense models use default")


def _is_json(format_: str) -> bool:
    from commsense.errors import SettingsError

    if format_ not in ("text", "json"):
        raise SettingsError(f"--format: {format_!r} is not written; accepted: text, json.")
    return format_ == "json"
