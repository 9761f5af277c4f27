"""The command ``serve``: the page on which drafts are checked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commsense.cli import options


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
        typer.Option("--model", help="A shipped model or a folder.", show_default="default"),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.sqlite",
            help="Where corrections are kept.",
            show_default="corrections.sqlite in REPORT",
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page.")] = False,
) -> None:
    """Serve the page on which drafts are checked, on this machine."""
    from commsense.extras import require

    require("fastapi")
    require("uvicorn")
    from commsense.web import serving

    chosen = options.settings(
        options.settings_file(config, [report] if report else []),
        clients=client or (),
        team=team or (),
        language=language.value if language else None,
        model=model,
    )
    place = serving.Place(host, port, tuple(allow_host or ()))
    serving.run(chosen, place, report, corrections, browser=browser)
