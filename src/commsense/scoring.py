"""Findings counted by practice, over a message, a thread, a person, a client, a month, an archive.

A score is never given without its counts. What a criterion could not see counts as not assessed:
for each judged message, every criterion of the practice that gave no finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commsense.assessment import Finding, ReadMessage, Score, ThreadAssessment
from commsense.conversation import Kind, Side
from commsense.labels import Verdict

OVERALL = "overall"
Key = tuple[str, str, str]  # scope, key, subject


@dataclass(frozen=True, slots=True)
class Counts:
    """What a tally has counted, to hand it to another process."""

    met: dict[Key, int]
    missed: dict[Key, int]
    judged: dict[tuple[str, str], int]


class Tally:
    """Counts the findings of one thread after another.

    ``practice_of`` leads from each criterion id to the key of its practice; ``archive_level``
    holds the ids of the criteria that are judged once for a client, not for each message.
    """

    def __init__(self, practice_of: Mapping[str, str], archive_level: frozenset[str]) -> None:
        self._practice_of = practice_of
        self._per_message = Counter(
            subject
            for criterion, practice in practice_of.items()
            if criterion not in archive_level
            for subject in (OVERALL, practice, criterion)
        )
        self._met: Counter[Key] = Counter()
        self._missed: Counter[Key] = Counter()
        self._judged: Counter[tuple[str, str]] = Counter()

    def add(self, thread: ThreadAssessment) -> tuple[Score, ...]:
        """Count a thread; give its own scores and those of its messages."""
        own = Tally(self._practice_of, frozenset())
        own._per_message = self._per_message
        for message in filter(is_judged, thread.messages):
            for scope, key in _wide_scopes(message, thread.client):
                self._judged[scope, key] += 1
            own._judged["thread", thread.thread.id] += 1
            own._judged["message", message.message.id] += 1
        for finding in thread.findings:
            self._count(finding, _finding_scopes(finding))
            own._count(finding, (("thread", thread.thread.id), ("message", finding.message)))
        return own.scores(subjects=frozenset({OVERALL, *self._practice_of.values()}))

    def add_archive(self, findings: Iterable[Finding]) -> None:
        """Count findings of archive level, which belong to a client and to no message."""
        for finding in findings:
            self._count(finding, (("archive", ""), ("client", finding.client)))

    def counts(self) -> Counts:
        """Give what was counted so far."""
        return Counts(dict(self._met), dict(self._missed), dict(self._judged))

    def merge(self, other: Counts) -> None:
        """Add what another tally of the same practices has counted."""
        self._met.update(other.met)
        self._missed.update(other.missed)
        self._judged.update(other.judged)

    def scores(self, subjects: frozenset[str] | None = None) -> tuple[Score, ...]:
        """Give every score that has a count, in a fixed order; only ``subjects`` where given."""
        keys = {
            (scope, key, subject)
            for scope, key in self._judged
            for subject in self._per_message
            if subjects is None or subject in subjects
        }
        found = {
            key for key in (*self._met, *self._missed) if subjects is None or key[2] in subjects
        }
        return tuple(self._score(key) for key in sorted(keys | found))

    def _count(self, finding: Finding, scopes: Iterable[tuple[str, str]]) -> None:
        counts = self._met if finding.verdict is Verdict.MET else self._missed
        practice = self._practice_of[finding.criterion]
        for scope, key in scopes:
            if key or scope == "archive":
                for subject in (OVERALL, practice, finding.criterion):
                    counts[scope, key, subject] += 1

    def _score(self, key: Key) -> Score:
        scope, name, subject = key
        met, missed = self._met[key], self._missed[key]
        expected = self._judged[scope, name] * self._per_message[subject]
        return Score(
            scope=scope,
            key=name,
            subject=subject,
            met=met,
            missed=missed,
            not_assessed=max(0, expected - met - missed),
            value=met / (met + missed) if met + missed else None,
        )


def is_judged(message: ReadMessage) -> bool:
    """Tell whether the practices judge a message: the team wrote it, and not a machine."""
    if message.message.automatic:
        return False
    return message.side is Side.TEAM or message.message.kind in (Kind.NOTES, Kind.TRANSCRIPT)


def _wide_scopes(message: ReadMessage, client: str) -> Iterable[tuple[str, str]]:
    yield "archive", ""
    date = message.message.date
    for scope, key in (
        ("client", client),
        ("person", message.person),
        ("month", f"{date:%Y-%m}" if date else ""),
    ):
        if key:
            yield scope, key


def _finding_scopes(finding: Finding) -> Iterable[tuple[str, str]]:
    yield "archive", ""
    yield "client", finding.client
    yield "person", finding.person
    yield "month", f"{finding.date:%Y-%m}" if finding.date else ""
