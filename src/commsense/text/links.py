"""Which messages belong together, as sets that grow together (union-find)."""

from __future__ import annotations


class Links:
    """Sets of messages, by their places 0…count-1; linear in memory, nearly so in time."""

    def __init__(self, count: int) -> None:
        """Begin with every message on its own."""
        self._parents = list(range(count))

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
