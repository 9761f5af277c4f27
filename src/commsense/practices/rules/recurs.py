"""``recurs``: the same matter does not come back month after month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import Field

from commsense.labels import Verdict
from commsense.practices import past
from commsense.practices.case import MOST_EVIDENCE, NO_DATA, Outcome
from commsense.practices.history import ConcernFact, Moment
from commsense.practices.matter import alike, words_of
from commsense.practices.past import Past
from commsense.practices.patterns import Strict

MOST_MATTERS = 300
"""Only so many of a client's latest matters are compared, so that time stays bounded."""


class Recurs(Strict):
    """Concerns about the same matter, told by shared words, stay below ``months`` months."""

    kind: Literal["recurs"]
    months: int = Field(default=3, ge=2)

    blanks: ClassVar[tuple[str, ...]] = ("months", "text")


@dataclass(slots=True)
class _Matter:
    words: frozenset[str]
    raised: list[tuple[Moment, ConcernFact]] = field(default_factory=list)


def judge_past(rule: Recurs, case: Past) -> list[Outcome] | str:
    """Gather concerns by matter and count the months of each."""
    matters: list[_Matter] = []
    for moment in case.calling:
        for fact in moment.concerns:
            if fact.kind == "concern" and moment.date is not None:
                _gather(matters, moment, fact)
    if not matters:
        return NO_DATA
    again = [matter for matter in matters if len(_months(matter)) >= rule.months]
    return [_missed(matter) for matter in again] or [_met(matters)]


def _gather(matters: list[_Matter], moment: Moment, fact: ConcernFact) -> None:
    words = words_of(fact.text)
    for matter in matters[-MOST_MATTERS:]:
        if alike(words, matter.words):
            matter.raised.append((moment, fact))
            return
    matters.append(_Matter(words, [(moment, fact)]))


def _months(matter: _Matter) -> list[str]:
    dates = [date for moment, fact in matter.raised for date in (moment.date, *fact.again) if date]
    return list(dict.fromkeys(f"{date:%Y-%m}" for date in dates))


def _missed(matter: _Matter) -> Outcome:
    shown = matter.raised[-MOST_EVIDENCE:]
    evidence = tuple(past.quote(moment, fact) for moment, fact in shown)
    values = {"months": str(len(_months(matter))), "text": shown[0][1].text}
    confidence = max(fact.confidence for _, fact in matter.raised)
    return Outcome(Verdict.MISSED, evidence, confidence, values, shown[-1][0].message)


def _met(matters: list[_Matter]) -> Outcome:
    moment, fact = matters[-1].raised[-1]
    return Outcome(Verdict.MET, (past.quote(moment, fact),), 1.0, {}, moment.message)
