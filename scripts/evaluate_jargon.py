"""Measure jargon spans against labelled threads, by language, with the counts.

    python scripts/evaluate_jargon.py [--data ../shared/data] [--model FOLDER]

"Unseen" are the real threads on which neither the lexicons were grown (a half by a hash of the id)
nor the model of the kept fold was trained. A span counts as found where it overlaps a labelled one.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from commsense import backends, signals
from commsense.assessment import ReadSentence, Signal
from commsense.conversation import Side
from commsense.lang import LANGUAGES
from commsense.signals import jargon
from ledger_truth import kept_apart

ROOT = Path(__file__).resolve().parents[1]
Thread = dict[str, Any]
Span = tuple[int, int]
Reader = Callable[[list[ReadSentence]], Sequence[Sequence[Signal]]]


def main() -> None:
    """Print precision and recall for each language and set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--model", help="also the marks of this model")
    given = parser.parse_args()
    readers: dict[str, Reader] = {"lexicons": lambda read: jargon.detect(read, None)}
    if given.model:
        model = backends.load(given.model)
        readers["with the model"] = lambda read: [
            each.find("jargon") for each in signals.detect([(read, None)], model)[0]
        ]
    print(f"{'':36}{'sentences':>10}{'found':>7}{'labelled':>10}{'precision':>11}{'recall':>8}")
    for language in LANGUAGES:
        for name, threads in _sets(given.data, language).items():
            for reader, see in readers.items():
                _measure(f"{language} {name}, {reader}", threads, language, see)


def _sets(data: Path, language: str) -> dict[str, list[Thread]]:
    dev = set(json.loads((ROOT / "data/authored/split.json").read_text(encoding="utf-8"))["dev"])
    lines = (ROOT / "data/authored/threads.jsonl").read_text(encoding="utf-8").splitlines()
    authored = [t for t in map(json.loads, lines) if t["language"] == language]
    sets = {"authored dev": [t for t in authored if t["id"] in dev]}
    file = data / "real_labelled" / f"{language}.jsonl.gz"
    if file.is_file():
        with gzip.open(file, "rt", encoding="utf-8") as rows:
            real = [json.loads(row) for row in rows]
        unseen = [t for t in real if _half(t["id"]) and t["id"] in kept_apart()]
        sets |= {"real, unseen": unseen, "real, seen": [t for t in real if t not in unseen]}
    return sets


def _half(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2


def _measure(name: str, threads: list[Thread], language: str, see: Reader) -> None:
    sentences = found = labelled = right = met = 0
    for given, seen in _spans(threads, language, see):
        sentences += 1
        found += len(seen)
        labelled += len(given)
        right += sum(any(_overlap(one, other) for other in given) for one in seen)
        met += sum(any(_overlap(one, other) for other in seen) for one in given)
    precision, recall = right / max(1, found), met / max(1, labelled)
    print(f"{name:36}{sentences:10}{found:7}{labelled:10}{precision:11.2f}{recall:8.2f}")


def _spans(
    threads: list[Thread], language: str, see: Reader
) -> Iterator[tuple[list[Span], list[Span]]]:
    for message in (message for thread in threads for message in thread["messages"]):
        rows = message["sentences"]
        read = [
            ReadSentence(number, 0, len(row["text"]), row["text"], language, Side.UNKNOWN)
            for number, row in enumerate(rows, start=1)
        ]
        for row, found in zip(rows, see(read), strict=True):
            given = [(span["start"], span["end"]) for span in row["jargon"]]
            yield given, [(signal.start, signal.end) for signal in found]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
