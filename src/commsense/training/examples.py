"""Labelled sentences, read from files of labelled threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.conversation import Side
from commsense.labels import ACTS, FLAGS, SENTIMENTS
from commsense.training import rows

LABELS = SENTIMENTS + ACTS + FLAGS
CONTEXT = 2
"""How many sentences before it a sentence is read with."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its labels (label guide); ``source`` is the thread id up to its first "-".

    ``context`` are the sentences before it in its thread, ``near`` how many of them stand in the
    same message; ``jargon`` holds (start, end, kind), None where nobody marked any.
    """

    thread: str
    language: str
    text: str
    side: Side
    labels: frozenset[str]
    context: tuple[str, ...] = ()
    jargon: tuple[tuple[int, int, str], ...] | None = None
    near: int = 0

    @property
    def source(self) -> str:
        """Tell which collection the sentence comes from."""
        return self.thread.partition("-")[0]


def read(path: Path) -> list[Example]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` of labelled threads, one thread a line."""
    return [example for thread in rows.read(path) for example in _sentences(thread)]


def truth(examples: Sequence[Example]) -> NDArray[np.int8]:
    """Give [examples, LABELS], 1 where the label holds."""
    return np.array([[name in each.labels for name in LABELS] for each in examples], dtype=np.int8)


def _sentences(thread: dict[str, Any]) -> Iterator[Example]:
    before: tuple[str, ...] = ()
    for message in thread["messages"]:
        for number, sentence in enumerate(message["sentences"]):
            yield Example(
                thread=thread["id"],
                language=thread["language"],
                text=sentence["text"],
                side=Side(sentence.get("side") or message["side"]),
                labels=frozenset([sentence["sentiment"], *sentence["acts"], *sentence["flags"]]),
                context=before,
                jargon=tuple((j["start"], j["end"], j["kind"]) for j in sentence["jargon"]),
                near=min(number, CONTEXT),
            )
            before = (*before, sentence["text"])[-CONTEXT:]
