"""The steps of the line, each over one batch of encoded records, so that any process can do it.

Everything that comes in and goes out is plain data; a step depends on nothing but its batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from commsense import backends, practices, signals, sources, text
from commsense.assessing import (
    Matter,
    Party,
    criteria,
    judged,
    known_terms,
    understood,
    unread,
)
from commsense.assessment import ReadMessage, ReadSentence
from commsense.backends.own_tasks import labels
from commsense.conversation import Heading, Kind, Message, Skipped, Thread
from commsense.scoring import Tally
from commsense.settings import Columns, Standards
from commsense.signals import glossary
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


def detect(
    batch: tuple[Sequence[tuple[bytes, Party]], str, str, tuple[Path, ...]],
) -> list[Detected]:
    """Read each message's sentences with the model named, on the device, and the other detectors.

    What a program wrote is kept to be shown; nothing is looked for in it.
    """
    pairs, model, device, glossaries = batch
    words = glossary.load(glossaries)
    given = [(_message(record), party) for record, party in pairs]
    plain = [unread(message, party) for message, party in given]
    written = [
        (sentences, message.date)
        for sentences, (message, _) in zip(plain, given, strict=True)
        if not message.automatic
    ]
    loaded = load_model(model, device)
    read = iter(signals.detect(written, loaded, skim=True, glossary=words))
    return [
        _detected(message, party, sentences if message.automatic else next(read), words)
        for sentences, (message, party) in zip(plain, given, strict=True)
    ]


def _detected(
    message: Message, party: Party, read: tuple[ReadSentence, ...], words: glossary.Glossary
) -> Detected:
    record = encode(understood(message, party, read))
    if message.automatic:
        return Detected(party.client, frozenset(), (), record)
    languages = tuple(sentence.language for sentence in read)
    return Detected(party.client, known_terms(read, party.side, words), languages, record)


def judge(
    batch: tuple[
        Sequence[Case], Standards, date | None, str, str, tuple[Path, ...], tuple[Path, ...]
    ],
) -> Judged:
    """Follow concerns and commitments through each thread, judge it by the practices, count.

    The model reads later sentences beside the concerns, where it can.
    """
    cases, standards, as_of, model, device, own, glossaries = batch
    loaded = load_model(model, device)
    relate = relating(loaded)
    practice_set = criteria(own, glossaries, labels(loaded.own_tasks.values()))
    tally = Tally(practice_set.practice_of, practice_set.archive_level)
    matters = (
        Matter(
            case.thread,
            case.client,
            tuple(map(_reading, case.messages)),
            tuple(map(_reading, case.notes)),
            case.known_terms,
        )
        for case in cases
    )
    threads = [judged(each, practice_set, standards, as_of, relate) for each in matters]
    scored = [replace(thread, scores=tally.add(thread)) for thread in threads]
    left: Counter[tuple[str, str]] = Counter()
    for item in (item for thread in threads for item in thread.not_assessed):
        left[item.criterion, item.reason] += item.count
    return Judged(
        records=tuple(map(encode, scored)),
        moments=tuple(
            (thread.client, practices.remember(thread, practice_set.archive_labels))
            for thread in threads
        ),
        tally=tally,
        not_assessed=left,
        messages=sum(len(thread.messages) for thread in threads),
    )


@cache
def load_model(name: str, device: str = "cpu") -> backends.Model:
    """Load a model once in each process."""
    return backends.load(name, device)


def is_record_of_meeting(kind: Kind) -> bool:
    """Tell whether a message is the record of a meeting, which may close concerns of any thread."""
    return kind in (Kind.NOTES, Kind.TRANSCRIPT)


_message = msgspec.msgpack.Decoder(Message).decode
_reading = msgspec.msgpack.Decoder(ReadMessage).decode
