"""The six tables: their columns, and the rows that a thread gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeAlias

from commsense.assessment import (
    Assessment,
    Commitment,
    Concern,
    Finding,
    ReadMessage,
    Score,
    ThreadAssessment,
)

Cell: TypeAlias = str | int | float | bool | datetime | date | None
Row: TypeAlias = tuple[Cell, ...]

# Column types are "text", "integer", "number", "flag", "moment" (with a time zone) and "day".
TABLES: dict[str, dict[str, str]] = {
    "messages": {
        "thread": "text",
        "message": "text",
        "kind": "text",
        "date": "moment",
        "side": "text",
        "person": "text",
        "email": "text",
        "client": "text",
        "subject": "text",
        "sentences": "integer",
        "automatic": "flag",
        "path": "text",
        "position": "integer",
        "mended": "text",
    },
    "sentences": {
        "thread": "text",
        "message": "text",
        "sentence": "integer",
        "date": "moment",
        "side": "text",
        "person": "text",
        "client": "text",
        "language": "text",
        "assessed": "flag",
        "text": "text",
        "sentiment": "text",
        "acts": "text",
        "flags": "text",
        "jargon": "text",
        "own": "text",
    },
    "findings": {
        "criterion": "text",
        "verdict": "text",
        "level": "text",
        "thread": "text",
        "message": "text",
        "client": "text",
        "person": "text",
        "date": "moment",
        "confidence": "number",
        "sentence": "integer",
        "text": "text",
        "words": "text",
        "values": "text",
    },
    "concerns": {
        "concern": "text",
        "thread": "text",
        "message": "text",
        "sentence": "integer",
        "kind": "text",
        "text": "text",
        "status": "text",
        "client": "text",
        "person": "text",
        "date": "moment",
        "negative": "flag",
        "escalation": "flag",
        "confidence": "number",
        "events": "integer",
        "last_date": "moment",
        "last_person": "text",
        "last_text": "text",
    },
    "commitments": {
        "commitment": "text",
        "thread": "text",
        "message": "text",
        "sentence": "integer",
        "who": "text",
        "what": "text",
        "due": "day",
        "due_text": "text",
        "kept": "text",
        "client": "text",
        "date": "moment",
        "confidence": "number",
        "evidence": "text",
    },
    "scores": {
        "scope": "text",
        "key": "text",
        "subject": "text",
        "met": "integer",
        "missed": "integer",
        "not_assessed": "integer",
        "value": "number",
    },
}


def of_assessment(assessment: Assessment) -> Iterator[tuple[str, Row]]:
    """Give every row of every table with the table's name, in one pass over the threads."""
    for thread in assessment.threads:
        yield from of_thread(thread)
    for finding in assessment.summary.findings:
        yield "findings", of_finding(finding)
    for score in assessment.summary.scores:
        yield "scores", of_score(score)


def of_thread(thread: ThreadAssessment) -> Iterator[tuple[str, Row]]:
    """Give each row that a thread adds, with the name of its table."""
    for read in thread.messages:
        yield "messages", _message(thread.thread.id, read)
        for row in _sentences(thread.thread.id, read):
            yield "sentences", row
    for finding in thread.findings:
        yield "findings", of_finding(finding)
    for concern in thread.concerns:
        yield "concerns", _concern(concern)
    for commitment in thread.commitments:
        yield "commitments", _commitment(commitment)
    for score in thread.scores:
        yield "scores", of_score(score)


def of_score(score: Score) -> Row:
    """Give the row of a score."""
    value = None if score.value is None else round(score.value, 4)
    counts = (score.met, score.missed, score.not_assessed)
    return (score.scope, score.key, score.subject, *counts, value)


def of_finding(finding: Finding) -> Row:
    """Give the row of a finding, with the first sentence that proves it."""
    first = finding.evidence[0] if finding.evidence else None
    return (
        finding.criterion,
        finding.verdict.value,
        finding.level,
        finding.thread,
        finding.message,
        finding.client,
        finding.person,
        finding.date,
        round(finding.confidence, 4),
        first.sentence if first else None,
        first.text if first else "",
        first.text[first.start : first.end] if first else "",
        "; ".join(f"{name}={value}" for name, value in sorted(finding.values.items())),
    )


def _message(thread: str, read: ReadMessage) -> Row:
    message = read.message
    return (
        thread,
        message.id,
        message.kind.value,
        message.date,
        read.side.value,
        read.person,
        message.sender.email if message.sender else "",
        read.client,
        message.subject,
        len(read.sentences),
        message.automatic,
        message.place.path,
        message.place.position,
        "; ".join(message.mended),
    )


def _sentences(thread: str, read: ReadMessage) -> Iterator[Row]:
    for sentence in read.sentences:
        yield (
            thread,
            read.message.id,
            sentence.number,
            read.message.date,
            sentence.side.value,
            sentence.person or read.person,
            read.client,
            sentence.language,
            sentence.assessed,
            sentence.text,
            sentence.sentiment if sentence.assessed else "",
            "; ".join(signal.label for signal in sentence.find("act")),
            "; ".join(signal.label for signal in sentence.find("flag")),
            "; ".join(sentence.text[s.start : s.end] for s in sentence.find("jargon")),
            "; ".join(dict.fromkeys(signal.label for signal in sentence.find("own"))),
        )


def _concern(concern: Concern) -> Row:
    last = concern.events[-1] if concern.events else None
    return (
        concern.id,
        concern.thread,
        concern.message,
        concern.sentence,
        concern.kind,
        concern.text,
        concern.status.value,
        concern.client,
        concern.person,
        concern.date,
        concern.negative,
        concern.escalation,
        round(concern.confidence, 4),
        len(concern.events),
        last.date if last else None,
        last.person if last else "",
        last.text if last else "",
    )


def _commitment(commitment: Commitment) -> Row:
    return (
        commitment.id,
        commitment.thread,
        commitment.message,
        commitment.sentence,
        commitment.who,
        commitment.what,
        commitment.due,
        commitment.due_text,
        commitment.kept.value,
        commitment.client,
        commitment.date,
        round(commitment.confidence, 4),
        commitment.evidence.text if commitment.evidence else "",
    )
