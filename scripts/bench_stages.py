"""Measure what each step of scoring costs one worker, and what is left to the driver.

    python scripts/bench_stages.py mail.mbox

Everything runs in this one process and is counted in CPU seconds, which other work on the machine
hardly changes. A step's own time is what workers share among them; drawing its batches and taking
in its results is the driver's, as is what lies between the steps. ``docs/scale.md`` reckons with
these figures.
"""

from __future__ import annotations

import argparse
import pickle
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from unittest import mock

from commsense import api, engines, sources, stages
from commsense.reports import WRITERS
from commsense.settings import Settings

KIB_PER_MIB = 1024


class Measured:
    """A pool of this process alone that counts what each step costs."""

    def __init__(self, *_: object, **__: object) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.batches: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.came: Counter[str] = Counter()
        self.step = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to close."""

    def map(self, function: Callable[[Any], Any], work: Iterable[Any]) -> Iterator[Any]:
        """Apply the step, as any pool does."""
        self.step = name = function.__name__
        pieces = iter(work)
        while True:
            began = time.process_time()
            piece = next(pieces, None)
            drawn = time.process_time()
            self.seconds[f"{name}: draw"] += drawn - began
            if piece is None:
                return
            result = function(piece)
            done = time.process_time()
            self.seconds[f"{name}: step"] += done - drawn
            self.batches[name] += 1
            self.sent[name] += len(pickle.dumps(piece))
            self.came[name] += len(pickle.dumps(result))
            packed = time.process_time()
            self.seconds["(packing, counted for the sizes)"] += packed - done
            yield result
            self.seconds[f"{name}: take in"] += time.process_time() - packed


class Counted:
    """An encoder that counts the sentences which it reads, by step."""

    def __init__(self, encoder: Any, pool: Measured) -> None:
        self._encoder = encoder
        self._pool = pool
        self.read_in: Counter[str] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def read(self, inputs: Any, *rest: Any) -> Any:
        """Read, as the encoder does."""
        self.read_in[self._pool.step] += len(inputs)
        began = time.process_time()
        found = self._encoder.read(inputs, *rest)
        self.seconds[self._pool.step] += time.process_time() - began
        return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    options = parser.parse_args()
    settings, pool = Settings(device="cpu"), Measured()
    model = stages.load_model(settings.model, "cpu")
    encoder = Counted(model._encoder, pool)  # type: ignore[attr-defined]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    with mock.patch.object(model, "_encoder", encoder), _instead_of_workers(pool):
        found = api.score(options.paths, settings)
    whole = time.process_time() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pool.seconds["between the steps"] = whole - sum(pool.seconds.values())
    _write(found, pool)
    messages, size = found.summary.messages, sources.measure(options.paths)
    print(f"{messages} messages, {found.summary.duplicates} duplicates, {size / 1e6:.1f} MB,")
    print(f"{found.summary.sentences} sentences, {found.summary.threads} threads;")
    for step, count in encoder.read_in.items():
        print(f"{step}: the encoder read {count} in {encoder.seconds[step]:.1f} s;")
    print(f"peak memory {before / KIB_PER_MIB:.0f} → {after / KIB_PER_MIB:.0f} MiB")
    print(f"\n{'':36}{'CPU s':>9}{'ms/message':>12}")
    for name, seconds in pool.seconds.items():
        print(f"{name:36}{seconds:9.2f}{1000 * seconds / messages:12.3f}")
    print(f"\n{'':12}{'batches':>9}{'bytes to it':>14}{'bytes from it':>15}  a message")
    for name, count in pool.batches.items():
        print(f"{name:12}{count:9}{pool.sent[name] / messages:14.0f}", end="")
        print(f"{pool.came[name] / messages:15.0f}")


def _instead_of_workers(pool: Measured) -> Any:
    return mock.patch.object(engines, "Workers", return_value=pool)


def _write(found: Any, pool: Measured) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, writer in WRITERS.items():
            began = time.process_time()
            written = writer.write(found, Path(folder) / name, "en")
            pool.seconds[f"report: {name}"] = time.process_time() - began
            size = sum(path.stat().st_size for path in written)
            print(f"report {name}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
