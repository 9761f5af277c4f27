"""Measure what Ray itself costs a batch: what its driver does, and how many batches it moves.

    python scripts/bench_cluster.py --batches 2000 --workers 2

The batches are bytes and the step only measures their length. Each count is one pass, its actors
already up. The driver's CPU time hardly depends on other work on the machine; the rate does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from commsense.cluster import Cluster
from commsense.passes.batches import BYTES

WARM = 50


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--batches", type=int, default=2000)
    parser.add_argument("--bytes", type=int, default=BYTES)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--address", default="")
    options = parser.parse_args()
    began = time.perf_counter()
    with Cluster(options.workers, options.address) as pool:
        print(f"connected after {time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        results = pool.map(len, _work(options.batches + WARM, options.bytes))
        for _ in range(WARM):
            next(results)
        print(f"{WARM} batches, the start of the actors among it, {_since(began):.1f} s")
        began, used = time.perf_counter(), time.process_time()
        moved = sum(results)
        seconds, driver = _since(began), time.process_time() - used
    print(f"{options.batches} batches of {options.bytes} bytes: {options.batches / seconds:.0f}/s,")
    print(f"{moved / seconds / 1e6:.0f} MB/s, {1000 * driver / options.batches:.2f} ms of CPU each")


def _work(count: int, size: int) -> Iterator[bytes]:
    for _ in range(count):
        yield bytes(size)


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
