"""The passes over an archive: receive, detect, judge. Between two of them all is on disk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from sys import intern
from typing import TypeVar

from commsense import practices, sources, stages
from commsense.assessing import criteria, party
from commsense.assessment import (
    Finding,
    ReadMessage,
    ThreadAssessment,
)
from commsense.backends import own_labels
from commsense.conversation import Heading, Message, Person, Skipped, Thread
from commsense.parallel import Workers
from commsense.scoring import Tally
from commsense.settings import Settings
from commsense.sides import Sides
from commsense.signals import glossary, jargon
from commsense.sources import Item
from commsense.sources.duplicates import Met
from commsense.spool import Spool

T = TypeVar("T")
Progress = Callable[[str, int, int, int], None]
"""Told now and then: the step, how much of it is done, how much there is, messages so far."""

BATCH_BYTES = 2**18
BATCH = 24
NOTES_AFTER = timedelta(days=60)  # a meeting later than this hardly speaks of the thread
MOST_NOTES = 12


@dataclass
class Mail:
    """What was received: records on disk, headings in memory."""

    records: Spool[Message] = field(default_factory=lambda: Spool(Message))
    headings: list[Heading] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    duplicates: int = 0
    automatic: int = 0


@dataclass
class Readings:
    """What was understood: records on disk, in the order of the mail."""

    records: Spool[ReadMessage] = field(default_factory=lambda: Spool(ReadMessage))
    known_terms: dict[str, frozenset[str]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)


@dataclass
class Judgements:
    """What was judged: threads on disk, counts and the history of each client in memory."""

    tally: Tally
    threads: Spool[ThreadAssessment] = field(default_factory=lambda: Spool(ThreadAssessment))
    moments: defaultdict[str, list[practices.Moment]] = field(
        default_factory=lambda: defaultdict(list)
    )
    findings: list[Finding] = field(default_factory=list)
    not_assessed: Counter[tuple[str, str]] = field(default_factory=Counter)


def receive(pool: Workers, paths: Sequence[Path], settings: Settings, progress: Progress) -> Mail:
    """Read everything that can be read, once; list the rest."""
    mail, met, total = Mail(), Met(), sources.measure(paths)
    people: dict[Person, Person] = {}
    batches = (
        (batch, settings.columns)
        for batch in _batches(
            _items(paths, settings, mail.skipped), BATCH_BYTES, lambda item: len(item.data)
        )
    )
    for receipt in pool.map(stages.receive, batches):
        for found in receipt.found:
            if isinstance(found, Skipped):
                mail.skipped.append(found)
            elif met.again(found.trace):
                mail.duplicates += 1
            else:
                mail.records.append(found.record)
                mail.headings.append(_sharing(found.heading, people))
                mail.automatic += found.automatic
        progress("read", receipt.consumed, total, len(mail.headings))
    mail.skipped.sort(key=lambda item: (item.place.path, item.place.position, item.reason))
    return mail


def _sharing(heading: Heading, people: dict[Person, Person]) -> Heading:
    """Let all headings name a person, a file and a list by the same object, to save memory."""
    sender = heading.sender
    return replace(
        heading,
        sender=people.setdefault(sender, sender) if sender else None,
        recipients=tuple(people.setdefault(person, person) for person in heading.recipients),
        place=replace(heading.place, path=intern(heading.place.path)),
        list_id=intern(heading.list_id),
    )


def _items(paths: Sequence[Path], settings: Settings, skipped: list[Skipped]) -> Iterator[Item]:
    for item in sources.items(paths, settings.limits):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def _batches(work: Iterable[T], limit: int, weigh: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    batch: list[T] = []
    weight = 0
    for piece in work:
        batch.append(piece)
        weight += weigh(piece)
        if weight >= limit or len(batch) >= BATCH:
            yield tuple(batch)
            batch, weight = [], 0
    if batch:
        yield tuple(batch)


def detect(
    pool: Workers,
    mail: Mail,
    client_of: Mapping[str, str],
    sides: Sides,
    settings: Settings,
    device: str,
    progress: Progress,
) -> Readings:
    """Find the signals in each message; ``client_of`` leads from a message's id to its client."""
    readings = Readings()
    pairs = (
        (mail.records.encoded(place), party(heading, client_of[heading.id], sides))
        for place, heading in enumerate(mail.headings)
    )
    batches = (
        (batch, settings.model, device, settings.glossaries)
        for batch in _batches(pairs, BATCH_BYTES, lambda p: len(p[0]))
    )
    known: defaultdict[str, set[str]] = defaultdict(set)
    for detected in pool.map(stages.detect, batches):
        for one in detected:
            readings.records.append(one.record)
            readings.languages.update(one.languages)
            known[one.client].update(one.known_terms)
        done = len(readings.records)
        progress("detect", done, len(mail.headings), done)
    readings.known_terms = {client: frozenset(terms) for client, terms in known.items()}
    return readings


def judge(
    pool: Workers,
    threads: Sequence[Thread],
    clients: Mapping[str, str],
    mail: Mail,
    readings: Readings,
    settings: Settings,
    as_of: date | None,
    device: str,
    progress: Progress,
) -> Judgements:
    """Follow and judge thread after thread, then the history of each client."""
    taught = own_labels(settings.model)
    practice_set = criteria(settings.practices, settings.glossaries, taught)
    judgements = Judgements(Tally(practice_set.practice_of, practice_set.archive_level))
    told = jargon.keys((*settings.known_terms, *glossary.load(settings.glossaries).known))
    for client, words in settings.known_by_client().items():
        seen = readings.known_terms.get(client, frozenset())
        readings.known_terms[client] = seen | jargon.keys(words)
    cases = _cases(threads, clients, mail, readings, told)
    own = (settings.practices, settings.glossaries)
    batches = (
        (batch, settings.standards, as_of, settings.model, device, *own)
        for batch in _batches(cases, BATCH, lambda case: len(case.messages))
    )
    done = 0
    for judged in pool.map(stages.judge, batches):
        for record in judged.records:
            judgements.threads.append(record)
        for client, moments in judged.moments:
            judgements.moments[client].extend(moments)
        judgements.tally.merge(judged.tally)
        judgements.not_assessed.update(judged.not_assessed)
        done += judged.messages
        progress("judge", done, len(mail.headings), done)
    _judge_clients(judgements, practice_set, settings, as_of)
    return judgements


def _judge_clients(
    judgements: Judgements,
    practice_set: practices.PracticeSet,
    settings: Settings,
    as_of: date | None,
) -> None:
    for client in sorted(filter(None, judgements.moments)):
        history = practices.ClientHistory(client, tuple(judgements.moments[client]), as_of)
        findings, not_assessed = practices.judge_client(history, practice_set, settings.standards)
        judgements.findings.extend(findings)
        for item in not_assessed:
            judgements.not_assessed[item.criterion, item.reason] += item.count
    judgements.tally.add_archive(judgements.findings)


def _cases(
    threads: Sequence[Thread],
    clients: Mapping[str, str],
    mail: Mail,
    readings: Readings,
    own_terms: frozenset[str],
) -> Iterator[stages.Case]:
    places = {heading.id: place for place, heading in enumerate(mail.headings)}
    meetings = _meetings(threads, clients, mail.headings, places)
    for thread in threads:
        client = clients[thread.id]
        own = [places[message] for message in thread.messages]
        dates = [d for place in own if (d := mail.headings[place].date)]
        notes = _notes_between(meetings[client], dates, set(own)) if client else []
        yield stages.Case(
            thread=thread,
            client=client,
            messages=tuple(map(readings.records.encoded, own)),
            notes=tuple(map(readings.records.encoded, notes)),
            known_terms=readings.known_terms.get(client, frozenset()) | own_terms,
        )


def _meetings(
    threads: Iterable[Thread],
    clients: Mapping[str, str],
    headings: Sequence[Heading],
    places: Mapping[str, int],
) -> defaultdict[str, list[tuple[datetime, int]]]:
    meetings: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for thread in threads:
        for message in thread.messages:
            heading = headings[places[message]]
            if heading.date and stages.is_record_of_meeting(heading.kind):
                meetings[clients[thread.id]].append((heading.date, places[message]))
    for dated in meetings.values():
        dated.sort()
    return meetings


def _notes_between(
    meetings: Sequence[tuple[datetime, int]], dates: Sequence[datetime], own: set[int]
) -> list[int]:
    if not dates:
        return []
    first, last = min(dates), max(dates) + NOTES_AFTER
    later = [place for date, place in meetings if first <= date <= last and place not in own]
    return later[:MOST_NOTES]
