"""Judges a client's history by the criteria of archive level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from commsense.assessment import Finding, NotAssessed
from commsense.conversation import Side
from commsense.practices.case import NO_DATE, NOT_APPLICABLE, UNSURE, Outcome
from commsense.practices.criteria import Applies, Criterion
from commsense.practices.history import ClientHistory, Moment
from commsense.practices.judge import LEAST_CONFIDENCE
from commsense.practices.loading import PracticeSet
from commsense.practices.past import Past, fit
from commsense.practices.rules import ARCHIVE_RULES
from commsense.practices.working_time import start_of
from commsense.settings import Standards


def judge_client(
    history: ClientHistory, practice_set: PracticeSet, standards: Standards
) -> tuple[tuple[Finding, ...], tuple[NotAssessed, ...]]:
    """Judge a client's history by all criteria of archive level.

    Args:
        history: the client's moments (``remember`` makes them), in any order.
        practice_set: the criteria, from ``load``.
        standards: the team's targets and calendar.
    """
    history = replace(history, moments=_in_order(history.moments))
    findings: list[Finding] = []
    left: Counter[tuple[str, str]] = Counter()
    for criterion in practice_set.by_level["archive"]:
        outcomes = _judge(criterion, history, standards)
        if isinstance(outcomes, str):
            left[criterion.id, outcomes] += 1
            continue
        for outcome in outcomes:
            if outcome.confidence < LEAST_CONFIDENCE:
                left[criterion.id, UNSURE] += 1
            else:
                findings.append(_finding(criterion, outcome, history))
    counts = [NotAssessed(name, reason, count) for (name, reason), count in sorted(left.items())]
    return tuple(findings), tuple(counts)


def _in_order(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """Sort by date; a moment without one says nothing about when, and is left out."""
    dated = [(moment.date, moment.message, moment) for moment in moments if moment.date]
    return tuple(moment for _, _, moment in sorted(dated, key=lambda entry: entry[:2]))


def _judge(
    criterion: Criterion, history: ClientHistory, standards: Standards
) -> list[Outcome] | str:
    if not history.moments:
        return NO_DATE
    applies = criterion.applies
    calling = tuple(moment for moment in history.moments if _calls(applies, moment))
    if not calling:
        return NOT_APPLICABLE
    past = Past(history, start_of(history.as_of), calling, applies.seen, standards)
    return ARCHIVE_RULES[criterion.rule.kind](criterion.rule, past)


def _calls(applies: Applies, moment: Moment) -> bool:
    if Side.BOTH not in (applies.side, moment.side) and moment.side is not applies.side:
        return False
    if moment.kind not in applies.kinds:
        return False
    if applies.unless and fit(applies.unless, moment) > 0:
        return False
    return applies.seen is None or fit(applies.seen, moment) > 0


def _finding(criterion: Criterion, outcome: Outcome, history: ClientHistory) -> Finding:
    shown = next((m for m in history.moments if m.message == outcome.message), None)
    return Finding(
        criterion=criterion.id,
        verdict=outcome.verdict,
        level="archive",
        thread=shown.thread if shown else "",
        message=outcome.message,
        client=history.client,
        person=shown.person if shown and shown.side is Side.TEAM else "",
        date=shown.date if shown else None,
        evidence=outcome.evidence,
        confidence=round(outcome.confidence, 4),
        values=outcome.values,
    )
