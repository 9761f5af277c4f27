"""Work in several processes, results in the order of the work."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from tempfile import gettempdir
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

PRELOADED = ["commsense.stages", "spacy"]
_LONGEST_FOLDER = 70  # of the 108 bytes that Linux allows for a socket's path
AHEAD = 3  # batches in work or waiting for each process; bounds memory


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _fresh() -> BaseContext:
    """Start processes that share no thread or lock with this one: forking it could lock up.

    On Linux they are forked from a process that has loaded the slow imports once for all. It is
    spoken to through a socket below the folder for temporary files, whose path may not be long.
    """
    if sys.platform != "linux" or len(gettempdir()) > _LONGEST_FOLDER:
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=_fresh(), initializer=_begin)


def _begin() -> None:
    # What was imported stays for good: the collector of garbage need not walk it again and again.
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that it works for was killed and cannot say so."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


class Workers:
    """``count`` processes, or this one alone when ``count`` is 1; close it by ``with``.

    Results come in the order of the work, so that the output does not depend on ``count``.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = _pool(count) if count > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
        """Apply ``function`` to each piece of ``work``, drawn only a few pieces ahead."""
        if not self._pool:
            yield from map(function, work)
            return
        waiting: deque[Future[R]] = deque()
        for piece in work:
            waiting.append(self._pool.submit(function, piece))
            if len(waiting) > self._count * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
