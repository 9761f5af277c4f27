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
from typing import Any

import msgspec

from commsense import backends, practices, redacting, signals, sources, text
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
from commsense.conversation import Kind, Message, Skipped, Thread
from commsense.redacting import Veil
from commsense.scoring import Counts, Tally
from commsense.settings import Columns, Standards
from commsense.signals import glossary, jargon
from commsense.signals.model import relating
from commsense.sources import Item, duplicates
from commsense.spool import encode


@dataclass(frozen=True, slots=True)
class Received:
    """A message that was read: its heading, its trace for duplicates, its record."""

    heading: bytes
    trace: duplicates.Trace
    automatic: bool
    record: bytes


@dataclass(frozen=True, slots=True)
class Detected:
    """A message that was understood: its record, and what its client is seen to know.

    ``terms`` are those in it that a client may not know.
    """

    client: str
    known_terms: frozenset[str]
    terms: frozenset[str]
    languages: tuple[str, ...]
    record: bytes


@dataclass(frozen=True, slots=True)
class Case:
    """One thread to be judged: its messages, later notes of its client, the terms it knows.

    ``as_of`` is the day that its ages are counted to.
    """

    thread: Thread
    client: str
    messages: tuple[bytes, ...]
    notes: tuple[bytes, ...]
    known_terms: frozenset[str]
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A batch of judged threads.

    ``moments`` are what the history of each thread's client needs, encoded; ``not_assessed``
    counts by criterion and reason.
    """

    records: tuple[bytes, ...]
    moments: tuple[tuple[str, bytes], ...]
    counts: Counts
    not_assessed: dict[tuple[str, str], int]
    messages: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a batch of items gave."""

    received: tuple[Received, ...]
    skipped: tuple[Skipped, ...]


def meet(batch: tuple[Sequence[Item], Columns | None]) -> redacting.Met:
    """Meet the people that a batch names, so that they can be hidden."""
    items, columns = batch
    found = (one for item in items for one in sources.parse(item, columns))
    return redacting.meet(one for one in found if not isinstance(one, Skipped))


def receive(batch: tuple[Sequence[Item], Columns | None, Veil | None]) -> Receipt:
    """Parse, clean and split what the readers found; with a veil, hide people in all of it."""
    items, columns, veil = batch
    found = [one for item in items for one in sources.parse(item, columns)]
    skipped = [one for one in found if isinstance(one, Skipped)]
    return Receipt(
        tuple(_received(one, veil) for one in found if not isinstance(one, Skipped)),
        tuple(redacting.redacted_skipped(one, veil) if veil else one for one in skipped),
    )


def _received(message: Message, veil: Veil | None) -> Received:
    trace = duplicates.trace(message)
    ready = text.split(text.clean(message))
    heading = text.heading(ready)
    if veil:
        ready = redacting.redacted(ready, veil)
        heading = redacting.redacted_heading(heading, ready, veil)
        trace = redacting.redacted_trace(trace, veil)
    return Received(encode(heading), trace, ready.automatic, encode(replace(ready, body="")))


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
        return Detected(party.client, frozenset(), frozenset(), (), record)
    return Detected(
        client=party.client,
        known_terms=known_terms(read, party.side, words),
        terms=jargon.met(read),
        languages=tuple(sentence.language for sentence in read),
        record=record,
    )


def judge(
    batch: tuple[Sequence[Case], Standards, str, str, tuple[Path, ...], tuple[Path, ...]],
) -> Judged:
    """Follow concerns and commitments through each thread, judge it by the practices, count.

    The model reads later sentences beside the concerns, where it can.
    """
    cases, standards, model, device, own, glossaries = batch
    loaded = load_model(model, device)
    relate = relating(loaded)
    practice_set = criteria(own, glossaries, labels(loaded.own_tasks.values()))
    tally = Tally(practice_set.practice_of, practice_set.archive_level)
    threads = [judged(_matter(case), practice_set, standards, case.as_of, relate) for case in cases]
    scored = [replace(thread, scores=tally.add(thread)) for thread in threads]
    left: Counter[tuple[str, str]] = Counter()
    for item in (item for thread in threads for item in thread.not_assessed):
        left[item.criterion, item.reason] += item.count
    return Judged(
        records=tuple(map(encode, scored)),
        moments=tuple(
            (thread.client, encode(practices.remember(thread, practice_set.archive_labels)))
            for thread in threads
        ),
        counts=tally.counts(),
        not_assessed=left,
        messages=sum(len(thread.messages) for thread in threads),
    )


def _matter(case: Case) -> Matter:
    return Matter(
        thread=case.thread,
        client=case.client,
        messages=tuple(map(_reading, case.messages)),
        notes=tuple(map(_reading, case.notes)),
        known_terms=case.known_terms,
    )


@cache
def load_model(name: str, device: str = "cpu") -> backends.Model:
    """Load a model once in each process."""
    return backends.load(name, device)


def is_record_of_meeting(kind: Kind) -> bool:
    """Tell whether a message is the record of a meeting, which may close concerns of any thread."""
    return kind in (Kind.NOTES, Kind.TRANSCRIPT)


RESULTS: dict[str, Any] = {
    "receive": Receipt,
    "detect": list[Detected],
    "judge": Judged,
}
"""What each step gives, by its name: plain data, which can be kept and read again."""

_message = msgspec.msgpack.Decoder(Message).decode
_reading = msgspec.msgpack.Decoder(ReadMessage).decode
