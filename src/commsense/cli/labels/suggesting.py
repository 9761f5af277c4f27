"""``commsense labels suggest``: which sentences of an archive are worth labelling."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commsense.cli import telling

if TYPE_CHECKING:
    from rich.live import Live

    from commsense.learning.suggesting import Asked, Suggested
    from commsense.passes import Progress
    from commsense.settings import Settings

_SHOWN = 8
_STEPS = {"read": "Reading", "detect": "Understanding", "choose": "Choosing"}


def suggest(
    paths: Annotated[
        list[Path], typer.Argument(help="Mail archives, folders, notes.", metavar="ARCHIVE…")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write (JSON Lines).")],
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="How many sentences.")] = 200,
    known: Annotated[
        list[Path] | None, typer.Option(help="Labels that are there already; may be repeated.")
    ] = None,
    task: Annotated[
        list[str] | None, typer.Option(help="A task to choose for; may be repeated.")
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="en, zh or both.")] = "both",
    redact: Annotated[
        bool, typer.Option("--redact", help="Take names, addresses and numbers out.")
    ] = False,
    client: Annotated[
        list[str] | None, typer.Option(help="Domain or address of a client; may be repeated.")
    ] = None,
    team: Annotated[
        list[str] | None, typer.Option(help="Domain or address of the team; may be repeated.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="A model's name or folder.", show_default="default")
    ] = None,
    device: Annotated[
        str | None, typer.Option(help="auto, cpu or cuda.", show_default="auto")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="Settings file (commsense.toml).")] = None,
    scheme: Annotated[
        Path | None, typer.Option(help="The team's own tasks.", show_default="labels.toml, if any")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives another choice.")] = 0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Write the file only.")] = False,
) -> None:
    """Choose sentences worth labelling: unsure, rare and unlike each other."""
    from commsense.cli import options
    from commsense.labelling import scheme as schemes
    from commsense.learning import suggesting

    asked = suggesting.Asked(
        count=count,
        languages=_languages(language),
        tasks=task or (),
        known=known or (),
        redact=redact,
        seed=seed,
        scheme=schemes.load(options.scheme_file(scheme)),
    )
    chosen = options.settings(
        options.settings_file(config, paths),
        clients=client or (),
        team=team or (),
        model=model,
        device=device,
    )
    found = _run(paths, output, chosen, asked, quiet=quiet)
    if not quiet:
        _show(found, output, count)


def _languages(told: str) -> tuple[str, ...]:
    from commsense.errors import SettingsError
    from commsense.lang import LANGUAGES

    if told != "both" and told not in LANGUAGES:
        raise SettingsError(f"--lang: found {told!r}; accepted: {', '.join(LANGUAGES)}, both.")
    return LANGUAGES if told == "both" else (told,)


def _run(
    paths: list[Path], output: Path, settings: Settings, asked: Asked, *, quiet: bool
) -> Suggested:
    from rich.console import Console
    from rich.live import Live

    from commsense.learning import suggesting

    with Live(console=Console(stderr=True), transient=True, refresh_per_second=4) as live:
        return suggesting.write(paths, output, settings, asked, _line(None if quiet else live))


def _line(live: Live | None) -> Progress:
    def progress(step: str, done: int, total: int, messages: int) -> None:
        if live is not None:
            part = min(1.0, done / total if total else 1.0)
            what = "sentences" if step == "choose" else "messages"
            live.update(f"{_STEPS[step]}: {messages:,} {what}, {part:.0%}")

    return progress


def _show(found: Suggested, output: Path, count: int) -> None:
    for problem in found.problems[:_SHOWN]:
        telling.problem(problem)
    left = (
        (found.idle, "say nothing to judge"),
        (found.known, "are labelled already"),
        (found.repeats, "are like others"),
    )
    out = ", ".join(f"{number:,} {why}" for number, why in left if number)
    typer.echo(f"{found.sentences:,} sentences{f'; left out: {out}' if out else ''}")
    short = f" (asked for {count:,}: there are no more)" if len(found.rows) < count else ""
    typer.echo(
        f"{len(found.rows):,} of {found.candidates:,} chosen from {found.threads:,} threads{short}"
    )
    for name, counted in (
        ("Why", found.reasons),
        ("Labels", found.labels),
        ("Languages", found.languages),
    ):
        told = ", ".join(f"{key} {number}" for key, number in counted.most_common(_SHOWN))
        typer.echo(f"  {name + ':':11}{told}")
    typer.echo(f"→ {output}")
