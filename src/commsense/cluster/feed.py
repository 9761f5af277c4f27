"""The bundles that wait between the driver and the actors, kept by an actor beside the driver."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any


class Feed:
    """Bundles by number, each kept until its results were delivered, so that it can run again.

    Only references are held; the bytes are in the object store. It also counts how often a bundle
    was begun and not finished: one that ends every worker must not go round for ever.
    """

    def __init__(self) -> None:
        self._bundles: dict[int, list[Any]] = {}
        self._given = 0
        self._total: int | None = None
        self._begun: Counter[str] = Counter()
        self._changed = asyncio.Condition()

    async def add(self, number: int, reference: list[Any], delivered: int) -> None:
        """Take a bundle, by its number: calls may arrive in another order than they were made.

        Args:
            number: its place in the work.
            reference: to its bytes, in a list so that Ray does not fetch them.
            delivered: how many bundles' results have reached the driver.
        """
        self._bundles[number] = reference
        while self._given in self._bundles:
            self._given += 1
        for old in [each for each in self._bundles if each < min(delivered, self._given)]:
            del self._bundles[old]
        await self._tell()

    async def end(self, total: int) -> None:
        """There are ``total`` bundles, none will follow."""
        self._total = total
        await self._tell()

    async def given(self, known: int) -> int:
        """How many bundles there are, once there are more than ``known`` or these were all."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._given > known or self._total == known)
        return self._given

    async def bundle(self, number: int) -> list[Any]:
        """The reference to a bundle, as it was added."""
        return self._bundles[number]

    async def begin(self, name: str) -> int:
        """Count a try of the bundle of this name; give how many there were, with this one."""
        self._begun[name] += 1
        return self._begun[name]

    async def finish(self, name: str) -> None:
        """The bundle is done."""
        self._begun.pop(name, None)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


class Line:
    """The feed, as the processes of the cluster ask it."""

    def __init__(self, feed: Any) -> None:
        self._feed = feed

    def given(self, known: int) -> int:
        """See ``Feed.given``."""
        return int(self._asked(self._feed.given.remote(known)))

    def bundle(self, name: str, packed: bytes) -> Any:
        """The bundle whose number this name is, out of the object store."""
        del packed
        (reference,) = self._asked(self._feed.bundle.remote(int(name)))
        return self._asked(reference)

    def begin(self, name: str) -> int:
        """See ``Feed.begin``."""
        return int(self._asked(self._feed.begin.remote(name)))

    def finish(self, name: str) -> None:
        """See ``Feed.finish``."""
        self._feed.finish.remote(name)

    def _asked(self, reference: Any) -> Any:
        import ray

        return ray.get(reference)


def numbers(rows: object, line: Line) -> Iterator[dict[str, list[Any]]]:
    """The source of a dataset: the numbers of the bundles as they come; the same if run again."""
    del rows
    number = 0
    while number < (known := line.given(number)):
        for each in range(number, known):
            yield {"name": [str(each)], "packed": [b""]}
        number = known
