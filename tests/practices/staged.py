"""Puts short threads on stage: read, followed and judged as an archive's would be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from functools import cache

from commsense import ledger, practices, signals, text
from commsense.assessment import Finding, ReadMessage, ReadSentence, ThreadAssessment
from commsense.backends import Model, load
from commsense.conversation import Message, Person, Place, Thread
from commsense.practices.criteria import ExampleMessage
from commsense.practices.loading import PracticeSet
from commsense.settings import Standards

CLIENT = "client.example"
STANDARDS = Standards()


@cache
def model() -> Model:
    return load("default")


def read(shown: ExampleMessage, number: int, language: str) -> ReadMessage:
    """Read one message of an example with the shipped model and lexicons."""
    moment = shown.date.replace(tzinfo=shown.date.tzinfo or UTC) if shown.date else None
    person = shown.person or {"client": "Kim Client", "team": "Tess Team"}[shown.side]
    message = Message(
        id=f"m{number}",
        kind=shown.kind,
        place=Place("example", number),
        body=shown.text,
        subject=shown.subject or "Example",
        sender=Person(person, f"{shown.side}@{shown.side}.example"),
        date=moment,
    )
    split = text.split(text.clean(message))
    sentences = [
        ReadSentence(
            number=sentence.number,
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            language=language,
            side=shown.side,
            person=person,
            list_item=sentence.list_item,
        )
        for sentence in split.sentences
    ]
    (seen,) = signals.detect([(sentences, moment)], model())
    return ReadMessage(split, shown.side, CLIENT, person, seen)


def stage(shown: Sequence[ExampleMessage], language: str) -> ThreadAssessment:
    """Read a thread and follow what is raised and promised in it."""
    messages = tuple(read(message, number, language) for number, message in enumerate(shown, 1))
    thread = Thread("t1", "Example", tuple(message.message.id for message in messages))
    followed = ledger.follow(thread, messages, (), STANDARDS, _last(messages))
    return ThreadAssessment(thread, CLIENT, messages, followed.concerns, followed.commitments)


def judge(
    shown: Sequence[ExampleMessage], language: str, practice_set: PracticeSet
) -> tuple[Finding, ...]:
    """Judge a thread at all levels."""
    assessment = stage(shown, language)
    as_of = _last(assessment.messages)
    findings, _ = practices.judge_thread(assessment, practice_set, STANDARDS, as_of)
    moments = practices.remember(assessment, practice_set.archive_labels)
    history = practices.ClientHistory(CLIENT, moments, as_of)
    past, _ = practices.judge_client(history, practice_set, STANDARDS)
    return (*findings, *past)


def _last(messages: Sequence[ReadMessage]):
    dates = [message.message.date for message in messages if message.message.date]
    return max(dates).date() if dates else None
