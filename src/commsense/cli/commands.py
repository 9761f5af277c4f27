"""The commands. Each one only reads its options, calls ``api`` and shows the result."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commsense.cli import labels, models, options, serving, training

app = typer.Typer(
    name="commsense",
    help="Read a project's communication with its client as an experienced project manager would.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Language = Annotated[
    str | None, typer.Option("--lang", help="Language of the report: en or zh.", show_default="en")
]
Model = Annotated[
    str | None, typer.Option("--model", help="A model's name or folder.", show_default="default")
]
Device = Annotated[
    str | None, typer.Option("--device", help="auto, cpu or cuda.", show_default="auto")
]
Output = Annotated[
    Path, typer.Option("-o", "--output", help="The file to write, - for the screen.")
]


@app.callback(invoke_without_command=True)
def commsense(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Read a project's communication with its client as an experienced project manager would."""
    if version:
        from commsense.version import __version__

        typer.echo(f"commsense {__version__}")
        raise typer.Exit


@app.command()
def score(
    paths: Annotated[
        list[Path], typer.Argument(help="Mail archives, folders, notes, transcripts.")
    ],
    client: Annotated[
        list[str] | None, typer.Option(help="Domain or address of a client; may be repeated.")
    ] = None,
    team: Annotated[
        list[str] | None, typer.Option(help="Domain or address of the team; may be repeated.")
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder of the report.")] = Path(
        "report"
    ),
    format_: Annotated[
        str,
        typer.Option("--format", help="html, json, csv, parquet, dataset; or several."),
    ] = "html,json",
    config: Annotated[Path | None, typer.Option(help="Settings file (commsense.toml).")] = None,
    language: Language = None,
    model: Model = None,
    device: Device = None,
    as_of: Annotated[
        str | None, typer.Option(help="Day to which ages are counted.", show_default="last mail")
    ] = None,
    workers: Annotated[
        str, typer.Option(metavar="auto|N", help="Processes; auto takes all cores where it helps.")
    ] = "auto",
    engine: Annotated[
        str, typer.Option(help="local, or ray for a cluster (pip install 'commsense[cluster]').")
    ] = "local",
    ray_address: Annotated[
        str,
        typer.Option(
            help="auto or HOST:PORT of a Ray cluster.", show_default="a Ray on this machine"
        ),
    ] = "",
    fail_under: Annotated[
        float, typer.Option(min=0, max=100, help="Exit with 1 if the overall score is lower.")
    ] = 0,
    journal: Annotated[
        bool, typer.Option(help="Keep what was worked out, to go on after a stop.")
    ] = True,
    redact: Annotated[
        bool,
        typer.Option("--redact", help="Hide people, addresses and numbers before all else."),
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Write the report only.")] = False,
) -> None:
    """Score archives of mail and meeting notes and write a report."""
    from commsense.cli import scoring

    chosen = options.settings(
        options.settings_file(config, paths),
        clients=client or (),
        team=team or (),
        language=options.served(language),
        model=model,
        device=options.device(device) if device else None,
        as_of=as_of,
        redact=redact,
    )
    overall = scoring.run(
        paths,
        chosen,
        output,
        options.formats(format_),
        scoring.Means(options.workers(workers), options.engine(engine), ray_address),
        journal=journal,
        quiet=quiet,
    )
    if fail_under and overall is not None and overall * 100 < fail_under:
        raise typer.Exit(1)


@app.command()
def check(
    draft: Annotated[
        str, typer.Argument(metavar="DRAFT|-", help="Text, Markdown, HTML, .eml; - for the input.")
    ],
    reply_to: Annotated[
        str | None, typer.Option(metavar="FILE|ARCHIVE:MESSAGE-ID", help="What it answers.")
    ] = None,
    client: Annotated[
        list[str] | None, typer.Option(help="Domain or address of the client; may be repeated.")
    ] = None,
    team: Annotated[
        list[str] | None, typer.Option(help="Domain or address of the team; may be repeated.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="text, json, sarif or github.")] = "text",
    fail_on: Annotated[
        str, typer.Option(help="Exit with 1 at such a comment: error, warning, hint or never.")
    ] = "error",
    show_all: Annotated[bool, typer.Option("--all", help="Tell every comment, hints too.")] = False,
    write_baseline: Annotated[
        bool, typer.Option(help="Note all comments as known, in the baseline file.")
    ] = False,
    config: Annotated[Path | None, typer.Option(help="Settings file (commsense.toml).")] = None,
    language: Language = None,
    model: Model = None,
    device: Device = None,
    as_of: Annotated[
        str | None, typer.Option(help="Day on which it is to be sent.", show_default="today")
    ] = None,
) -> None:
    """Check a draft before sending it: what a careful colleague would say."""
    from commsense.cli import checking

    chosen = options.settings(
        options.settings_file(config, ()),
        clients=client or (),
        team=team or (),
        language=options.served(language),
        model=model,
        device=options.device(device) if device else None,
        as_of=as_of,
    )
    told = checking.Told(format_, fail_on, show_all=show_all, write_baseline=write_baseline)
    if checking.run(draft, reply_to, chosen, told):
        raise typer.Exit(1)


@app.command()
def explain(
    criterion: Annotated[str, typer.Argument(help="A criterion's id, such as EX3.")],
    language: Language = None,
) -> None:
    """Say what a criterion asks, why, where it comes from, with examples."""
    from commsense.cli import explaining

    explaining.show(criterion, options.served(language) or "en")


@app.command()
def predict(
    rows: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Sentences, one row each.")],
    output: Output = Path("-"),
    model: Model = None,
    device: Device = None,
) -> None:
    """Label single sentences: sentiment, acts, flags and jargon."""
    from commsense import api
    from commsense.cli import rows as files

    files.convert(
        rows, output, lambda read: api.predict(read, model or "default", options.device(device))
    )


@app.command()
def track(
    threads: Annotated[Path, typer.Argument(metavar="THREADS.jsonl", help="Threads, one a line.")],
    output: Output = Path("-"),
    model: Model = None,
    device: Device = None,
) -> None:
    """Follow the concerns and commitments of whole threads."""
    from commsense import api
    from commsense.cli import rows as files

    files.convert(
        threads, output, lambda read: api.track(read, model or "default", options.device(device))
    )


@app.command()
def evaluate(
    data: Annotated[
        list[Path], typer.Argument(metavar="DATA.jsonl", help="Labelled sentences or threads.")
    ],
    model: Model = None,
    against: Annotated[
        str | None, typer.Option(help="A second model, to compare with on the same sentences.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    device: Device = None,
) -> None:
    """Measure how well a model reads labelled sentences."""
    from commsense.cli import evaluating
    from commsense.errors import SettingsError

    if format_ not in ("text", "json"):
        raise SettingsError(f"--format: {format_!r} is not written; accepted: text, json.")
    evaluating.run(
        data, model or "default", against, options.device(device), as_json=format_ == "json"
    )


@app.command()
def gateway(
    relay: Annotated[str, typer.Option(metavar="HOST:PORT", help="The server behind it.")],
    listen: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where mail programs connect.")
    ] = "127.0.0.1:8025",
    relay_tls: Annotated[
        str | None, typer.Option(help="none, starttls or tls; starttls to other machines.")
    ] = None,
    relay_user: Annotated[
        str, typer.Option(help="To log in with; the password: COMMSENSE_RELAY_PASSWORD.")
    ] = "",
    relay_password_file: Annotated[
        Path | None, typer.Option(help="A file that holds the password.")
    ] = None,
    mode: Annotated[str, typer.Option(help="headers: mark mails; hold: keep them back.")] = (
        "headers"
    ),
    hold_on: Annotated[str, typer.Option(help="Hold at such a comment: error, warning.")] = "error",
    hold_folder: Annotated[
        Path | None, typer.Option(help="Keep held mails here; left out, they are refused.")
    ] = None,
    release: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Send a held mail, and end.")
    ] = None,
    fail: Annotated[
        str, typer.Option(help="Where a check fails: open sends the mail, closed does not.")
    ] = "open",
    most_bytes: Annotated[int, typer.Option(min=1_000, help="Largest mail.")] = 25_000_000,
    allow: Annotated[
        list[str] | None, typer.Option(metavar="NETWORK", help="Who else may connect.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="Settings file (commsense.toml).")] = None,
    language: Language = None,
    model: Model = None,
) -> None:
    """Check mails on their way out: a mail server before your own."""
    from commsense.cli import gateway as running

    relayed = running.relay(relay, relay_tls, relay_user, relay_password_file)
    if release:
        return running.release(release, relayed)
    chosen = options.settings(
        options.settings_file(config, ()), language=options.served(language), model=model
    )
    told = running.options(
        chosen,
        listen,
        relayed,
        mode=mode,
        hold_on=hold_on,
        hold_folder=hold_folder,
        fail=fail,
        most_bytes=most_bytes,
        allow=allow or (),
    )
    return running.run(told)


app.command()(serving.serve)
app.command()(serving.lsp)
app.command()(training.train)
app.add_typer(labels.app)
app.add_typer(models.app)
