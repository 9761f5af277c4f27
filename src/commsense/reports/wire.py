"""``report.json``: everything an assessment says, for other programs.

The format is described in ``docs/report-format.md`` and ``docs/schema/report-1.json``. The same
assessment gives the same bytes: no clock, no machine path, nothing in the reader's language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from commsense import private_files
from commsense.assessment import (
    Assessment,
    Commitment,
    Concern,
    Evidence,
    Finding,
    NotAssessed,
    ReadMessage,
    ReadSentence,
    Score,
    Summary,
    ThreadAssessment,
)

SCHEMA = "commsense-report/1"
FILE = "report.json"
DIGITS = 4  # of probabilities and scores


def write(assessment: Assessment, folder: Path, language: str) -> tuple[Path, ...]:  # noqa: ARG001
    """Write ``report.json``; a thread stands on each line of the list ``threads``."""
    path = folder / FILE
    private_files.make_folder(path.parent)
    private_files.begin(path)
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(lines(assessment))
    return (path,)


def lines(assessment: Assessment) -> Iterator[str]:
    """Give the document piece by piece, so that no archive has to fit into memory."""
    head = _json(summary_record(assessment.summary))
    yield head[:-1] + ',"threads":['
    for number, thread in enumerate(assessment.threads):
        yield (",\n" if number else "\n") + _json(thread_record(thread))
    yield "\n]}\n"


def summary_record(summary: Summary) -> dict[str, Any]:
    """Give everything that holds for the whole archive."""
    return {
        "schema": SCHEMA,
        "version": summary.version,
        "practice_set": summary.practice_set,
        "model": summary.model,
        "as_of": _when(summary.as_of),
        "counts": {
            "messages": summary.messages,
            "sentences": summary.sentences,
            "threads": summary.threads,
            "duplicates": summary.duplicates,
            "automatic": summary.automatic,
        },
        "languages": dict(sorted(summary.languages.items())),
        "sides": {
            "guessed": summary.sides_guessed,
            "note": summary.sides_note,
            "team": list(summary.team),
        },
        "clients": [
            {
                "key": client.key,
                "name": client.name,
                "messages": client.messages,
                "first": _when(client.first),
                "last": _when(client.last),
            }
            for client in summary.clients
        ],
        "skipped": [
            {"path": skip.place.path, "position": skip.place.position, "reason": skip.reason}
            for skip in summary.skipped
        ],
        "scores": [score_record(score) for score in summary.scores],
        "findings": [finding_record(finding) for finding in summary.findings],
        "not_assessed": [not_assessed_record(entry) for entry in summary.not_assessed],
    }


def thread_record(thread: ThreadAssessment) -> dict[str, Any]:
    """Give a thread with its messages and everything seen in them."""
    return {
        "id": thread.thread.id,
        "subject": thread.thread.subject,
        "client": thread.client,
        "messages": [message_record(read) for read in thread.messages],
        "concerns": [concern_record(concern) for concern in thread.concerns],
        "commitments": [commitment_record(commitment) for commitment in thread.commitments],
        "findings": [finding_record(finding) for finding in thread.findings],
        "not_assessed": [not_assessed_record(entry) for entry in thread.not_assessed],
        "scores": [score_record(score) for score in thread.scores],
    }


def message_record(read: ReadMessage) -> dict[str, Any]:
    """Give a message's heading and the sentences that its sender wrote; never its quotes."""
    message = read.message
    sender = message.sender
    return {
        "id": message.id,
        "kind": message.kind.value,
        "path": message.place.path,
        "position": message.place.position,
        "date": _when(message.date),
        "subject": message.subject,
        "side": read.side.value,
        "client": read.client,
        "person": read.person,
        "email": sender.email if sender else "",
        "automatic": message.automatic,
        "mended": list(message.mended),
        "sentences": [sentence_record(sentence) for sentence in read.sentences],
    }


def sentence_record(sentence: ReadSentence) -> dict[str, Any]:
    """Give a sentence with its signals."""
    return {
        "number": sentence.number,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "language": sentence.language,
        "side": sentence.side.value,
        "person": sentence.person,
        "assessed": sentence.assessed,
        "sentiment": sentence.sentiment if sentence.assessed else None,
        "sentiment_scores": {
            name: round(score, DIGITS) for name, score in sorted(sentence.sentiment_scores.items())
        },
        "signals": [
            {
                "kind": signal.kind,
                "label": signal.label,
                "start": signal.start,
                "end": signal.end,
                "confidence": round(signal.confidence, DIGITS),
                "origin": signal.origin.value,
                "value": signal.value,
            }
            for signal in sentence.signals
        ],
    }


def concern_record(concern: Concern) -> dict[str, Any]:
    """Give a concern with the events that moved it."""
    return {
        "id": concern.id,
        "message": concern.message,
        "sentence": concern.sentence,
        "kind": concern.kind,
        "text": concern.text,
        "status": concern.status.value,
        "confidence": round(concern.confidence, DIGITS),
        "client": concern.client,
        "person": concern.person,
        "date": _when(concern.date),
        "negative": concern.negative,
        "escalation": concern.escalation,
        "events": [
            {
                "message": event.message,
                "sentence": event.sentence,
                "status": event.status.value,
                "text": event.text,
                "date": _when(event.date),
                "person": event.person,
            }
            for event in concern.events
        ],
    }


def commitment_record(commitment: Commitment) -> dict[str, Any]:
    """Give a commitment with the sentence that shows what became of it."""
    return {
        "id": commitment.id,
        "message": commitment.message,
        "sentence": commitment.sentence,
        "who": commitment.who,
        "what": commitment.what,
        "due": _when(commitment.due),
        "due_text": commitment.due_text,
        "kept": commitment.kept.value,
        "confidence": round(commitment.confidence, DIGITS),
        "client": commitment.client,
        "date": _when(commitment.date),
        "evidence": evidence_record(commitment.evidence) if commitment.evidence else None,
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """Give a finding with its evidence."""
    return {
        "criterion": finding.criterion,
        "verdict": finding.verdict.value,
        "level": finding.level,
        "message": finding.message,
        "client": finding.client,
        "person": finding.person,
        "date": _when(finding.date),
        "confidence": round(finding.confidence, DIGITS),
        "values": dict(sorted(finding.values.items())),
        "evidence": [evidence_record(evidence) for evidence in finding.evidence],
    }


def evidence_record(evidence: Evidence) -> dict[str, Any]:
    """Give the words that prove something."""
    return {
        "message": evidence.message,
        "sentence": evidence.sentence,
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
    }


def score_record(score: Score) -> dict[str, Any]:
    """Give a score with its counts."""
    return {
        "scope": score.scope,
        "key": score.key,
        "subject": score.subject,
        "met": score.met,
        "missed": score.missed,
        "not_assessed": score.not_assessed,
        "value": None if score.value is None else round(score.value, DIGITS),
    }


def not_assessed_record(entry: NotAssessed) -> dict[str, Any]:
    """Give why and how often a criterion was not assessed."""
    return {"criterion": entry.criterion, "reason": entry.reason, "count": entry.count}


def _when(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
