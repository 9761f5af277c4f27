"""Work in several processes, results in the order of the work."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
Map = Callable[[Callable[[T], R], Iterable[T]], Iterator[R]]

AHEAD = 3  # batches in work or waiting for each process; bounds memory


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(count: int) -> Iterator[Map[T, R]]:
    """Give a ``map`` that runs in ``count`` processes, or in this one when ``count`` is 1.

    Results come in the order of the work, so that the output does not depend on ``count``.
    """
    if count <= 1:
        yield map
        return
    # Forking a process that has threads can lock up: start fresh ones.
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:

        def ordered(function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
            waiting: deque[Future[R]] = deque()
            for piece in work:
                waiting.append(pool.submit(function, piece))
                if len(waiting) > count * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

        yield ordered
