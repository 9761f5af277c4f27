"""A check as SARIF 2.1.0 (OASIS standard), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from commsense.checking import saying
from commsense.checking.formats.lines import Lines
from commsense.checking.result import Check, Comment, Severity
from commsense.version import __version__

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write(check: Check, comments: Sequence[Comment], name: str, language: str) -> str:
    """Give the comments that are told as one run."""
    rules = list(dict.fromkeys(comment.criterion for comment in comments))
    lines = Lines(check.draft.source)
    first = {comment.criterion: saying.said(comment, language) for comment in reversed(comments)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "commsense",
                        "semanticVersion": __version__,
                        "rules": [
                            {
                                "id": rule,
                                "shortDescription": {"text": first[rule].title},
                                "fullDescription": {"text": first[rule].why},
                            }
                            for rule in rules
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, rules, lines, name, language) for each in comments],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(
    comment: Comment, rules: Sequence[str], lines: Lines, name: str, language: str
) -> dict[str, Any]:
    said = saying.said(comment, language)
    span = lines.span(comment.start, comment.end)
    return {
        "ruleId": comment.criterion,
        "ruleIndex": rules.index(comment.criterion),
        "level": LEVELS[comment.severity],
        "rank": round(comment.confidence * 100, 1),
        "message": {"text": f"{said.message} {said.advice}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(name)},
                    "region": {
                        "startLine": span.line,
                        "startColumn": span.column,
                        "endLine": span.end_line,
                        "endColumn": span.end_column,
                    },
                }
            }
        ],
    }


def _uri(name: str) -> str:
    """Give a file's name as the standard wants it: a URI, relative where the name is."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
