"""Work in turns: at most one check per core, a few waiting, and beyond them a word instead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from commsense.parallel import cores

T = TypeVar("T")
WAITING = 16
"""Requests that may wait for each core; a check takes a fraction of a second."""


class Turns:
    """Threads that work, as many as there are cores."""

    def __init__(self, count: int = 0, waiting: int = WAITING) -> None:
        """Take ``count`` threads, 0: one a core; ``waiting`` may queue for each."""
        self._count = count or cores()
        self._most = self._count * (1 + waiting)
        self._inside = 0
        self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="commsense-check")
        self._free = asyncio.Semaphore(self._count)

    async def take(self, request: Request, work: Callable[[], T]) -> T:
        """Do ``work`` in a thread when its turn comes.

        Raises:
            HTTPException: too many are waiting, or who asked has gone meanwhile.
        """
        if self._inside >= self._most:
            words = "Too much is being asked at once; try again in a moment."
            raise HTTPException(503, words, {"Retry-After": "1"})
        self._inside += 1
        try:
            async with self._free:
                # An editor takes back what it asked when its writer types on.
                if await request.is_disconnected():
                    raise HTTPException(499, "Nobody waits for this any more.")
                return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._inside -= 1
