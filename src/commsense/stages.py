"""The steps of the line, each over one batch of encoded records, so that any process can do it.

Everything that comes in and goes out is plain data; a step depends on nothing but its batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import msgspec

from commsense import backends, ledger, practices, signals, sources, text
from commsense.assessment import ReadMessage, ReadSentence, ThreadAssessment
from commsense.conversation import Heading, Kind, Message, Sentence, Side, Skipped, Thread
from commsense.scoring import Tally
from commsense.settings import Columns, Standards
from commsense.signals import jargon
from commsense.signals.model import relating
from commsense.sources import Item, duplicates
from commsense.spool import encode


@dataclass(frozen=True, slots=True)
class Received:
    """A message that was read: its heading, its trace for duplicates, its record."""

    heading: Heading
    trace: duplicates.Trace
    automatic: bool
    record: bytes


@dataclass(frozen=True, slots=True)
class Party:
    """Who wrote a message, on which side, to which client; ``speakers`` by the name in the text."""

    side: Side
    client: str
    person: str
    speakers: dict[str, tuple[str, Side]]


@dataclass(frozen=True, slots=True)
class Detected:
    """A message that was understood: its record and what its client is seen to know."""

    client: str
    known_terms: frozenset[str]
    languages: tuple[str, ...]
    record: bytes


@dataclass(frozen=True, slots=True)
class Case:
    """One thread to be judged: its messages, later notes of its client, the terms it knows."""

    thread: Thread
    client: str
    messages: tuple[bytes, ...]
    notes: tuple[bytes, ...]
    known_terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A batch of judged threads.

    ``moments`` are what the history of each thread's client needs, ``not_assessed`` counts by
    criterion and reason.
    """

    records: tuple[bytes, ...]
    moments: tuple[tuple[str, tuple[practices.Moment, ...]], ...]
    tally: Tally
    not_assessed: Counter[tuple[str, str]]
    messages: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a batch of items gave, and how many bytes of the input are behind it."""

    found: tuple[Received | Skipped, ...]
    consumed: int


def receive(batch: tuple[Sequence[Item], Columns | None]) -> Receipt:
    """Parse, clean and split what the readers found."""
    items, columns = batch
    found = tuple(
        one if isinstance(one, Skipped) else _received(one)
        for item in items
        for one in sources.parse(item, columns)
    )
    return Receipt(found, items[-1].consumed)


def _received(message: Message) -> Received:
    trace = duplicates.trace(message)
    ready = text.split(text.clean(message))
    heading = text.heading(ready)
    return Received(heading, trace, ready.automatic, encode(replace(ready, body="")))


def detect(batch: tuple[Sequence[tuple[bytes, Party]], str, str]) -> list[Detected]:
    """Read each message's sentences with the model named, on the device, and the other detectors.

    What a program wrote is kept to be shown; nothing is looked for in it.
    """
    pairs, model, device = batch
    given = [(_message(record), party) for record, party in pairs]
    plain = [
        tuple(_read_sentence(s, party, not message.automatic) for s in message.sentences)
        for message, party in given
    ]
    written = [
        (sentences, message.date)
        for sentences, (message, _) in zip(plain, given, strict=True)
        if not message.automatic
    ]
    read = iter(signals.detect(written, load_model(model, device), skim=True))
    return [
        _detected(message, party, sentences if message.automatic else next(read))
        for sentences, (message, party) in zip(plain, given, strict=True)
    ]


def _detected(message: Message, party: Party, read: tuple[ReadSentence, ...]) -> Detected:
    record = ReadMessage(
        message=replace(message, sentences=()),
        side=party.side,
        client=party.client,
        person=party.person,
        sentences=read,
    )
    if message.automatic:
        return Detected(party.client, frozenset(), (), encode(record))
    languages = tuple(sentence.language for sentence in read)
    return Detected(party.client, _known_terms(read, party.side), languages, encode(record))


def _read_sentence(sentence: Sentence, party: Party, assessed: bool) -> ReadSentence:
    person, side = party.speakers.get(sentence.speaker, (party.person, party.side))
    return ReadSentence(
        number=sentence.number,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        language=sentence.language,
        side=side,
        person=person,
        assessed=assessed,
        answers=sentence.answers,
        list_item=sentence.list_item,
    )


def _known_terms(sentences: Sequence[ReadSentence], side: Side) -> frozenset[str]:
    """Collect what the client used himself, or what was explained to him."""
    used = (jargon.terms(s.text, s.language) for s in sentences if s.side is Side.CLIENT)
    explained = jargon.explained(sentences) if side is not Side.CLIENT else frozenset[str]()
    return explained.union(*used)


def judge(batch: tuple[Sequence[Case], Standards, date | None, str, str]) -> Judged:
    """Follow concerns and commitments through each thread, judge it by the practices, count.

    The model reads later sentences beside the concerns, where it can.
    """
    cases, standards, as_of, model, device = batch
    relate = relating(load_model(model, device))
    practice_set = practices.load()
    tally = Tally(practice_set.practice_of, practice_set.archive_level)
    threads = [_judged(case, practice_set, standards, as_of, relate) for case in cases]
    scored = [replace(thread, scores=tally.add(thread)) for thread in threads]
    left: Counter[tuple[str, str]] = Counter()
    for item in (item for thread in threads for item in thread.not_assessed):
        left[item.criterion, item.reason] += item.count
    return Judged(
        records=tuple(map(encode, scored)),
        moments=tuple((thread.client, practices.remember(thread)) for thread in threads),
        tally=tally,
        not_assessed=left,
        messages=sum(len(thread.messages) for thread in threads),
    )


def _judged(
    case: Case,
    practice_set: practices.PracticeSet,
    standards: Standards,
    as_of: date | None,
    relate: ledger.Relate | None,
) -> ThreadAssessment:
    messages = tuple(_unknown_terms(_reading(record), case.known_terms) for record in case.messages)
    people = tuple(message for message in messages if not message.message.automatic)
    notes = tuple(_reading(record) for record in case.notes)
    followed = ledger.follow(case.thread, people, notes, standards, as_of, relate)
    assessment = ThreadAssessment(
        thread=case.thread,
        client=case.client,
        messages=messages,
        concerns=followed.concerns,
        commitments=followed.commitments,
    )
    findings, left = practices.judge_thread(assessment, practice_set, standards, as_of)
    return replace(assessment, findings=findings, not_assessed=left)


def _unknown_terms(message: ReadMessage, known: frozenset[str]) -> ReadMessage:
    sentences = tuple(jargon.without_known(sentence, known) for sentence in message.sentences)
    return replace(message, sentences=sentences)


@cache
def load_model(name: str, device: str = "cpu") -> backends.Model:
    """Load a model once in each process."""
    return backends.load(name, device)


def is_record_of_meeting(kind: Kind) -> bool:
    """Tell whether a message is the record of a meeting, which may close concerns of any thread."""
    return kind in (Kind.NOTES, Kind.TRANSCRIPT)


_message = msgspec.msgpack.Decoder(Message).decode
_reading = msgspec.msgpack.Decoder(ReadMessage).decode
