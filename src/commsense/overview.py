"""What holds for an archive as a whole: whom its threads concern, when it ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from commsense.assessment import Client
from commsense.conversation import Heading, Thread
from commsense.sides import Sides

LONE_FUTURE = timedelta(days=365)
"""A date so far after all others is a wrong clock."""


def clients_of(
    threads: Iterable[Thread], headings: Mapping[str, Heading], sides: Sides
) -> dict[str, str]:
    """Give the client of each thread, by thread id: the one whom most of its messages concern."""
    clients = {}
    for thread in threads:
        named = Counter(sides.client(headings[message]) for message in thread.messages)
        del named[""]
        clients[thread.id] = named.most_common(1)[0][0] if named else ""
    return clients


def last_day(headings: Iterable[Heading]) -> datetime | None:
    """Give the last date of an archive, leaving out a few that a wrong clock set in the future."""
    dates = sorted(heading.date for heading in headings if heading.date)
    strays = len(dates) // 100 + 1
    for index in range(max(1, len(dates) - strays), len(dates)):
        if dates[index] - dates[index - 1] > LONE_FUTURE:
            return dates[index - 1]
    return dates[-1] if dates else None


def moment_of(as_of: date | None, last: datetime | None) -> datetime | None:
    """Give the moment that ages are counted to: the last mail, or the end of the day asked for."""
    if as_of is None or (last and last.date() == as_of):
        return last
    return datetime.combine(as_of, time.max, UTC).replace(microsecond=0)


def count_clients(
    threads: Iterable[Thread],
    clients: Mapping[str, str],
    headings: Mapping[str, Heading],
    names: Mapping[str, str],
) -> tuple[Client, ...]:
    """Count each client's messages, with the first and the last date."""
    found: defaultdict[str, list[Heading]] = defaultdict(list)
    for thread in threads:
        if clients[thread.id]:
            found[clients[thread.id]].extend(headings[message] for message in thread.messages)
    return tuple(_client(key, names.get(key, key), found[key]) for key in sorted(found))


def _client(key: str, name: str, headings: Sequence[Heading]) -> Client:
    dates = [heading.date for heading in headings if heading.date]
    return Client(
        key=key,
        name=name or key,
        messages=len(headings),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )
