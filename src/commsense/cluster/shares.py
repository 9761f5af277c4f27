"""Work that the nodes cut themselves, so that its bytes do not pass through the driver."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from commsense.cluster.bundles import bundles

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shares(Generic[S, T]):
    """Shares of the work, such as files that all nodes see, and how to cut one into pieces.

    An iterable of the pieces like any other; a cluster cuts several shares at a time and keeps
    the order. ``cut`` gives the same pieces each time.
    """

    shares: Sequence[S]
    cut: Callable[[S], Iterable[T]]

    def __iter__(self) -> Iterator[T]:
        for share in self.shares:
            yield from self.cut(share)


def cutting(rows: Any, cut: Callable[[Any], Iterable[Any]]) -> Iterator[dict[str, list[Any]]]:
    """The source of a dataset: the pieces of each share among the rows, in bundles."""
    for number, packed in zip(rows["number"].to_pylist(), rows["share"].to_pylist(), strict=True):
        share = pickle.loads(packed)  # noqa: S301 - the driver's own
        for place, bundle in enumerate(bundles(cut(share), slowly=1)):
            yield {"name": [f"{number}.{place}"], "packed": [pickle.dumps(bundle)]}


def unpacked(name: str, packed: bytes) -> Any:
    """The bundle that came with its row."""
    del name
    return pickle.loads(packed)  # noqa: S301 - from a process of our own
