"""What an archive rule is shown: a client's history and the moments that it calls up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commsense.assessment import Evidence
from commsense.practices.case import MOST_EVIDENCE
from commsense.practices.history import ClientHistory, ConcernFact, Moment, Sight
from commsense.practices.patterns import Pattern
from commsense.settings import Standards


@dataclass(frozen=True, slots=True)
class Past:
    """A client's history before an archive rule; ``calling`` are the moments that call for it.

    ``end`` is the start of the day that the archive is read for.
    """

    history: ClientHistory
    end: datetime | None
    calling: tuple[Moment, ...]
    calls: Pattern | None
    standards: Standards


def fit(pattern: Pattern, moment: Moment) -> float:
    """Give how surely a message had sentences like the pattern, 0 when it had not.

    A history keeps labels by message, so ``all`` and ``none`` speak of the whole message here.
    """
    if any(label in moment.seen for label in pattern.none):
        return 0.0
    confidences = [_confidence(label, moment, pattern.sure) for label in pattern.all]
    if pattern.any:
        confidences.append(max(_confidence(label, moment, pattern.sure) for label in pattern.any))
    return min(confidences)


def recall(moments: Iterable[Moment], pattern: Pattern | None) -> tuple[Evidence, ...]:
    """Point at the sentences of some moments that are like the pattern."""
    labels = (*pattern.any, *pattern.all) if pattern else ()
    evidence = []
    for moment in list(moments)[:MOST_EVIDENCE]:
        sight = next(
            (moment.seen[label] for label in labels if label in moment.seen), moment.opening
        )
        if sight:
            evidence.append(_quote(moment, sight))
    return tuple(evidence)


def quote(moment: Moment, fact: ConcernFact) -> Evidence:
    """Point at a concern's sentence."""
    return Evidence(moment.message, fact.sentence, fact.text, 0, len(fact.text))


def month(moment: Moment) -> str:
    """Name the month of a moment, ``2026-11``."""
    return moment.date.strftime("%Y-%m") if moment.date else ""


def _quote(moment: Moment, sight: Sight) -> Evidence:
    return Evidence(moment.message, sight.sentence, sight.text, 0, len(sight.text))


def _confidence(label: str, moment: Moment, sure: float) -> float:
    sight = moment.seen.get(label)
    from_model = label.startswith(("act:", "flag:", "sentiment:"))
    if sight is None or (from_model and sight.confidence < sure):
        return 0.0
    return sight.confidence
