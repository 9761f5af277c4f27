"""Runs ``score`` with a line of progress, writes the reports and prints the summary."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.text import Text

from commsense import api
from commsense.assessment import Assessment
from commsense.errors import InputError
from commsense.passes import Progress
from commsense.reports import WRITERS, terminal
from commsense.scoring import OVERALL
from commsense.settings import Settings

STEPS = {"read": (0.0, 0.35), "detect": (0.35, 0.4), "judge": (0.75, 0.25)}
"""Where each step begins and what share of the whole it takes, about."""

MINUTE = 60


def run(
    paths: Sequence[Path],
    settings: Settings,
    output: Path,
    formats: Sequence[str],
    workers: int,
    *,
    quiet: bool,
) -> float | None:
    """Score, write, show; give the overall score in 0…1 if there is one.

    Raises:
        InputError: if the folder for the report cannot be written.
    """
    _prepare(output)
    told = Console(stderr=True)
    with Live(console=told, transient=True, refresh_per_second=4) as live:
        assessment = api.score(
            paths,
            settings,
            workers=workers,
            progress=_ignore if quiet else _line(live),
        )
        if not quiet:
            live.update(Text("Writing the report …"))
        written = _write(assessment, output, formats, settings.language)
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
        probe = output / ".commsense"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"{output}: the report cannot be written there ({error.strerror});"
            " choose another folder with -o."
        ) from error


def _write(
    assessment: Assessment, output: Path, formats: Sequence[str], language: str
) -> tuple[Path, ...]:
    try:
        return tuple(
            path for name in formats for path in WRITERS[name].write(assessment, output, language)
        )
    except OSError as error:
        raise InputError(
            f"{output}: the report could not be written ({error.strerror})."
        ) from error


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


_NAMES = {"read": "Reading", "detect": "Understanding", "judge": "Judging"}


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
