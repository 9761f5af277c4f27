"""Corrections as labelled threads, in the form of ``commsense track`` and of the training data.

A correction says where a concern stands at the end, not which sentence brought it there. Where
the report names a sentence that brought it to just that status, that one is the evidence; to
``open`` none brings it. What is left stands apart, so that nobody learns what nobody said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from commsense.labels import Status
from commsense.lang import LANGUAGES
from commsense.web.corrections import Correction
from commsense.web.ledger import Event, Filed


def row(thread: Mapping[str, Any], corrected: Iterable[tuple[Filed, Correction]]) -> dict[str, Any]:
    """Make the row of one thread, see ``docs/web.md``.

    Args:
        thread: as the report has it.
        corrected: its concerns that somebody has said something of.
    """
    messages = thread["messages"]
    inside = {message["id"] for message in messages}
    placed: list[dict[str, Any]] = []
    unplaced: list[dict[str, Any]] = []
    for filed, correction in corrected:
        record = _concern(filed, correction)
        evidence = _evidence(filed, correction.status)
        if correction.status == Status.OPEN:
            placed.append(record | {"events": []})
        elif evidence and evidence.message in inside:
            record["evidence"] = {"message": evidence.message, "sentence": evidence.sentence}
            placed.append(record)
        else:
            unplaced.append(record)
    return {
        "id": thread["id"],
        "language": _language(messages),
        "client": thread["client"],
        "messages": [_message(message) for message in messages],
        "concerns": placed,
        "unplaced": unplaced,
    }


def _concern(filed: Filed, correction: Correction) -> dict[str, Any]:
    concern = filed.concern
    return {
        "message": concern.message,
        "sentence": concern.sentence,
        "kind": concern.kind,
        "text": concern.text,
        "final": correction.status,
        "model": correction.model,
        "note": correction.note,
        "moment": correction.moment,
        "report": correction.report,
    }


def _evidence(filed: Filed, status: str) -> Event | None:
    moved = filed.concern.events[1:]
    return next((event for event in reversed(moved) if event.status == status), None)


def _language(messages: Iterable[Mapping[str, Any]]) -> str:
    letters: Counter[str] = Counter()
    for message in messages:
        for sentence in message["sentences"]:
            letters[sentence["language"]] += len(sentence["text"])
    return max(LANGUAGES, key=lambda language: letters[language])


def _message(message: Mapping[str, Any]) -> dict[str, Any]:
    email = message["email"]
    person = message["person"]
    return {
        "id": message["id"],
        "side": message["side"],
        "kind": message["kind"],
        "sender": f"{person} <{email}>" if email else person,
        "date": message["date"] or "",
        "subject": message["subject"],
        "sentences": [_sentence(sentence, message) for sentence in message["sentences"]],
    }


def _sentence(sentence: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    told = {"text": sentence["text"], "language": sentence["language"]}
    if sentence["side"] != message["side"]:
        told["side"] = sentence["side"]
    if sentence["person"] and sentence["person"] != message["person"]:
        told["speaker"] = sentence["person"]
    return told
