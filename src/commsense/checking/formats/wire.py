"""A check as JSON, for other programs; the format is told in ``docs/checking.md``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from commsense.checking import saying
from commsense.checking.formats.lines import Lines
from commsense.checking.result import Check, Comment, Passage, Point

SCHEMA = "commsense-check/1"


def write(check: Check, comments: Sequence[Comment], name: str, language: str) -> str:
    """Give the whole check; ``shown`` marks the comments that are told."""
    return json.dumps(record(check, comments, name, language), ensure_ascii=False, indent=2) + "\n"


def record(check: Check, comments: Sequence[Comment], name: str, language: str) -> dict[str, Any]:
    """Give a check as plain data. Offsets are in code points of the draft's source."""
    lines = Lines(check.draft.source)
    told = set(map(id, comments))
    titles = saying.practice_titles(language, check.own)
    return {
        "schema": SCHEMA,
        "file": name,
        "language": language,
        "client": check.client,
        "comments": [
            _comment(each, lines, language) | {"shown": id(each) in told} for each in check.comments
        ],
        "suppressed": check.suppressed,
        "points": [_point(each) for each in check.points],
        "practices": [
            {
                "key": bar.practice,
                "title": titles.get(bar.practice, bar.practice),
                "met": bar.met,
                "missed": bar.missed,
            }
            for bar in check.bars
        ],
        "earlier": [
            {
                "id": message.id,
                "person": message.sender.name if message.sender else "",
                "date": message.date.isoformat() if message.date else None,
                "text": message.text,
            }
            for message in check.earlier
        ],
        "not_assessed": [
            {"criterion": each.criterion, "reason": each.reason, "count": each.count}
            for each in check.not_assessed
        ],
        "notes": list(saying.notes(check, language)),
    }


def _comment(comment: Comment, lines: Lines, language: str) -> dict[str, Any]:
    said = saying.said(comment, language)
    span = lines.span(comment.start, comment.end)
    suggestion = comment.suggestion
    return {
        "criterion": comment.criterion,
        "title": said.title,
        "severity": comment.severity.value,
        "start": comment.start,
        "end": comment.end,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": said.message,
        "advice": said.advice,
        "why": said.why,
        "confidence": comment.confidence,
        "suggestion": (
            {"text": suggestion.text, "replaces": suggestion.replaces} if suggestion else None
        ),
        "earlier": [_passage(each) for each in comment.elsewhere],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "kind": point.kind,
        "taken": point.taken.value,
        "raised": _passage(point.raised),
        "answer": _passage(point.answer) if point.answer else None,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "message": passage.message,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "person": passage.person,
        "date": passage.date.isoformat() if passage.date else None,
    }
