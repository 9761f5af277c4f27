"""Keeping the few highest-ranked of many things."""

from __future__ import annotations

import heapq
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


class Best(Generic[Item]):
    """The ``limit`` items with the highest rank; among equals, those that came first.

    Ranks are tuples of comparable values. ``seen`` counts everything that was offered.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.seen = 0
        self._heap: list[tuple[tuple[Any, ...], int, Item]] = []

    def add(self, rank: tuple[Any, ...], item: Item) -> None:
        """Offer an item; it stays while it is among the best."""
        self.seen += 1
        entry = (rank, -self.seen, item)
        if len(self._heap) < self.limit:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def items(self) -> list[Item]:
        """Give what is kept, highest rank first."""
        return [item for _, _, item in sorted(self._heap, key=lambda e: e[:2], reverse=True)]
