"""Pieces bound together: sending one off costs Ray some milliseconds, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

MOST = 8  # pieces in a bundle


def bundles(work: Iterable[T], slowly: int) -> Iterator[tuple[T, ...]]:
    """Bind pieces together, few at first, so that all actors begin at once.

    Args:
        work: the pieces, drawn as a bundle is asked for.
        slowly: bundles after which their size doubles, up to ``MOST``.
    """
    pieces, size, made = iter(work), 1, 0
    while bundle := tuple(islice(pieces, size)):
        yield bundle
        made += 1
        if made % slowly == 0:
            size = min(2 * size, MOST)
