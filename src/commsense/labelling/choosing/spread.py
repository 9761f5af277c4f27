"""Keeps a batch from coming all from one thread or one client."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.choosing.candidate import Wanted
from commsense.labelling.row import Row


class Spread:
    """Counts what was taken of each thread and client; says what may still be taken."""

    def __init__(self, rows: Sequence[Row], wanted: Wanted) -> None:
        """Take all candidates' rows; a row without thread or client counts towards none."""
        self._threads, self._of_thread = _numbered([row.thread for row in rows])
        self._clients, self._of_client = _numbered([row.client for row in rows])
        clients = len({row.client for row in rows if row.client})
        self._most_thread = wanted.thread
        self._most_client = (
            max(1, math.ceil(wanted.count * max(wanted.client, 1.5 / clients)))
            if clients > 1
            else wanted.count
        )

    def take(self, place: int) -> None:
        """Count a row as taken."""
        self._of_thread[self._threads[place]] += 1
        self._of_client[self._clients[place]] += 1

    def open(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which of the places may still be taken."""
        threads = self._of_thread[self._threads[places]] < self._most_thread
        clients = self._of_client[self._clients[places]] < self._most_client
        loose = (self._threads[places] == 0, self._clients[places] == 0)
        return np.asarray((threads | loose[0]) & (clients | loose[1]), dtype=np.bool_)

    def widen(self) -> None:
        """Let more be taken where nothing else is left: of any client first, then of threads."""
        if self._most_client < len(self._clients):
            self._most_client = len(self._clients)
        else:
            self._most_thread *= 2


def _numbered(names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each name a number, 0 for none, and a count for each number."""
    order = Counter(filter(None, names))
    numbers = {name: number for number, name in enumerate(sorted(order), start=1)}
    return (
        np.array([numbers.get(name, 0) for name in names], dtype=np.int64),
        np.zeros(len(numbers) + 1, dtype=np.int64),
    )
