"""Give changed input to a reader for as long as you like, and keep what breaks it.

    nice python scripts/fuzz.py mail --minutes 30
    python scripts/fuzz.py all --minutes 2
    python scripts/fuzz.py mail --again build/fuzz/mail/3f0c….bin

The targets are those of ``tests/security/fuzz_targets.py``. Good seeds are edited by chance; an
edited input that is not answered with the package's own error, or that takes longer than
``--seconds``, is kept in ``build/fuzz/TARGET`` with the error beside it. Inputs that reach lines
which none before has reached become seeds, so that a run gets deeper; they are found with
``sys.settrace``, on a share of the runs, so that nothing has to be compiled or installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "fuzz"
TRACED = 0.15  # share of the runs that are looked at for new lines
MOST_SEEDS = 400
LARGEST_SEED = 20_000  # bytes


class TooSlow(Exception):
    """An input took longer than it may."""


class Lines:
    """The lines of the package that were reached by any input so far."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int]] = set()
        self.new = False

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        """Note a line; frames outside of the package are not followed."""
        if "/commsense/" not in frame.f_code.co_filename:
            return None
        if event == "line":
            place = (frame.f_code.co_filename, frame.f_lineno)
            if place not in self.seen:
                self.seen.add(place)
                self.new = True
        return self.trace


def main() -> int:
    """Fuzz one target or all."""
    sys.path[:0] = [str(ROOT / "tests" / "security"), str(ROOT / "tests")]
    targets: Any = importlib.import_module("fuzz_targets")
    asked = _arguments(list(targets.TARGETS))
    signal.signal(signal.SIGPROF, _too_slow)
    if asked.again:
        return _again(targets, asked)
    names = list(targets.TARGETS) if asked.target == "all" else [asked.target]
    broken = 0
    for name in names:
        runs, found, lines = fuzz(targets, name, asked.minutes * 60, asked.seconds, asked.seed)
        broken += found
        print(f"{name}: {runs:,} runs, {lines:,} lines reached, {found} broken", flush=True)
    return 1 if broken else 0


def fuzz(targets: Any, name: str, seconds: float, limit: float, seed: int) -> tuple[int, int, int]:
    """Run one target; gives how many runs there were, how many broke, and the lines reached."""
    edits: Any = importlib.import_module("fuzz_edits")
    random, lines = Random(seed), Lines()  # noqa: S311 - nothing secret
    seeds: list[bytes] = targets.TARGETS[name].seeds()
    told: set[str] = set()
    runs, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        data = edits.applied(random.choice(seeds), edits.drawn(random))
        traced = random.random() < TRACED
        lines.new = False
        error = _tried(targets, name, data, limit * (4 if traced else 1), lines if traced else None)
        runs += 1
        if error:
            said = error.strip().splitlines()[-1]
            place = said.partition(":")[0] + _where(error)
            if place not in told:
                told.add(place)
                print(
                    f"{name}: {_keep(name, data, error)}: {said[:200]}{_where(error)}", flush=True
                )
        elif lines.new and len(data) <= LARGEST_SEED and len(seeds) < MOST_SEEDS:
            seeds.append(data)
    return runs, len(told), len(lines.seen)


def _tried(targets: Any, name: str, data: bytes, limit: float, lines: Lines | None) -> str:
    """Give the traceback of what went wrong, if anything did."""
    with tempfile.TemporaryDirectory() as folder:
        signal.setitimer(signal.ITIMER_PROF, limit)
        sys.settrace(lines.trace if lines else None)
        try:
            targets.run(name, data, Path(folder))
        except Exception:
            return traceback.format_exc()
        finally:
            sys.settrace(None)
            signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def _too_slow(*_: object) -> None:
    raise TooSlow("it took too long")


def _where(error: str) -> str:
    """The innermost line of the package in a traceback, so that one fault is told once."""
    own = [line.strip() for line in error.splitlines() if "/commsense/" in line]
    return f" ({own[-1]})" if own else ""


def _keep(name: str, data: bytes, error: str) -> Path:
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.bin"
    path.write_bytes(data)
    path.with_suffix(".txt").write_text(error, encoding="utf-8", errors="replace")
    return path


def _again(targets: Any, asked: argparse.Namespace) -> int:
    error = _tried(targets, asked.target, asked.again.read_bytes(), asked.seconds, None)
    print(error or "nothing went wrong")
    return 1 if error else 0


def _arguments(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("target", choices=[*names, "all"])
    parser.add_argument("--minutes", type=float, default=1.0, help="for each target")
    parser.add_argument("--seconds", type=float, default=5.0, help="that one input may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, help="one input that was kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
