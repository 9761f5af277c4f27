"""What holds for an archive as a whole: whom its threads concern, when it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import nlargest
from itertools import pairwise

from commsense.assessment import Client
from commsense.conversation import Heading
from commsense.sides import Sides
from commsense.text import Threads

LONE_FUTURE = timedelta(days=365)
"""A date so far after all others is a wrong clock."""


def clients_of(threads: Threads, headings: Sequence[Heading], sides: Sides) -> list[str]:
    """Give the client of each thread: the one whom most of its messages concern, or nothing."""
    return [_client_of(places, headings, sides) for places in threads]


def by_message(threads: Threads, clients: Sequence[str], count: int) -> list[str]:
    """Give the client of each of ``count`` messages, which is that of its thread."""
    found = [""] * count
    for places, client in zip(threads, clients, strict=True):
        for place in places:
            found[place] = client
    return found


def last_day(headings: Sequence[Heading]) -> datetime | None:
    """Give the last date of an archive, leaving out a few that a wrong clock set in the future."""
    count = sum(heading.date is not None for heading in headings)
    strays = count // 100 + 1
    latest = nlargest(strays + 1, (heading.date for heading in headings if heading.date))
    for later, earlier in reversed(list(pairwise(latest))):
        if later - earlier > LONE_FUTURE:
            return earlier
    return latest[0] if latest else None


def moment_of(as_of: date | None, last: datetime | None) -> datetime | None:
    """Give the moment that ages are counted to: the last mail, or the end of the day asked for."""
    if as_of is None or (last and last.date() == as_of):
        return last
    return datetime.combine(as_of, time.max, UTC).replace(microsecond=0)


def count_clients(
    headings: Iterable[Heading], clients: Sequence[str], names: Mapping[str, str]
) -> tuple[Client, ...]:
    """Count each client's messages, with the first and the last date.

    Args:
        headings: of all messages.
        clients: the client of each.
        names: what to call a client, by its key.
    """
    counts: Counter[str] = Counter()
    firsts: dict[str, datetime] = {}
    lasts: dict[str, datetime] = {}
    for heading, client in zip(headings, clients, strict=True):
        counts[client] += 1
        if heading.date:
            firsts[client] = min(heading.date, firsts.get(client, heading.date))
            lasts[client] = max(heading.date, lasts.get(client, heading.date))
    return tuple(
        Client(key, names.get(key, key) or key, counts[key], firsts.get(key), lasts.get(key))
        for key in sorted(filter(None, counts))
    )


def _client_of(places: Iterable[int], headings: Sequence[Heading], sides: Sides) -> str:
    named = Counter(sides.client(headings[place]) for place in places)
    del named[""]
    return named.most_common(1)[0][0] if named else ""
