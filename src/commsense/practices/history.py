"""A client's history in light records, so that an archive need not be in memory to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commsense.conversation import Kind, Side
from commsense.labels import Status


@dataclass(frozen=True, slots=True)
class Sight:
    """The first sentence of a moment with a label, and how sure that is."""

    sentence: int
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ConcernFact:
    """A concern in short.

    ``answered`` is when the team first spoke to it, if it did; ``again`` are the times at which
    the client raised it anew.
    """

    sentence: int
    kind: str
    text: str
    negative: bool
    confidence: float
    status: Status
    raised: datetime | None
    answered: datetime | None
    again: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One message as the history of a client keeps it.

    ``seen`` leads from a label (``act:status``, and ``date`` for any date) to its first sentence;
    ``concerns`` are those that the message raised; ``opening`` is its first sentence, if any.
    """

    message: str
    thread: str
    client: str
    date: datetime | None
    side: Side
    kind: Kind
    person: str
    seen: dict[str, Sight]
    concerns: tuple[ConcernFact, ...] = ()
    opening: Sight | None = None


@dataclass(frozen=True, slots=True)
class ClientHistory:
    """All moments of one client, in order of date, and the day that the archive is read for."""

    client: str
    moments: tuple[Moment, ...]
    as_of: date | None = None
