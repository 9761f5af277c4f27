"""Which messages belong together, as sets that grow together (union-find)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class Links:
    """Sets of messages, by their places 0…count-1; linear in memory, nearly so in time."""

    def __init__(self, count: int) -> None:
        """Begin with every message on its own."""
        self._parents = array("I", range(count))

    def find(self, place: int) -> int:
        """Give the place that stands for the set: always its smallest."""
        parents = self._parents
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parents[high] = low

    def join_all(self, places: Iterable[int]) -> None:
        """Make one set of all that hold one of the places."""
        ordered = iter(places)
        first = int(next(ordered))
        for place in ordered:
            self.join(first, int(place))
