"""A check as workflow commands, which GitHub Actions shows beside the lines."""

from __future__ import annotations

from collections.abc import Sequence

from commsense.checking import saying
from commsense.checking.formats.lines import Lines
from commsense.checking.result import Check, Comment, Severity
from commsense.reports import quotes

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def write(check: Check, comments: Sequence[Comment], name: str, language: str) -> str:
    """Give one command for each comment that is told."""
    lines = Lines(check.draft.source)
    return "".join(_command(each, lines, name, language) for each in comments)


def _command(comment: Comment, lines: Lines, name: str, language: str) -> str:
    said = saying.said(comment, language)
    span = lines.span(comment.start, comment.end)
    place = {
        "file": name,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "title": f"{comment.criterion} {said.title}",
    }
    values = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    return f"::{_COMMANDS[comment.severity]} {values}::{_data(f'{said.message} {said.advice}')}\n"


def _data(text: str) -> str:
    """Escape what would end a command, as GitHub's own toolkit does."""
    text = quotes.harmless(text)  # logs are shown on terminals
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
