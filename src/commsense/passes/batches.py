"""Work cut into batches for the processes, at places that depend on the work alone.

A batch ends where its last piece says so, by a checksum of its content, or where it is full. So
the batches of an archive to which mail was added are the same as before, but for a few beside
what is new, and what was kept of them can be used again.

Muthitacharoen, Chen, Mazières, "A low-bandwidth network file system" (2001): boundaries set by
the content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")

BYTES = 2**18
MOST = 48
_ONE_IN = 24  # pieces ends a batch


def batches(work: Iterable[T], content: Callable[[T], bytes]) -> Iterator[tuple[T, ...]]:
    """Cut work into batches of at most about ``BYTES``, some 20 pieces each.

    Args:
        work: the pieces, in order.
        content: what a piece is about, which sets the ends of batches.
    """
    batch: list[T] = []
    weight = 0
    for piece in work:
        told = content(piece)
        batch.append(piece)
        weight += len(told)
        if weight >= BYTES or len(batch) >= MOST or crc32(told) % _ONE_IN == 0:
            yield tuple(batch)
            batch, weight = [], 0
    if batch:
        yield tuple(batch)
