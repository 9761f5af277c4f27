"""Shows a check of labels: on the terminal, or in a file."""

from __future__ import annotations

import sys
from pathlib import Path

from commsense import private_files
from commsense.errors import InputError, SettingsError
from commsense.labelling.checks.result import LabelCheck
from commsense.lang import LANGUAGES
from commsense.learning.label_report import FORMATS

SCREEN = Path("-")
FAILING = ("problem", "never")
_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json"}


def told(format_: str | None, output: Path, fail_on: str, language: str) -> str:
    """Give the format that is asked for, or that the file's name tells.

    Raises:
        SettingsError: an option has a value that is not accepted.
    """
    chosen = format_ or _BY_ENDING.get(output.suffix.lower(), "text")
    for option, found, accepted in (
        ("--format", chosen, tuple(FORMATS)),
        ("--fail-on", fail_on, FAILING),
        ("--lang", language, LANGUAGES),
    ):
        if found not in accepted:
            raise SettingsError(f"{option}: found {found!r}; accepted: {', '.join(accepted)}.")
    return chosen


def show(found: LabelCheck, format_: str, output: Path, language: str) -> None:
    """Write a check to a file, or print it.

    Raises:
        InputError: the file cannot be written.
    """
    if output != SCREEN:
        _write(output, FORMATS[format_](found, language))
    elif format_ == "text":
        _print(found, language)
    else:
        sys.stdout.buffer.write(FORMATS[format_](found, language).encode("utf-8", "replace"))
        sys.stdout.flush()


def _write(output: Path, text: str) -> None:
    try:
        private_files.begin(output).write_text(
            text, encoding="utf-8", errors="replace", newline="\n"
        )
    except OSError as error:
        why = error.strerror or error
        raise InputError(f"{output}: cannot be written ({why}).") from error


def _print(found: LabelCheck, language: str) -> None:
    from rich.console import Console

    from commsense.learning.label_report import terminal

    if sys.stdout.isatty():
        terminal.show(found, Console(), language)
        return
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(terminal.write(found, language).encode(encoding, "replace").decode(encoding))
