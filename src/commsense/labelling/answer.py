"""What one person says of one card, and how it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from commsense.labelling.row import Row, Span

MODEL = "model"
"""The field of ``Row.extra`` that names the model whose labels a row holds."""


@dataclass(frozen=True, slots=True)
class Said:
    """Labels by task, and spans where the task of spans was asked; as in ``Row``."""

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered.

    ``said`` is None where he skipped the sentence. ``moment`` is when (ISO 8601, UTC), ``seconds``
    how long he looked at it, ``suggested`` whether a model's suggestion stood beside it.
    """

    annotator: str
    said: Said | None
    moment: str
    seconds: float = 0.0
    suggested: bool = False


def packed(said: Said | None) -> str | None:
    """Write labels as the file keeps them."""
    return None if said is None else msgspec.json.encode(said).decode()


def unpacked(text: str | None) -> Said | None:
    """Read labels as the file keeps them."""
    return None if text is None else msgspec.json.decode(text, type=Said)


def packed_row(row: Row) -> str:
    """Write a sentence as the file keeps it: without labels, a person's or a model's."""
    extra = {name: value for name, value in row.extra.items() if name != MODEL}
    bare = replace(row, labels={}, spans=None, annotator="", extra=extra)
    return msgspec.json.encode(bare).decode()


def labelled(row: str, answer: Answer) -> Row:
    """Make the row of what somebody said of a sentence that was written by ``packed_row``."""
    sentence = msgspec.json.decode(row, type=Row)
    said = answer.said or Said()
    told: dict[str, Any] = {"moment": answer.moment, "seconds": round(answer.seconds, 1)}
    if answer.suggested:
        told["suggested"] = True
    return replace(
        sentence,
        labels=said.labels,
        spans=said.spans,
        annotator=answer.annotator,
        extra={**sentence.extra, **told},
    )
