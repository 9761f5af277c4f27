"""How a practice file describes a sentence, and whether a sentence is like that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from commsense.labels import Origin
from commsense.practices.case import Line
from commsense.practices.labels import Label

EVEN = 0.5
"""From this probability on a thing is taken to be there."""


class Strict(BaseModel):
    """A table of a practice file: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Pattern(Strict):
    """A sentence with one of ``any``, each of ``all`` and none of ``none``.

    ``sure`` is the least confidence of what the model saw; what a lexicon saw always counts.
    A plain list stands for ``any``.
    """

    any: tuple[Label, ...] = ()
    all: tuple[Label, ...] = ()
    none: tuple[Label, ...] = ()
    sure: float = Field(default=0.0, ge=0, le=1)

    @model_validator(mode="before")
    @classmethod
    def _list_means_any(cls, value: Any) -> Any:
        return {"any": value} if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _says_something(self) -> Pattern:
        if not (self.any or self.all):
            raise ValueError("a pattern needs labels in 'any' or 'all'")
        return self


def fit(pattern: Pattern, line: Line) -> float:
    """Give how surely a sentence is like the pattern, 0 when it is not."""
    if any(label in line.seen for label in pattern.none):
        return 0.0
    confidences = [_confidence(label, line, pattern.sure) for label in pattern.all]
    if pattern.any:
        if line.seen.keys().isdisjoint(pattern.any):
            return 0.0
        confidences.append(max(_confidence(label, line, pattern.sure) for label in pattern.any))
    return min(confidences)


def chance(pattern: Pattern, lines: Iterable[Line]) -> float:
    """Give the probability that at least one sentence is like the pattern.

    Also what the model did not see clearly enough to call it a signal counts here, so that a model
    that is nearly sure of a cause is no witness for "no cause is given". Sentences are taken as
    independent (noisy or), which calibrated probabilities allow.
    """
    none = 1.0
    for line in lines:
        none *= 1 - _probability(pattern, line)
    return 1 - none


def _probability(pattern: Pattern, line: Line) -> float:
    if any(label in line.seen for label in pattern.none):
        return 0.0
    parts = [_faint(label, line) for label in pattern.all]
    if pattern.any:
        parts.append(max(_faint(label, line) for label in pattern.any))
    return min(parts)


def _faint(label: str, line: Line) -> float:
    if label.startswith("act:"):
        return line.sentence.acts.get(label.removeprefix("act:"), _confidence(label, line, 0.0))
    return _confidence(label, line, 0.0)


def _confidence(label: str, line: Line, sure: float) -> float:
    signals = line.seen.get(label)
    if not signals:
        return 0.0
    best = max(signal.confidence for signal in signals)
    from_model = label.startswith(("act:", "flag:", "sentiment:")) or (
        label.startswith("own:") and all(signal.origin is Origin.MODEL for signal in signals)
    )
    return 0.0 if from_model and best < sure else best
