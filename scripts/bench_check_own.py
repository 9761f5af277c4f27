"""What ``bench_check.py`` measures of commsense, in a process of its own.

    python scripts/bench_check_own.py time|alerts < WORK.json > FIGURES.json

``WORK.json`` is a ``Work``; ``alerts`` looks at memory too, so that nothing but checking is in it.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from commsense import api
from commsense.checking import drafts as reading
from commsense.checking import saying
from commsense.checking.formats import wire
from commsense.checking.result import Check
from commsense.conversation import Message
from commsense.settings import Settings
from drafts import Written, ready

SETTINGS = Settings(device="cpu")
ADDED = {"en": " as well", "zh": "（见上）"}
"""What is typed into a sentence, before its mark."""
KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Work:
    """Drafts that only warm up, those that are timed, and those whose alerts are counted."""

    warm: tuple[Written, ...]
    timed: tuple[Written, ...]
    plain: tuple[Written, ...]


@dataclass(slots=True)
class Times:
    """Milliseconds of each draft of one language."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """What was said of the drafts of one language.

    ``quiet`` counts those with nothing shown, ``silent`` those with nothing at all.
    """

    drafts: int = 0
    words: float = 0.0
    shown: int = 0
    all: int = 0
    quiet: int = 0
    silent: int = 0


@dataclass(slots=True)
class Figures:
    """The answer of this process; ``peak`` is in MiB."""

    times: dict[str, Times] = field(default_factory=dict)
    counts: dict[str, Counts] = field(default_factory=dict)
    peak: float = 0.0


def main() -> None:
    """Read the work, do what is asked, write the figures."""
    work = msgspec.json.decode(sys.stdin.buffer.read(), type=Work)
    figures = timed(work) if sys.argv[1:] == ["time"] else counted(work.plain)
    figures.peak = peak()
    sys.stdout.buffer.write(msgspec.json.encode(figures))


def timed(work: Work) -> Figures:
    """Time each draft with its thread, after one sentence of it was changed, and alone.

    ``opened`` is the first check of a draft whose thread was read before, as the page reads the
    client's mail while nothing is written. From text to the comments in words.
    """
    for each in work.warm:
        check(each.text, each, ready(each.earlier))
    figures = Figures()
    for number, each in enumerate(work.timed):
        found = figures.times.setdefault(each.language, Times())
        api.remembering.cache_clear()
        started = time.perf_counter()
        before = ready(each.earlier)
        cleaned = 1000 * (time.perf_counter() - started)
        found.first.append(cleaned + _milliseconds(each.text, each, before))
        found.again.append(_milliseconds(edited(each, number), each, before))
        api.remembering.cache_clear()
        check("", each, before)
        found.opened.append(_milliseconds(each.text, each, before))
        api.remembering.cache_clear()
        found.alone.append(_milliseconds(each.text, each, ()))
    return figures


def counted(plain: Sequence[Written]) -> Figures:
    """Count what is said of each draft."""
    figures = Figures()
    for each in plain:
        found = figures.counts.setdefault(each.language, Counts())
        said = check(each.text, each, ready(each.earlier))
        shown = saying.shown(said, SETTINGS.check.comments)
        found.drafts += 1
        found.words += each.words
        found.shown += len(shown)
        found.all += len(said.comments)
        found.quiet += not shown
        found.silent += not said.comments
    return figures


def check(text: str, each: Written, before: Sequence[Message]) -> Check:
    """Check a text as the draft that was written."""
    return api.check(reading.of_text(text), before, SETTINGS, each.day)


def edited(each: Written, seed: int) -> str:
    """Add a word or two to one sentence of a draft."""
    sentences = reading.of_text(each.text).message.sentences
    chosen = random.Random(seed).choice(sentences)  # noqa: S311 - a fixed choice, no secret
    at = chosen.end - (not chosen.text[-1].isalnum())
    return each.text[:at] + ADDED[each.language] + each.text[at:]


def _milliseconds(text: str, each: Written, before: Sequence[Message]) -> float:
    started = time.perf_counter()
    said = check(text, each, before)
    shown = saying.shown(said, SETTINGS.check.comments)
    wire.write(said, shown, each.id, each.language)
    return 1000 * (time.perf_counter() - started)


def peak() -> float:
    """Give the peak memory of this process in MiB.

    ``ru_maxrss`` would also count what the process that started this one held.
    """
    told = Path("/proc/self/status")
    if not told.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB
    lines = told.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / KIB_PER_MIB


if __name__ == "__main__":
    main()
