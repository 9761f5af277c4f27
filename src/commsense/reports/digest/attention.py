"""What needs attention: concerns that wait, promises that were missed, threads that go badly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import TypeAlias

from commsense.assessment import Commitment, Concern, Event, ThreadAssessment
from commsense.conversation import Side
from commsense.labels import Kept, Status
from commsense.reports.best import Best

WAITING = (Status.OPEN, Status.ACKNOWLEDGED, Status.REOPENED)
BANDS = ((365, "year"), (90, "quarter"), (30, "month"), (7, "week"), (-1, "days"))
RECENT = ("quarter", "month", "week", "days", "undated")
A_BAND = 12
PRESSING = 8
PROMISES = 20
THREADS = 8
BAD = 2  # one open point alone makes no bad thread


@dataclass(frozen=True, slots=True)
class Waiting:
    """A concern that is not settled. ``days`` is how long, ``last`` the event that left it so.

    One that was answered and raised again waits since it was raised again.
    """

    concern: Concern
    subject: str
    since: datetime | None
    days: int | None
    last: Event | None


Group: TypeAlias = tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment that was missed or late, and by how many days."""

    commitment: Commitment
    subject: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a thread should be read first, in counts."""

    thread: str
    subject: str
    client: str
    messages: int
    last: datetime | None
    waiting: int
    escalations: int
    reopened: int
    missed: int
    negative: int
    client_sentences: int


def _urgency(waiting: Waiting) -> tuple[bool, bool, bool, int, float]:
    concern = waiting.concern
    reopened = concern.status is Status.REOPENED
    days = waiting.days or 0
    return (concern.escalation, reopened, concern.negative, days, concern.confidence)


def waiting_since(concern: Concern) -> datetime | None:
    """Give the moment of the last event after which nothing was answered any more."""
    moment = concern.date
    for before, event in pairwise(concern.events):
        if event.status is Status.REOPENED and before.status is not Status.REOPENED:
            moment = event.date or moment
    return moment


def age(since: date | None, as_of: date | None) -> int | None:
    """Give whole days between two days or moments, ``None`` where either is not known."""
    return max(0, (day_of(as_of) - day_of(since)).days) if since and as_of else None


def day_of(moment: date) -> date:
    """Give the day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def band(days: int | None) -> str:
    """Name the age band of a waiting concern; one without a date is in ``undated``."""
    if days is None:
        return "undated"
    return next(name for above, name in BANDS if days > above)


class Attention:
    """Collects from threads, one at a time, what a project manager should look at first."""

    def __init__(self, as_of: date | None) -> None:
        self.as_of = as_of
        self.statuses: Counter[Status] = Counter()
        self.kept: Counter[Kept] = Counter()
        self.escalations = 0
        self.waiting_by_client: Counter[str] = Counter()
        self.concerns_by_client: Counter[str] = Counter()
        self.bands = {name: Best[Waiting](A_BAND) for name in (*(n for _, n in BANDS), "undated")}
        self._promises = Best[Promise](PROMISES)
        self._threads = Best[Trouble](THREADS)

    def add(self, thread: ThreadAssessment) -> None:
        """Take in one thread."""
        for concern in thread.concerns:
            self._concern(concern, thread.thread.subject)
        for commitment in thread.commitments:
            self._commitment(commitment, thread.thread.subject)
        trouble = troubles(thread)
        weight = (
            4 * trouble.escalations + 3 * trouble.reopened + 2 * trouble.missed + trouble.waiting
        )
        if weight >= BAD:
            self._threads.add((weight, trouble.negative), trouble)

    def _concern(self, concern: Concern, subject: str) -> None:
        self.statuses[concern.status] += 1
        self.concerns_by_client[concern.client] += 1
        if concern.status not in WAITING:
            return
        self.escalations += concern.escalation
        self.waiting_by_client[concern.client] += 1
        since = waiting_since(concern)
        days = age(since, self.as_of)
        last = concern.events[-1] if concern.events else None
        waiting = Waiting(concern, subject, since, days, last)
        self.bands[band(days)].add(_urgency(waiting), waiting)

    def _commitment(self, commitment: Commitment, subject: str) -> None:
        self.kept[commitment.kept] += 1
        if commitment.kept in (Kept.MISSED, Kept.LATE):
            days = age(commitment.due, self.as_of) if commitment.kept is Kept.MISSED else None
            rank = (commitment.kept is Kept.MISSED, days or 0, commitment.confidence)
            self._promises.add(rank, Promise(commitment, subject, days))

    @property
    def waiting(self) -> int:
        """How many concerns are not settled."""
        return sum(self.statuses[status] for status in WAITING)

    @property
    def oldest(self) -> int | None:
        """The age in days of the oldest waiting concern of the last year."""
        ages = [w.days for name in RECENT for w in self.waiting_in(name)]
        return max((days for days in ages if days is not None), default=None)

    def waiting_in(self, name: str) -> list[Waiting]:
        """Give the kept concerns of an age band, oldest first."""
        return sorted(
            self.bands[name].items(),
            key=lambda w: (-(w.days or 0), w.concern.message, w.concern.sentence),
        )

    def groups_in(self, *names: str) -> list[Group]:
        """Give the kept concerns of age bands, those of one message together, oldest first."""
        waiting = [w for name in names for w in self.waiting_in(name)]
        found = groupby(waiting, key=lambda w: (w.concern.message, w.days))
        return [tuple(group) for _, group in found]

    def pressing(self) -> tuple[list[Group], list[Group]]:
        """Give the groups of the last year to show first, and the others; both oldest first."""
        groups = self.groups_in(*RECENT)
        best = Best[int](PRESSING)
        for place, group in enumerate(groups):
            best.add(max(_urgency(w) for w in group), place)
        first = set(best.items())
        return (
            [group for place, group in enumerate(groups) if place in first],
            [group for place, group in enumerate(groups) if place not in first],
        )

    def hidden(self) -> int:
        """Count the waiting concerns of the last year that were not kept."""
        return sum(self.bands[n].seen - len(self.waiting_in(n)) for n in RECENT)

    def promises(self) -> list[Promise]:
        """Give missed commitments, most overdue first, then late ones."""
        return self._promises.items()

    def threads(self) -> list[Trouble]:
        """Give the threads to read first."""
        return self._threads.items()


def troubles(thread: ThreadAssessment) -> Trouble:
    """Count what goes badly in a thread."""
    waiting = [c for c in thread.concerns if c.status in WAITING]
    said = [
        sentence
        for read in thread.messages
        for sentence in read.sentences
        if sentence.side is Side.CLIENT and sentence.assessed
    ]
    dates = [read.message.date for read in thread.messages if read.message.date]
    return Trouble(
        thread=thread.thread.id,
        subject=thread.thread.subject,
        client=thread.client,
        messages=len(thread.messages),
        last=max(dates, default=None),
        waiting=len(waiting),
        escalations=sum(c.escalation for c in waiting),
        reopened=sum(c.status is Status.REOPENED for c in waiting),
        missed=sum(c.kept is Kept.MISSED for c in thread.commitments),
        negative=sum(s.sentiment == "negative" for s in said),
        client_sentences=len(said),
    )
