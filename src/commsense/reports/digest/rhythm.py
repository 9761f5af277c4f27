"""How regularly people wrote: messages a week, and the longest silences towards each client."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from commsense.assessment import ThreadAssessment
from commsense.conversation import Kind, Side
from commsense.reports.best import Best
from commsense.reports.digest.attention import day_of
from commsense.reports.quotes import Quote, of_opening

MOST_COLUMNS = 110
A_PERIOD = 3  # messages shown for each period
REGULAR = 3

Opening = tuple[tuple[int], Quote]
"""How much a message says, and the sentence that opens it."""


@dataclass(frozen=True, slots=True)
class Period:
    """A week (or month, in a long archive) from ``start``, with the messages written in it.

    ``openings`` are the first sentences of the longest of them.
    """

    start: date
    team: int
    client: int
    other: int
    openings: tuple[Quote, ...]

    @property
    def total(self) -> int:
        """All messages of the period."""
        return self.team + self.client + self.other


@dataclass(frozen=True, slots=True)
class Silence:
    """The longest time that a client heard nothing from the team, with the messages around it."""

    client: str
    days: int
    after: datetime
    until: datetime | None  # none: it lasted to the end of the archive
    thread: str
    message: str
    updates: int  # messages of the team to this client


class Rhythm:
    """Collects the days on which each side wrote, from threads, one at a time."""

    def __init__(self, as_of: date | None) -> None:
        self.as_of = as_of
        self._days: Counter[tuple[date, Side]] = Counter()
        self._openings: defaultdict[tuple[date, date], Best[Opening]] = defaultdict(_best)
        self._updates: defaultdict[str, list[tuple[datetime, str, str]]] = defaultdict(list)

    def add(self, thread: ThreadAssessment) -> None:
        """Take in one thread."""
        for read in thread.messages:
            when = read.message.date
            if when is None or read.message.automatic:
                continue
            day = when.date()
            self._days[day, read.side] += 1
            rank = (len(read.sentences),)
            quote = of_opening(thread.thread.id, read)
            self._openings[_monday(day), _first(day)].add(rank, (rank, quote))
            spoken = read.side is Side.TEAM or read.message.kind in (Kind.NOTES, Kind.TRANSCRIPT)
            if read.client and spoken:
                self._updates[read.client].append((when, thread.thread.id, read.message.id))

    def periods(self) -> tuple[str, list[Period]]:
        """Give ``week`` or ``month`` and every such period from the first to the last message."""
        days = sorted({day for day, _ in self._days})
        if not days:
            return "week", []
        weekly = (days[-1] - days[0]).days <= 7 * MOST_COLUMNS
        start_of = _monday if weekly else _first
        counts: Counter[tuple[date, Side]] = Counter()
        for (day, side), number in self._days.items():
            counts[start_of(day), side] += number
        starts = [start_of(days[0])]
        while starts[-1] < start_of(days[-1]):
            starts.append(start_of(starts[-1] + timedelta(days=7 if weekly else 31)))
        openings: defaultdict[date, Best[Opening]] = defaultdict(_best)
        for (week, month), best in self._openings.items():
            for rank, quote in best.items():
                openings[week if weekly else month].add(rank, (rank, quote))
        periods = [_period(start, counts, openings[start]) for start in starts]
        return "week" if weekly else "month", periods

    def silences(self) -> list[Silence]:
        """Give each client's longest silence of the team, longest first.

        One to whom the team wrote less than ``REGULAR`` times was never kept up to date.
        """
        regular = (client for client, own in self._updates.items() if len(own) >= REGULAR)
        found = (_longest(client, self._updates[client], self.as_of) for client in regular)
        return sorted(found, key=lambda s: (-s.days, s.client))


def _monday(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def _first(day: date) -> date:
    return day.replace(day=1)


def _best() -> Best[Opening]:
    return Best(A_PERIOD)


def _period(start: date, counts: Counter[tuple[date, Side]], openings: Best[Opening]) -> Period:
    return Period(
        start,
        counts[start, Side.TEAM],
        counts[start, Side.CLIENT],
        counts[start, Side.BOTH] + counts[start, Side.UNKNOWN],
        tuple(quote for _, quote in openings.items()),
    )


def _longest(client: str, updates: list[tuple[datetime, str, str]], as_of: date | None) -> Silence:
    ordered = sorted(updates)
    gaps = [(later[0] - entry[0]).days for entry, later in pairwise(ordered)]
    gaps.append((day_of(as_of) - ordered[-1][0].date()).days if as_of else 0)
    days = max(gaps)
    place = gaps.index(days)
    after, thread, message = ordered[place]
    until = ordered[place + 1][0] if place + 1 < len(ordered) else None
    return Silence(client, max(0, days), after, until, thread, message, len(ordered))
