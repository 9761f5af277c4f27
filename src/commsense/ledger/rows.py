"""Threads given as rows (``commsense track``): from a row to messages, from a ledger to a row."""

from __future__ import annotations

from dataclasses import dataclass

from commsense import fields
from commsense.assessment import Commitment, Concern, ReadMessage, ReadSentence
from commsense.conversation import Kind, Message, Person, Place, Side, Thread
from commsense.lang import identify
from commsense.ledger import Ledger


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A row made ready: its sentences are as given, no signals are in them yet."""

    id: str
    thread: Thread
    messages: tuple[ReadMessage, ...]


def read(row: fields.Row, where: str) -> ThreadRow:
    """Make a thread of a row ``{"id", "language"?, "messages": [{"id", "side", "sentences"}]}``.

    A sentence is a text or ``{"text", "side"?, "speaker"?, "language"?}``; ``side`` and
    ``speaker`` tell who speaks in notes.

    Args:
        row: the decoded row.
        where: file and line, for errors.

    Raises:
        InputError: naming the line, the field, what was found and what is accepted.
    """
    name = fields.text(row, "id", where, required=True)
    language = fields.text(row, "language", where)
    given = row.get("messages")
    if not isinstance(given, list) or not given:
        raise fields.wrong(where, "messages", given, "a list with at least one message")
    messages = tuple(
        _message(
            fields.table(item, f"{where}: messages[{place}]"),
            f"{where}: messages[{place}]",
            language,
        )
        for place, item in enumerate(given)
    )
    ids = [message.message.id for message in messages]
    if len(set(ids)) < len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise fields.wrong(where, "messages", twice, "ids of which each stands once")
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


def _message(row: fields.Row, where: str, language: str) -> ReadMessage:
    name = fields.text(row, "id", where, required=True)
    side = fields.choice(row, "side", where, Side, Side.UNKNOWN)
    kind = fields.choice(row, "kind", where, Kind, Kind.NOTES if side is Side.BOTH else Kind.EMAIL)
    sender = fields.text(row, "sender", where)
    given = row.get("sentences")
    if not isinstance(given, list):
        raise fields.wrong(where, "sentences", given, "a list of texts or of objects with a text")
    person = sender.split("<")[0].strip(' "') or side.value
    sentences: list[ReadSentence] = []
    start = 0
    for place, item in enumerate(given):
        inner = f"{where}.sentences[{place}]"
        table: fields.Row = {"text": item} if isinstance(item, str) else fields.table(item, inner)
        text = fields.text(table, "text", inner, required=True, empty=True)
        sentences.append(
            ReadSentence(
                number=place + 1,
                start=start,
                end=start + len(text),
                text=text,
                language=fields.text(table, "language", inner) or identify.identify(text, language),
                side=fields.choice(table, "side", inner, Side, side),
                person=fields.text(table, "speaker", inner) or person,
            )
        )
        start += len(text) + 1
    message = Message(
        id=name,
        kind=kind,
        place=Place(where),
        body="",
        subject=fields.text(row, "subject", where),
        sender=Person(person) if sender else None,
        date=fields.date(row, "date", where),
        text="\n".join(sentence.text for sentence in sentences),
    )
    return ReadMessage(message, side, "", person, tuple(sentences))
