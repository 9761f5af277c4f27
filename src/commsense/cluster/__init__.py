"""Work on Ray Data: the same ``map`` as ``parallel.Workers``, on the machines of a cluster.

The driver (the process that calls ``map``) draws the work a little ahead and leaves it, in bundles,
in the object store; a streaming dataset of their numbers runs through actors that take a bundle,
apply the function and give the results back, in order. A bundle whose node is lost runs again
elsewhere: the steps are pure functions. See ``docs/scale.md``.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from types import TracebackType
from typing import Any, Self, TypeVar

from commsense.cluster import runtime, stream
from commsense.cluster.shares import Shares
from commsense.cluster.step import Failed
from commsense.errors import ModelError

__all__ = ["Cluster", "Shares"]

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3  # bundles in work or waiting for each actor; bounds memory


class Cluster:
    """``count`` actors on a Ray cluster; open and close it by ``with``.

    Results come in the order of the work, so that the output does not depend on the cluster.
    """

    def __init__(
        self,
        count: int = 0,
        address: str = "",
        gpus: Mapping[Callable[..., Any], float] | None = None,
    ) -> None:
        """Prepare a cluster.

        Args:
            count: actors at most, 0 for one on each CPU of the cluster.
            address: of a cluster that runs, as ``ray.init`` takes it (``auto``: the one that this
                machine belongs to); empty starts one on this machine, for this run.
            gpus: the functions whose actors need a GPU, with the share of one that each takes.
        """
        self._count = count
        self._address = address
        self._gpus = dict(gpus or {})
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Connect or start.

        Raises:
            MissingExtra: if Ray is not installed.
            InputError: if there is no cluster at the address.
        """
        self._ray = self._open.enter_context(runtime.running(self._address, self._count))
        self._count = self._count or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def map(self, function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
        """Apply ``function`` to each piece of ``work``, drawn only a few pieces ahead.

        ``work`` is drawn in the caller's own thread; if it is ``Shares``, the nodes cut it.
        Whatever ``function`` raises is raised here, at its place in the order.

        Raises:
            ModelError: if the function needs a GPU and the cluster has none.
            InputError: if a piece ended several workers, one after the other.
        """
        share = self._gpus.get(function, 0.0)
        actors = stream.Actors(function, self._fitting(share), share)
        with stream.started_feed(self._ray) as feed:
            packed = (
                stream.cut(self._ray, feed, actors, work)
                if isinstance(work, Shares)
                else stream.fed(self._ray, feed, actors, work, actors.count * AHEAD)
            )
            with closing(packed), runtime.explained(self._ray):  # the dataset ends before its feed
                for result in (one for each in packed for one in _unpacked(each)):
                    if isinstance(result, Failed):
                        raise result.error
                    yield result

    def _fitting(self, share: float) -> int:
        if not share:
            return self._count
        there = float(self._ray.cluster_resources().get("GPU", 0.0))
        if there < share:
            raise ModelError(
                "No node of the Ray cluster has a GPU: add one that has, or use --device cpu."
            )
        return min(self._count, int(there / share))


def _unpacked(packed: bytes) -> list[Any]:
    results: list[Any] = pickle.loads(packed)  # noqa: S301 - from a process of our own
    return results
