"""Our own labels of others' texts: kept without the texts, and joined with them for training.

A label file (a table with tabs: key, side, hand, labels) names each sentence by a hash of its set,
its text and the sentence before; whoever has the set can find the sentence again, nobody else
learns a word of it.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from commsense import private_files
from commsense.conversation import Side
from commsense.training.examples import CONTEXT, Example


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of a source as it is read: where it stands, what was said before it.

    ``source`` is the set, ``thread`` and ``message`` are ids within it.
    """

    source: str
    thread: str
    message: str
    text: str
    language: str
    side: Side
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """The labels of one sentence; ``key`` is its hash, ``hand`` tells who labelled it."""

    key: str
    side: Side
    labels: frozenset[str]
    hand: str


def keyed(sentences: Iterable[Spoken]) -> Iterator[tuple[str, Spoken]]:
    """Give each sentence with its key: a hash of the set, the sentence before it, and its text.

    Ids of messages and numbers of sentences are not in it: they change with paths and splitting.
    """
    place, before = ("", "", ""), ""
    for each in sentences:
        here = (each.source, each.thread, each.message)
        before = before if here == place else ""
        text = " ".join(each.text.split())
        found = "\0".join((each.source, before, text)).encode("utf-8", "replace")
        yield hashlib.sha256(found).hexdigest()[:16], each
        place, before = here, text


def read(file: Path) -> dict[str, Label]:
    """Read a label file by key; labels stand in one cell with blanks between them."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {
            row["key"]: Label(
                row["key"], Side(row["side"]), frozenset(row["labels"].split()), row["hand"]
            )
            for row in csv.DictReader(lines, dialect="excel-tab")
        }


def write(file: Path, labels: Iterable[Label]) -> None:
    """Write a label file, in the order of the keys."""
    with private_files.begin(file).open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, dialect="excel-tab", lineterminator="\n")
        table.writerow(("key", "side", "hand", "labels"))
        table.writerows(
            (each.key, each.side.value, each.hand, " ".join(sorted(each.labels)))
            for each in sorted(labels, key=lambda label: label.key)
        )


def join(sentences: Iterable[Spoken], labels: dict[str, Label]) -> list[Example]:
    """Give the labelled ones of ``sentences``; labels whose sentence is missing are left out."""
    found = {key: (each, near) for key, each, near in _nearest(sentences) if key in labels}
    return [
        Example(
            thread=f"{each.source}-{each.thread}",
            language=each.language,
            text=each.text,
            side=labels[key].side,
            labels=labels[key].labels,
            context=each.context[-CONTEXT:],
            near=near,
        )
        for key, (each, near) in found.items()
    ]


def _nearest(sentences: Iterable[Spoken]) -> Iterator[tuple[str, Spoken, int]]:
    """Give each sentence with its key and how much of its context stands in its message."""
    place, near = ("", "", ""), 0
    for key, each in keyed(sentences):
        here = (each.source, each.thread, each.message)
        near = min(near + 1, CONTEXT, len(each.context)) if here == place else 0
        place = here
        yield key, each, near


def with_context(sentences: Iterable[Spoken]) -> Iterator[Spoken]:
    """Fill in what was said before each sentence in its thread."""
    thread, before = ("", ""), ()  # type: tuple[str, str], tuple[str, ...]
    for each in sentences:
        if (each.source, each.thread) != thread:
            thread, before = (each.source, each.thread), ()
        yield replace(each, context=before)
        before = (*before, each.text)[-CONTEXT:]
