"""How long clients waited for the team's first reply, in elapsed hours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from commsense.assessment import ReadMessage, ThreadAssessment
from commsense.conversation import Kind, Side
from commsense.reports.best import Best
from commsense.reports.quotes import Quote, of_opening, of_sentence

STEPS = (1.0, 4.0, 24.0, 72.0, 168.0)  # upper bounds in hours; the last bucket is open
LATEST = 8
A_BUCKET = 3  # replies shown for each bucket
A_CLIENT = 2  # and for each client
WRITTEN = (Kind.EMAIL, Kind.CHAT)


@dataclass(frozen=True, slots=True)
class Reply:
    """A client's message and the first reply to it; ``hours`` is ``None`` where none came."""

    asked: Quote
    replied: Quote | None
    hours: float | None


@dataclass(slots=True)
class Waits:
    """The waits of one client: hours of each replied message, and those never replied to.

    ``longest`` holds the replies that took longest, ``unreplied`` the latest that had none.
    """

    hours: list[float] = field(default_factory=list)
    silent: int = 0
    longest: Best[Reply] = field(default_factory=lambda: Best(A_CLIENT))
    unreplied: Best[Reply] = field(default_factory=lambda: Best(A_CLIENT))

    @property
    def total(self) -> int:
        """All messages of the client that wanted a reply or had one."""
        return len(self.hours) + self.silent


class Responses:
    """Collects first replies from threads, one at a time.

    A wait starts with the client's first message after the team last wrote and ends with the next
    message of the team. A message without reply counts only if it asks or raises something.
    """

    def __init__(self) -> None:
        self.clients: defaultdict[str, Waits] = defaultdict(Waits)
        self._buckets = [Best[Reply](A_BUCKET) for _ in range(len(STEPS) + 1)]
        self._silent = Best[Reply](LATEST)

    def add(self, thread: ThreadAssessment) -> None:
        """Take in one thread."""
        raised = {concern.message: concern.sentence for concern in reversed(thread.concerns)}
        waiting: list[ReadMessage] = []
        for read in thread.messages:
            if read.message.kind not in WRITTEN or read.message.automatic or not read.message.date:
                continue
            if read.side is Side.CLIENT:
                waiting.append(read)
            elif read.side is Side.TEAM and waiting:
                self._replied(thread, waiting[0], read, raised)
                waiting = []
        asking = next((read for read in waiting if read.message.id in raised), None)
        if asking is not None:
            self._unreplied(thread, asking, raised)

    def _replied(
        self,
        thread: ThreadAssessment,
        asked: ReadMessage,
        answer: ReadMessage,
        raised: dict[str, int],
    ) -> None:
        if asked.message.date is None or answer.message.date is None:
            return
        hours = max(0.0, (answer.message.date - asked.message.date).total_seconds() / 3600)
        reply = Reply(
            _quote(thread, asked, raised.get(asked.message.id, 0)),
            _quote(thread, answer, 0),
            hours,
        )
        waits = self.clients[thread.client]
        waits.hours.append(hours)
        for best in (waits.longest, self._buckets[_bucket(hours)]):
            best.add((hours,), reply)

    def _unreplied(
        self, thread: ThreadAssessment, asked: ReadMessage, raised: dict[str, int]
    ) -> None:
        waits = self.clients[thread.client]
        waits.silent += 1
        since = asked.message.date.timestamp() if asked.message.date else 0.0
        reply = Reply(_quote(thread, asked, raised[asked.message.id]), None, None)
        for best in (waits.unreplied, self._silent):
            best.add((since,), reply)

    @property
    def hours(self) -> list[float]:
        """All waits in hours, shortest first."""
        return sorted(hour for waits in self.clients.values() for hour in waits.hours)

    @property
    def silent(self) -> int:
        """How many messages that wanted a reply had none."""
        return sum(waits.silent for waits in self.clients.values())

    def by_client(self) -> list[tuple[str, Waits]]:
        """Give the waits of each client, those with most first."""
        return sorted(self.clients.items(), key=lambda item: (-item[1].total, item[0]))

    def buckets(self) -> list[int]:
        """Count the waits up to each of ``STEPS``, and beyond the last."""
        return [bucket.seen for bucket in self._buckets]

    def in_bucket(self, number: int) -> list[Reply]:
        """Give the replies of one bucket that took longest."""
        return self._buckets[number].items()

    def unreplied(self) -> list[Reply]:
        """Give the latest messages that had no reply."""
        return self._silent.items()


def median(values: list[float], share: float = 0.5) -> float | None:
    """Give the value below which ``share`` of the sorted values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def _bucket(hours: float) -> int:
    return sum(hours > step for step in STEPS)


def _quote(thread: ThreadAssessment, read: ReadMessage, number: int) -> Quote:
    """Quote the sentence that asked, or the first that says something."""
    asked = next((s for s in read.sentences if s.number == number), None)
    if asked is None:
        return of_opening(thread.thread.id, read)
    return of_sentence(thread.thread.id, read, asked)
