"""Pick what is learned from out of any number of label rows, in memory that does not grow.

Rows come one after another, and whole threads are kept: those with the lowest numbers, where a
thread's number is a digest of its name and the seed (bottom-k sampling, Cohen and Kaplan 2007). So
the choice is even, and the same however the rows are ordered. Threads that hold a rare label go
first; which labels are rare is known after one reading, so only then the rows are read again.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from commsense.labelling.row import Row
from commsense.labelling.scheme import JARGON, Task
from commsense.training.team import material

MOST = 60_000
"""Sentences that are learned from."""
OF_A_THREAD = 3_000
"""Sentences that one thread may bring."""
PEOPLE = 25
"""Rows that count of one sentence."""
RARE = 500
"""Rows of a label up to which its threads go first."""
_FIRST = 1 << 64


@dataclass(frozen=True, slots=True)
class Picked:
    """Rows in the order of their files, and why others were left out, counted by row."""

    rows: tuple[Row, ...]
    left_out: dict[str, int]


def pick(
    read: Callable[[], Iterable[Row]], tasks: Sequence[Task], seed: int, most: int = MOST
) -> Picked:
    """Pick the rows that are learned from.

    Args:
        read: reads all rows from the beginning, one after another; called once or twice.
        tasks: that are wanted; rows that nobody labelled for any of them are left out.
        seed: another one picks other threads.
        most: sentences that are kept at most.
    """
    labels = _Labels()
    holding, left = _held(read(), tasks, seed, most, frozenset(), labels)
    first = labels.rare() if holding.dropped else frozenset()
    if first:
        holding, left = _held(read(), tasks, seed, most, first, None)
    if holding.dropped:
        left[f"beyond the {most:,} sentences that are learned from"] = holding.dropped
    return Picked(tuple(holding.rows()), dict(left))


def _held(
    rows: Iterable[Row],
    tasks: Sequence[Task],
    seed: int,
    most: int,
    first: frozenset[int],
    labels: _Labels | None,
) -> tuple[_Holding, Counter[str]]:
    left: Counter[str] = Counter()
    holding = _Holding(most, first)
    for number, row in enumerate(rows):
        if why := material.unusable(row, tasks):
            left[why] += 1
            continue
        thread = _digest(str(seed), row.thread or f"row:{row.id}")
        if labels is not None:
            labels.see(row, thread)
        holding.add(number, row, thread)
    return holding, left


@dataclass(slots=True)
class _Thread:
    """What is held of a thread: its rows with their numbers, and how many are of a sentence."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    sentences: Counter[int] = field(default_factory=Counter)


class _Holding:
    """The threads with the lowest numbers, as many as there is room for."""

    def __init__(self, most: int, first: frozenset[int]) -> None:
        self.dropped = 0
        self._most, self._first = most, first
        self._threads: dict[int, _Thread] = {}
        self._highest: list[int] = []  # a heap of what stands last, its signs turned
        self._limit = 2 * _FIRST
        self._sentences = 0

    def add(self, number: int, row: Row, thread: int) -> None:
        """Hold a row, unless its thread stands behind what there is no room for."""
        place = thread if thread in self._first else thread + _FIRST
        if place >= self._limit:
            self.dropped += 1
            return
        held = self._threads.get(place)
        if held is None:
            held = self._threads[place] = _Thread()
            heapq.heappush(self._highest, -place)
        sentence = _digest(row.text, *row.context, row.side.value)
        known = held.sentences[sentence]
        if known >= PEOPLE or (not known and len(held.sentences) >= OF_A_THREAD):
            self.dropped += 1
            return
        self._sentences += not known
        held.sentences[sentence] += 1
        held.rows.append((number, row))
        while self._sentences > self._most and len(self._threads) > 1:
            self._drop()

    def rows(self) -> Iterator[Row]:
        """Give what is held, in the order in which it came."""
        found = (each for thread in self._threads.values() for each in thread.rows)
        return (row for _, row in sorted(found, key=lambda each: each[0]))

    def _drop(self) -> None:
        self._limit = -heapq.heappop(self._highest)
        gone = self._threads.pop(self._limit)
        self._sentences -= len(gone.sentences)
        self.dropped += len(gone.rows)


class _Labels:
    """Where labels stand, as long as they are rare."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._threads: defaultdict[tuple[str, str], set[int]] = defaultdict(set)

    def see(self, row: Row, thread: int) -> None:
        """Count the labels of a row."""
        for label in _labels(row):
            self._counts[label] += 1
            if self._counts[label] <= RARE:
                self._threads[label].add(thread)
            else:
                self._threads.pop(label, None)

    def rare(self) -> frozenset[int]:
        """Give the threads that hold a rare label."""
        return frozenset().union(*self._threads.values())


def _labels(row: Row) -> Iterator[tuple[str, str]]:
    for task, labels in row.labels.items():
        yield from ((task, label) for label in labels)
    yield from {(JARGON, span.kind) for span in row.spans or ()}


def _digest(*parts: str) -> int:
    said = "\0".join(parts).encode("utf-8", "replace")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big")
