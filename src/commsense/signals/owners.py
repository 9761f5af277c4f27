"""Who does it: named people, the writer's own side ("we"), the reader ("you"), both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from commsense.assessment import ReadSentence, Signal
from commsense.signals import owners_en, owners_zh

READERS: dict[str, Callable[[str], list[Signal]]] = {"en": owners_en.find, "zh": owners_zh.find}
"""What finds the owners in a sentence of a language."""

LONGEST = 20_000
"""Characters of a sentence that are looked at: more is no sentence."""


def detect(sentences: Sequence[ReadSentence], moment: datetime | None) -> list[list[Signal]]:  # noqa: ARG001
    """Give the owners named in each sentence.

    Labels: ``person`` (value: the name), ``team`` (value ``we``: the writer's side), ``reader``
    (value ``you``).
    """
    return [
        _without_overlap(READERS[s.language](s.text[:LONGEST])) if s.language in READERS else []
        for s in sentences
    ]


def _without_overlap(found: list[Signal]) -> list[Signal]:
    """Keep the first of signals that overlap, the surer where they start together."""
    kept: list[Signal] = []
    end = -1
    for signal in sorted(found, key=lambda s: (s.start, -s.confidence, -s.end)):
        if signal.start >= end:
            kept.append(signal)
            end = signal.end
    return kept
