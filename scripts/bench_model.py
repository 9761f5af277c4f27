"""Measure a model on one core: archive mode against the whole model, and a draft of 200 words.

    python scripts/bench_model.py [PATHS …] [--model default] [--rounds 3] [--sentences 1500]

The rounds of both ways of reading alternate, and the best of each counts: other work on the machine
can only make a round slower. Of the drafts the median and the slowest of twenty are given.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench_score import best, messages
from commsense import backends
from commsense.backends import Model, ModelInput
from commsense.lang import LANGUAGES

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
WORDS, DRAFTS, CONTEXT = 200, 20, 2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--model", default="default")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sentences", type=int, default=1500)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    model = backends.load(options.model)
    everything = inputs(options.paths)
    for language in LANGUAGES:
        given = [each for each in everything if each.language == language]
        if given:
            for line in compare(language, given[: options.sentences], model, options.rounds):
                print(line)
            print(draft(language, given, model))


def inputs(paths: Sequence[Path]) -> list[ModelInput]:
    """Give every sentence of the archives with what was said before it in its message."""
    return [
        ModelInput(
            sentence.text,
            sentence.language,
            context=tuple(s.text for s in message.sentences[max(0, place - CONTEXT) : place]),
        )
        for message in messages(paths)
        for place, sentence in enumerate(message.sentences)
    ]


def compare(language: str, given: Sequence[ModelInput], model: Model, rounds: int = 3) -> list[str]:
    """Say how fast both ways of reading are, after a first run that does not count."""
    model.predict(given[:50])
    ways: dict[str, Callable[[], object]] = {
        "whole model": lambda: model.predict(given),
        "archive mode": lambda: model.skim(given),
    }
    seconds = best(ways, rounds)
    return [
        f"{language}, {name}: {len(given) / each:.0f} sentences/s,"
        f" ratio {seconds['whole model'] / each:.2f}"
        for name, each in seconds.items()
    ]


def draft(language: str, given: Sequence[ModelInput], model: Model) -> str:
    """Say how long a draft takes, of as many of the sentences as make up its words."""
    timed: list[float] = []
    place = 0
    while place < len(given) and len(timed) < DRAFTS:
        chosen: list[ModelInput] = []
        while place < len(given) and sum(map(length, chosen)) < WORDS:
            chosen.append(given[place])
            place += 1
        started = time.perf_counter()
        model.predict(chosen)
        timed.append(1000 * (time.perf_counter() - started))
    return (
        f"{language}, a draft of {WORDS} words: median {statistics.median(timed):.0f} ms,"
        f" slowest {max(timed):.0f} ms of {len(timed)}"
    )


def length(each: ModelInput) -> float:
    """Count words; a Chinese word has about 1.6 characters."""
    return len(each.text.split()) if each.language != "zh" else len(each.text) / 1.6


if __name__ == "__main__":
    main()
