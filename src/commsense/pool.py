"""What does the work of a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Pool(Protocol):
    """Processes, a cluster, or a journal that knows what they said before."""

    def map(self, function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
        """Apply ``function`` to each piece of ``work``, drawn only a few pieces ahead.

        Results come in the order of the work.
        """
