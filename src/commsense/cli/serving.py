"""The commands ``serve``, the page on which drafts are checked, and ``lsp``, for editors."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commsense.cli import options, telling
from commsense.errors import SettingsError

SHOWN = 5


class Reader(StrEnum):
    """The languages of the page."""

    EN = "en"
    ZH = "zh"


def serve(
    report: Annotated[
        Path | None, typer.Argument(help="Folder of a report that `commsense score` wrote.")
    ] = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; beyond this machine a token is needed.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8600,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST[:PORT]",
            help="Reached by this name as well, with the token; may be repeated.",
        ),
    ] = None,
    client: Annotated[
        list[str] | None, typer.Option(help="Domain or address of the client; may be repeated.")
    ] = None,
    team: Annotated[
        list[str] | None, typer.Option(help="Domain or address of the team; may be repeated.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="Settings file (commsense.toml).")] = None,
    language: Annotated[
        Reader | None, typer.Option("--lang", help="Language of the page.", show_default="en")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", help="A model's name or folder.", show_default="default"),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.sqlite",
            help="Where corrections are kept.",
            show_default="corrections.sqlite in REPORT",
        ),
    ] = None,
    index: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.sqlite",
            help="Where the index of the messages is kept.",
            show_default="index.sqlite in REPORT",
        ),
    ] = None,
    label: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Sentences to be labelled, on /label.")
    ] = None,
    scheme: Annotated[
        Path | None,
        typer.Option(help="The team's own tasks.", show_default="labels.toml, if any"),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.sqlite",
            help="Where labels are kept.",
            show_default="labels.sqlite beside the sentences",
        ),
    ] = None,
    task: Annotated[
        list[str] | None, typer.Option(help="A task that is asked; repeated, or left out for all.")
    ] = None,
    overlap: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the sentences that everybody labels.")
    ] = 0.1,
    suggest: Annotated[
        bool, typer.Option("--suggest/--no-suggest", help="Show what the model would choose.")
    ] = True,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page.")] = False,
) -> None:
    """Serve the page on which drafts are checked and sentences labelled, on this machine."""
    from commsense.extras import require

    require("fastapi")
    require("uvicorn")
    from commsense.web import labelling, serving

    chosen = options.settings(
        options.settings_file(config, [report] if report else []),
        clients=client or (),
        team=team or (),
        language=language.value if language else None,
        model=model,
    )
    place = serving.Place(host, port, tuple(allow_host or ()))
    labelled = None
    if label:
        own = options.scheme_file(scheme)
        asked = labelling.Assignment(label, own, labels, overlap, tuple(task or ()), suggest)
        labelled = labelling.prepare(asked)
        _tell(labelled.problems)
    elif scheme or labels or task:
        raise SettingsError("--scheme, --labels and --task go with --label FILE.")
    serving.run(chosen, place, report, corrections, labelled, index, browser=browser)


def _tell(problems: Sequence[object]) -> None:
    """Tell on the side which sentences cannot be labelled; the others can."""
    for each in problems[:SHOWN]:
        telling.problem(each)
    if len(problems) > SHOWN:
        telling.problem(f"and {len(problems) - SHOWN:,} more")


def lsp(
    tcp: Annotated[
        int | None,
        typer.Option(
            metavar="PORT", min=0, max=65_535, help="Listen on this machine; 0 takes a free port."
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", help="A model's name or folder; the editor's setting goes before."),
    ] = None,
) -> None:
    """Serve an editor: comments on drafts while they are written (docs/editors.md)."""
    from commsense.lsp import serve

    serve(tcp, model)
