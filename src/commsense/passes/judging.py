"""The third pass: follow and judge thread after thread, then the history of each client."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from commsense import practices, stages
from commsense.assessing import criteria
from commsense.assessment import ThreadAssessment
from commsense.backends import own_labels
from commsense.passes.batches import batches
from commsense.passes.mail import Judgements, Mail, Progress, Readings
from commsense.pool import Pool
from commsense.scoring import Tally
from commsense.settings import Settings
from commsense.signals import glossary, jargon
from commsense.spool import Spool
from commsense.text import Threads, thread

NOTES_AFTER = timedelta(days=60)  # a meeting later than this hardly speaks of the thread
MOST_NOTES = 12
SETTLED = timedelta(days=366)
"""A thread that has been silent for so long is judged as it was then: what it waits for comes no
more, and new mail elsewhere in the archive need not have it judged again."""

Meetings = Mapping[str, Sequence[tuple[datetime, int]]]
"""The records of meetings by client, each with its date and its place."""


def judge(
    pool: Pool,
    threads: Threads,
    clients: Sequence[str],
    mail: Mail,
    readings: Readings,
    settings: Settings,
    as_of: date | None,
    device: str,
    progress: Progress,
) -> Judgements:
    """Follow and judge thread after thread, then the history of each client.

    Args:
        pool: does the work.
        threads: the places of each thread's messages.
        clients: the client of each thread.
        mail: what was received.
        readings: what was understood of it.
        settings: standards, model, a team's own practices and words.
        as_of: the day that ages are counted to.
        device: ``cpu`` or ``cuda``.
        progress: told how far it has come, in messages.
    """
    taught = own_labels(settings.model)
    practice_set = criteria(settings.practices, settings.glossaries, taught)
    tally = Tally(practice_set.practice_of, practice_set.archive_level)
    judgements = Judgements(tally, Spool(ThreadAssessment, mail.folder))
    histories = _Histories(mail.folder)
    cases = _cases(threads, clients, mail, readings, settings, as_of)
    own = (settings.practices, settings.glossaries)
    work = (
        (batch, settings.standards, settings.model, device, *own)
        for batch in batches(cases, lambda case: case.messages[0])
    )
    done = 0
    for judged in pool.map(stages.judge, work):
        for record in judged.records:
            judgements.threads.append(record)
        for client, moments in judged.moments:
            histories.add(client, moments)
        tally.merge(judged.counts)
        judgements.not_assessed.update(judged.not_assessed)
        done += judged.messages
        progress("judge", done, len(mail.headings), done)
    _judge_clients(judgements, histories, practice_set, settings, as_of)
    return judgements


class _Histories:
    """The moments of each client, on disk."""

    def __init__(self, folder: Path | None) -> None:
        self._moments = Spool(tuple[practices.Moment, ...], folder)
        self._places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, client: str, moments: bytes) -> None:
        if client:
            self._places[client].append(self._moments.append(moments))

    def __iter__(self) -> Iterator[tuple[str, tuple[practices.Moment, ...]]]:
        for client in sorted(self._places):
            pieces = (self._moments[place] for place in self._places[client])
            yield client, tuple(moment for piece in pieces for moment in piece)


def _judge_clients(
    judgements: Judgements,
    histories: _Histories,
    practice_set: practices.PracticeSet,
    settings: Settings,
    as_of: date | None,
) -> None:
    for client, moments in histories:
        history = practices.ClientHistory(client, moments, as_of)
        findings, not_assessed = practices.judge_client(history, practice_set, settings.standards)
        judgements.findings.extend(findings)
        for item in not_assessed:
            judgements.not_assessed[item.criterion, item.reason] += item.count
    judgements.tally.add_archive(judgements.findings)


def _cases(
    threads: Threads,
    clients: Sequence[str],
    mail: Mail,
    readings: Readings,
    settings: Settings,
    as_of: date | None,
) -> Iterator[stages.Case]:
    terms = _terms(readings, settings)
    meetings = _meetings(threads, clients, mail)
    for own, client in zip(threads, clients, strict=True):
        dates = [date for place in own if (date := mail.headings[place].date)]
        notes = _notes_between(meetings[client], dates, set(own)) if client else []
        yield stages.Case(
            thread=thread(mail.headings, own),
            client=client,
            messages=tuple(map(readings.records.encoded, own)),
            notes=tuple(map(readings.records.encoded, notes)),
            known_terms=frozenset().union(*(readings.terms[at] for at in own)) & terms[client],
            as_of=_as_of(as_of, dates),
        )


def _as_of(day: date | None, dates: Sequence[datetime]) -> date | None:
    """Give the day that a thread's ages are counted to: the archive's, unless it ended long ago."""
    return min(day, (max(dates) + SETTLED).date()) if day and dates else day


def _terms(readings: Readings, settings: Settings) -> Mapping[str, frozenset[str]]:
    """Give the terms that each client knows: from its mail and from the settings."""
    told = jargon.keys((*settings.known_terms, *glossary.load(settings.glossaries).known))
    found: defaultdict[str, frozenset[str]] = defaultdict(lambda: told)
    for client, terms in readings.known_terms.items():
        found[client] = terms | told
    for client, words in settings.known_by_client().items():
        found[client] |= jargon.keys(words)
    return found


def _meetings(threads: Threads, clients: Sequence[str], mail: Mail) -> Meetings:
    meetings: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for places, client in zip(threads, clients, strict=True):
        for place in places:
            heading = mail.headings[place]
            if heading.date and stages.is_record_of_meeting(heading.kind):
                meetings[client].append((heading.date, place))
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
