"""``density``: not too much of something."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commsense.practices.case import Case, Outcome, met, missed, prove, prove_each, quoted
from commsense.practices.labels import Label
from commsense.practices.patterns import Strict
from commsense.practices.wordcount import words


class Density(Strict):
    """At most ``limit`` of ``count`` a sentence, a hundred words or a message.

    So few as ``allowed`` are never too many.
    """

    kind: Literal["density"]
    count: tuple[Label, ...] = Field(min_length=1)
    per: Literal["sentence", "words", "message"] = "sentence"
    limit: float = Field(ge=0)
    allowed: int = Field(default=1, ge=0)

    blanks: ClassVar[tuple[str, ...]] = ("count", "words", "limit")


def judge(rule: Density, case: Case) -> Outcome:
    """Count signals and set them against the length."""
    hit = [line for line in case.lines if any(label in line.seen for label in rule.count)]
    signals = [s for line in hit for label in rule.count for s in line.seen.get(label, ())]
    count = len(hit) if rule.per == "sentence" else len(signals)
    if count <= rule.allowed or count / _length(rule, case) <= rule.limit:
        return met(prove(case.lines[:1]), 1.0)
    evidence = prove_each(hit, *rule.count)
    values = {
        "count": str(count),
        "words": quoted(evidence),
        "limit": f"{rule.limit:g}",
    }
    return missed(evidence, max(signal.confidence for signal in signals), values)


def _length(rule: Density, case: Case) -> float:
    if rule.per == "sentence":
        return max(len(case.lines), 1)
    if rule.per == "words":
        return max(words(line.sentence.text for line in case.lines) / 100, 0.01)
    return 1
