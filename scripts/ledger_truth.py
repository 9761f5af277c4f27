"""Labelled threads for fitting and measuring the ledger, and how they are split.

The authored threads are in the checkout; real threads are read from a folder beside it where it
is there. They are others' texts: nothing of them is written anywhere.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from commsense.assessment import ReadMessage, ReadSentence, Signal
from commsense.conversation import Side
from commsense.labels import ACTS, Origin
from commsense.ledger.rows import ThreadRow, read
from commsense.signals import dates
from commsense.training.lessons import share

ROOT = Path(__file__).resolve().parents[1]
AUTHORED = ROOT / "data" / "authored"
KEPT_APART = ROOT / "data" / "labels" / "kept_apart.txt"
"""The real threads on which ``train_default.py`` measures."""
REAL = ROOT / ".." / "shared" / "data" / "real_labelled"

Place = tuple[str, int]
Acts = Callable[["Labelled"], tuple[ReadMessage, ...]]


@dataclass(frozen=True, slots=True)
class Truth:
    """A labelled concern: where it was raised, how it ended and which sentences moved it.

    ``events`` holds all of them in the authored threads, the last one only in the real ones.
    """

    place: Place
    final: str
    events: tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled thread; ``source`` is ``authored``, ``real en`` or ``real zh``."""

    row: ThreadRow
    source: str
    held_out: bool
    language: str
    truths: tuple[Truth, ...]
    gold: dict[Place, dict[str, Any]]


def threads() -> Iterator[Labelled]:
    """Give every thread that has its concerns labelled.

    Held out are the authored dev threads and the real threads on which the model is measured.
    """
    dev = set(json.loads((AUTHORED / "split.json").read_text(encoding="utf-8"))["dev"])
    with (AUTHORED / "threads.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield _labelled(row, f"authored {row['language']}", row["id"] in dev)
    for language in ("en", "zh"):
        path = REAL / f"{language}.jsonl.gz"
        if not path.is_file():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["concerns"]:
                    yield _labelled(row, f"real {language}", row["id"] in kept_apart())


@cache
def kept_apart() -> frozenset[str]:
    """Give the ids of the real threads that no measured model has learned from."""
    return frozenset(KEPT_APART.read_text(encoding="utf-8").split())


def chosen_on(thread: Labelled) -> bool:
    """Tell whether a held-out thread served to choose how much a model's reading counts."""
    return "authored" in thread.source or share(thread.row.id, "half") < 0.5


def gold(thread: Labelled) -> tuple[ReadMessage, ...]:
    """Give the thread's messages with the labels of people as signals, and the dates."""
    return tuple(
        dated(
            message,
            [
                _with_gold(sentence, thread.gold[message.message.id, sentence.number])
                for sentence in message.sentences
            ],
        )
        for message in thread.row.messages
    )


def dated(message: ReadMessage, sentences: Sequence[ReadSentence]) -> ReadMessage:
    """Put the read sentences into their message, with the dates that the rules see."""
    found = dates.detect(sentences, message.message.date)
    return replace(
        message,
        sentences=tuple(
            replace(sentence, signals=(*sentence.signals, *seen))
            for sentence, seen in zip(sentences, found, strict=True)
        ),
    )


def client_truths(thread: Labelled) -> tuple[Truth, ...]:
    """Give the labelled concerns that are not the team's own questions to the client."""
    sides = {
        (message.message.id, sentence.number): sentence.side
        for message in thread.row.messages
        for sentence in message.sentences
    }
    return tuple(truth for truth in thread.truths if sides[truth.place] is not Side.TEAM)


def _with_gold(sentence: ReadSentence, labels: dict[str, Any]) -> ReadSentence:
    end = len(sentence.text)
    flags = [Signal("flag", name, 0, end, 1.0, Origin.MODEL) for name in labels["flags"]]
    acts = [Signal("act", name, 0, end, 1.0, Origin.MODEL) for name in labels["acts"]]
    return replace(
        sentence,
        acts={name: float(name in labels["acts"]) for name in ACTS},
        sentiment=labels["sentiment"],
        signals=(*acts, *flags),
    )


def _labelled(row: dict[str, Any], source: str, held_out: bool) -> Labelled:
    labels = {
        (message["id"], number): sentence
        for message in row["messages"]
        for number, sentence in enumerate(message["sentences"], 1)
    }
    return Labelled(
        row=read(row, row["id"]),
        source=source,
        held_out=held_out,
        language=row["language"],
        truths=tuple(_truth(concern) for concern in row["concerns"]),
        gold=labels,
    )


def _truth(concern: dict[str, Any]) -> Truth:
    events = concern.get("events")
    if events is None:
        evidence = concern["evidence"]
        events = [evidence | {"status": concern["final"]}] if evidence else []
    return Truth(
        place=(concern["message"], concern["sentence"]),
        final=concern["final"],
        events=tuple(((event["message"], event["sentence"]), event["status"]) for event in events),
    )
