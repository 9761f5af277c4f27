"""The streaming dataset of Ray Data that takes pieces through a step."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from commsense.cluster.bundles import bundles
from commsense.cluster.feed import Feed, Line, numbers
from commsense.cluster.shares import Shares, cutting, unpacked
from commsense.cluster.step import Step

ACTOR_CPUS = 1.0
PER_CUTTER = 8  # actors that one task which cuts shares can keep busy
ONE_ROW = 1  # bytes after which Ray Data closes a block: each bundle travels as soon as it is there


@dataclass(frozen=True, slots=True)
class Actors:
    """Which function runs in how many actors, with how much of a GPU each."""

    function: Callable[[Any], Any]
    count: int
    gpu: float


@contextmanager
def started_feed(ray: ModuleType) -> Iterator[Any]:
    """A feed on the driver's own node, for as long as it is needed."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    feed = ray.remote(Feed).options(num_cpus=0, scheduling_strategy=here).remote()
    try:
        yield feed
    finally:
        ray.kill(feed)


def fed(
    ray: ModuleType, feed: Any, actors: Actors, work: Iterable[Any], most: int
) -> Generator[bytes]:
    """The packed results of bundles that the driver draws, ``most`` of them under way."""
    line = Line(feed)
    with _streaming(ray):
        source = ray.data.from_items([0])
        rows = source.map_batches(numbers, fn_args=(line,), batch_format="pyarrow", num_cpus=0)
        results = _results(ray, rows, actors, line.bundle, line)
    given = done = 0
    with closing(results):
        for bundle in bundles(work, slowly=most):
            feed.add.remote(given, [ray.put(bundle)], done)
            given += 1
            if given - done >= most:
                yield next(results)
                done += 1
        feed.end.remote(given)
        yield from results


def cut(ray: ModuleType, feed: Any, actors: Actors, work: Shares[Any, Any]) -> Generator[bytes]:
    """The packed results of bundles that the nodes cut from the shares."""
    shares = [
        {"number": number, "share": pickle.dumps(share)} for number, share in enumerate(work.shares)
    ]
    if not shares:
        return
    with _streaming(ray):
        source = ray.data.from_items(shares, override_num_blocks=len(shares))
        rows = source.map_batches(
            cutting,
            fn_args=(work.cut,),
            batch_format="pyarrow",
            num_cpus=0,  # the actors may have taken all, and it mostly waits: for disk, for them
            concurrency=-(-actors.count // PER_CUTTER),
        )
        results = _results(ray, rows, actors, unpacked, Line(feed))
    with closing(results):
        yield from results


def _results(
    ray: ModuleType,
    rows: Any,
    actors: Actors,
    bundle_of: Callable[[str, bytes], Iterable[Any]],
    line: Line,
) -> Generator[bytes]:
    """Take the rows through the step; the dataset starts with the first result asked for."""
    done = rows.map_batches(
        Step,
        fn_constructor_args=(actors.function, bundle_of, line),
        batch_size=1,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(
            min_size=1, max_size=actors.count, initial_size=actors.count
        ),
        num_cpus=ACTOR_CPUS,
        num_gpus=actors.gpu or None,
    )
    return _read(done.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0))


def _read(batches: Iterable[Any]) -> Generator[bytes]:
    for batch in batches:
        yield from batch["results"].to_pylist()


@contextmanager
def _streaming(ray: ModuleType) -> Iterator[None]:
    """Datasets that are made here keep the order and pass each row on at once, silently."""
    context = ray.data.DataContext.get_current().copy()
    context.execution_options.preserve_order = True
    context.target_max_block_size = ONE_ROW
    context.enable_progress_bars = False
    with ray.data.DataContext.current(context):
        yield
