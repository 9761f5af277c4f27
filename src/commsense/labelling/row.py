"""One person's labels of one sentence, whatever file they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commsense.conversation import Side


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence that somebody marked; ``start``/``end`` are characters of it."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one person says of one sentence.

    ``labels`` holds the labels by task: a task that is not in it was not judged, one with no label
    was judged and none holds. ``spans`` are those of the task ``jargon``, None where nobody looked
    for any. ``context`` are the sentences before, the last one nearest; for the task
    ``concern-status`` it is the concern alone. ``language``, ``thread``, ``client`` and
    ``annotator`` may be empty. ``extra`` holds what else the file said, to be written back.
    ``place`` tells where a file had it, such as ``labels.jsonl: line 7``; it is not written back,
    and rows that differ in nothing else are equal.
    """

    id: str
    text: str
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] | None = None
    language: str = ""
    side: Side = Side.UNKNOWN
    context: tuple[str, ...] = ()
    thread: str = ""
    client: str = ""
    annotator: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
    place: str = field(default="", compare=False)
