"""Runs ``score`` with a line of progress, writes the reports and prints the summary."""

from __future__ import annotations

import errno
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.text import Text

from commsense import api
from commsense.cli.publishing import publish
from commsense.errors import InputError
from commsense.journal import Changes, Journal
from commsense.passes import Progress
from commsense.reports import terminal
from commsense.scoring import OVERALL
from commsense.settings import Settings

STEPS = {"meet": (0.0, 0.0), "read": (0.0, 0.35), "detect": (0.35, 0.4), "judge": (0.75, 0.25)}
"""Where each step begins and what share of the whole it takes, about."""

MINUTE = 60
_NAMED = 5
"""Files that are told by name."""


@dataclass(frozen=True, slots=True)
class Means:
    """What does the work: so many processes (0 chooses), here or on a cluster."""

    workers: int = 0
    engine: str = "local"
    ray_address: str = ""


def run(
    paths: Sequence[Path],
    settings: Settings,
    output: Path,
    formats: Sequence[str],
    means: Means,
    *,
    journal: bool,
    quiet: bool,
) -> float | None:
    """Score, write, show; give the overall score in 0…1 if there is one.

    Args:
        paths: files and folders.
        settings: as the options and ``commsense.toml`` give them.
        output: the folder of the report.
        formats: which files, by the names of ``WRITERS``.
        means: what does the work.
        journal: whether to keep there what was worked out.
        quiet: whether to show nothing.

    Raises:
        InputError: if the folder for the report cannot be written, or the disk is full.
    """
    _prepare(output)
    told = Console(stderr=True)
    with _explained(output, kept=journal), ExitStack() as stack:
        notes = stack.enter_context(Journal(output, settings.redact)) if journal else None
        if notes:
            _tell(notes.compare(paths), told)
        live = stack.enter_context(Live(console=told, transient=True, refresh_per_second=4))
        assessment = api.score(
            paths,
            settings,
            workers=means.workers,
            progress=_ignore if quiet else _line(live),
            journal=notes,
            engine=means.engine,
            ray_address=means.ray_address,
        )
        if not quiet:
            live.update(Text("Writing the report …"))
        written = publish(assessment, output, formats, settings.language)
        if notes:
            _tell(notes.compare(paths), told, meanwhile=True)
            notes.finish()
    if not quiet:
        shown = Console()
        terminal.show(assessment, shown, settings.language)
        shown.print()
        for path in written[:2]:
            shown.print(Text(f"→ {path}"))
    return next(
        (
            s.value
            for s in assessment.summary.scores
            if s.scope == "archive" and s.subject == OVERALL
        ),
        None,
    )


def _prepare(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
        probe = output / ".commsense-probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"{output}: the report cannot be written there ({error.strerror});"
            " choose another folder with -o."
        ) from error


@contextmanager
def _explained(output: Path, *, kept: bool) -> Iterator[None]:
    """Say in words what the disk says in numbers."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        full = getattr(error, "errno", None) == errno.ENOSPC or "full" in str(error)
        reason = "the disk is full" if full else getattr(error, "strerror", "") or str(error)
        on = "What was worked out is kept: start the same command again, and it goes on from there."
        raise InputError(
            f"{output}: the report could not be written ({reason}); a report that stood there is"
            f" as it was. {on if kept else ''}".rstrip()
        ) from error


def _tell(changes: Changes, told: Console, *, meanwhile: bool = False) -> None:
    """Name the files that are not what they were, since the last run or while this one read."""
    when = "while it was read; start again" if meanwhile else "since the last run"
    for words, paths in (("gone", changes.gone), ("changed", changes.changed)):
        for path in paths[:_NAMED]:
            told.print(Text(f"{path}: {words} {when}."))
        if len(paths) > _NAMED:
            told.print(Text(f"and {len(paths) - _NAMED:,} more files are {words} {when}."))


def _ignore(step: str, done: int, total: int, messages: int) -> None:
    """Tell nobody."""


def _line(live: Live) -> Progress:
    started = time.monotonic()

    def progress(step: str, done: int, total: int, messages: int) -> None:
        begin, share = STEPS[step]
        part = begin + share * min(1.0, done / total if total else 1.0)
        passed = time.monotonic() - started
        left = passed / part - passed if part else 0.0
        rate = messages / passed if passed else 0.0
        words = (
            f"{_NAMES[step]}: {messages:,} messages, {rate:,.0f}/s, {part:.0%}, {_time(left)} left"
        )
        live.update(Text(words))

    return progress


_NAMES = {
    "meet": "Looking for names",
    "read": "Reading",
    "detect": "Understanding",
    "judge": "Judging",
}


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
