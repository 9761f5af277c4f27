"""Comments as an editor's diagnostics."""

from __future__ import annotations

from lsprotocol.types import Diagnostic, DiagnosticSeverity, Range

from commsense.checking.result import Comment, Severity
from commsense.checking.saying import Said
from commsense.lsp.places import Places
from commsense.lsp.related import short
from commsense.reports.wording import wording

SOURCE = "commsense"
SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.HINT: DiagnosticSeverity.Hint,
}


def of(comment: Comment, said: Said, place: Range, words: str, language: str) -> Diagnostic:
    """Give the diagnostic of a comment.

    Args:
        comment: what is told.
        said: the comment in words.
        place: where it stands.
        words: that it is about, where they do not stand there; else empty.
        language: of the reader.
    """
    key = "placed" if words and words not in said.message else "told"
    say = wording(language, "editors")
    message = say(f"diagnostic.{key}", message=said.message, advice=said.advice, words=short(words))
    return Diagnostic(
        range=place,
        message=message,
        severity=SEVERITIES[comment.severity],
        code=comment.criterion,
        source=SOURCE,
    )


def problem(places: Places, message: str) -> Diagnostic:
    """Give the diagnostic of what hinders a check: on the first line."""
    _, end = places.line_of(0)
    return Diagnostic(
        range=places.range(0, end),
        message=message,
        severity=DiagnosticSeverity.Warning,
        source=SOURCE,
    )


def broken(places: Places, error: Exception, language: str) -> Diagnostic:
    """Give the diagnostic of a check that broke; of the error its kind is told, and no text."""
    say = wording(language, "editors")
    return problem(places, say("diagnostic.failed", error=type(error).__name__))
