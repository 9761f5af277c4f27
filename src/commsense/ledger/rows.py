"""Threads given as rows (``commsense track``): from a row to messages, from a ledger to a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from commsense.assessment import Commitment, Concern, ReadMessage, ReadSentence
from commsense.conversation import Kind, Message, Person, Place, Side, Thread
from commsense.errors import InputError
from commsense.lang import identify
from commsense.ledger import Ledger

Row = Mapping[str, object]
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A row made ready: its sentences are as given, no signals are in them yet."""

    id: str
    thread: Thread
    messages: tuple[ReadMessage, ...]


def read(row: Row, where: str) -> ThreadRow:
    """Make a thread of a row ``{"id", "language"?, "messages": [{"id", "side", "sentences"}]}``.

    A sentence is a text or ``{"text", "side"?, "speaker"?, "language"?}``; ``side`` and
    ``speaker`` tell who speaks in notes.

    Args:
        row: the decoded row.
        where: file and line, for errors.

    Raises:
        InputError: naming the line, the field, what was found and what is accepted.
    """
    name = _text(row, "id", where, required=True)
    language = _text(row, "language", where)
    given = row.get("messages")
    if not isinstance(given, list) or not given:
        raise _wrong(where, "messages", given, "a list with at least one message")
    messages = tuple(
        _message(
            _table(item, f"{where}: messages[{place}]"), f"{where}: messages[{place}]", language
        )
        for place, item in enumerate(given)
    )
    ids = [message.message.id for message in messages]
    if len(set(ids)) < len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise _wrong(where, "messages", twice, "ids of which each stands once")
    return ThreadRow(name, Thread(name, messages[0].message.subject, tuple(ids)), messages)


def answer(name: str, ledger: Ledger) -> dict[str, object]:
    """Make the answering row of a thread's ledger."""
    return {
        "id": name,
        "concerns": [_concern(concern) for concern in ledger.concerns],
        "commitments": [_commitment(commitment) for commitment in ledger.commitments],
    }


def _concern(concern: Concern) -> dict[str, object]:
    return {
        "message": concern.message,
        "sentence": concern.sentence,
        "kind": concern.kind,
        "text": concern.text,
        "status": concern.status.value,
        "confidence": round(concern.confidence, 4),
        "events": [
            {"message": event.message, "sentence": event.sentence, "status": event.status.value}
            for event in concern.events[1:]
        ],
    }


def _commitment(commitment: Commitment) -> dict[str, object]:
    evidence = commitment.evidence
    return {
        "message": commitment.message,
        "sentence": commitment.sentence,
        "who": commitment.who,
        "what": commitment.what,
        "due": commitment.due.isoformat() if commitment.due else None,
        "due_text": commitment.due_text,
        "kept": commitment.kept.value,
        "confidence": round(commitment.confidence, 4),
        "evidence": evidence
        and {"message": evidence.message, "sentence": evidence.sentence, "text": evidence.text},
    }


def _message(row: Row, where: str, language: str) -> ReadMessage:
    name = _text(row, "id", where, required=True)
    side = _choice(row, "side", where, Side, Side.UNKNOWN)
    kind = _choice(row, "kind", where, Kind, Kind.NOTES if side is Side.BOTH else Kind.EMAIL)
    sender = _text(row, "sender", where)
    given = row.get("sentences")
    if not isinstance(given, list):
        raise _wrong(where, "sentences", given, "a list of texts or of objects with a text")
    person = sender.split("<")[0].strip(' "') or side.value
    sentences: list[ReadSentence] = []
    start = 0
    for place, item in enumerate(given):
        inner = f"{where}.sentences[{place}]"
        table: Row = {"text": item} if isinstance(item, str) else _table(item, inner)
        text = _text(table, "text", inner, required=True, empty=True)
        sentences.append(
            ReadSentence(
                number=place + 1,
                start=start,
                end=start + len(text),
                text=text,
                language=_text(table, "language", inner) or identify.identify(text, language),
                side=_choice(table, "side", inner, Side, side),
                person=_text(table, "speaker", inner) or person,
            )
        )
        start += len(text) + 1
    message = Message(
        id=name,
        kind=kind,
        place=Place(where),
        body="",
        subject=_text(row, "subject", where),
        sender=Person(person) if sender else None,
        date=_date(row, where),
        text="\n".join(sentence.text for sentence in sentences),
    )
    return ReadMessage(message, side, "", person, tuple(sentences))


def _table(value: object, where: str) -> Row:
    if not isinstance(value, Mapping):
        raise InputError(f"{where}: found {_shown(value)}; accepted: an object.")
    return value


def _text(row: Row, field: str, where: str, *, required: bool = False, empty: bool = False) -> str:
    value = row.get(field)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not empty and not value):
        raise _wrong(where, field, value, "a text" if empty else "a text that is not empty")
    return value


def _choice(row: Row, field: str, where: str, kinds: type[_Choice], default: _Choice) -> _Choice:
    value = row.get(field)
    if value is None or value == "":
        return default
    try:
        return kinds(str(value))
    except ValueError:
        raise _wrong(where, field, value, ", ".join(kinds)) from None


def _date(row: Row, where: str) -> datetime | None:
    value = _text(row, "date", where)
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise _wrong(
            where, "date", value, "a date such as 2025-03-31 or 2025-03-31T08:52"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _wrong(where: str, field: str, found: object, accepted: str) -> InputError:
    return InputError(f"{where}: {field}: found {_shown(found)}; accepted: {accepted}.")


def _shown(value: object) -> str:
    shown = repr(value)
    return "nothing" if value is None else shown if len(shown) <= 60 else f"{shown[:57]}..."
