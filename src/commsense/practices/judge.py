"""Judges threads: which criteria apply to which messages, and what the rules say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from commsense.assessment import Finding, NotAssessed, ThreadAssessment
from commsense.conversation import Side
from commsense.practices.applying import apply
from commsense.practices.case import LANGUAGE, NO_SIDES, UNSURE, Case, Outcome, Page, page
from commsense.practices.criteria import Criterion
from commsense.practices.loading import PracticeSet
from commsense.practices.rules import MESSAGE_RULES
from commsense.practices.working_time import start_of
from commsense.settings import Standards

LEAST_CONFIDENCE = 0.55
"""A finding less sure than this is not made: better quiet and right than loud and wrong."""

READABLE_SHARE = 0.8
"""A message is judged when so much of its text is in languages that are served."""


def judge_thread(
    assessment: ThreadAssessment,
    practice_set: PracticeSet,
    standards: Standards,
    as_of: date | None = None,
) -> tuple[tuple[Finding, ...], tuple[NotAssessed, ...]]:
    """Judge a thread's messages by all criteria of message and thread level.

    Args:
        assessment: the thread with its signals, concerns and commitments.
        practice_set: the criteria, from ``load``.
        standards: the team's targets and calendar.
        as_of: the day that the archive is read for, if known: a question without an answer is
            late only by its end.

    Automatic messages are not judged, and nobody's side unknown: that is said, not guessed.
    """
    pages = [page(message) for message in assessment.messages]
    criteria = (*practice_set.by_level["message"], *practice_set.by_level["thread"])
    findings: list[Finding] = []
    left: Counter[tuple[str, str]] = Counter()
    for at, sheet in enumerate(pages):
        if sheet.message.message.automatic:
            continue
        reason = _unreadable(sheet)
        for criterion in criteria:
            if reason == NO_SIDES or sheet.message.side in (criterion.applies.side, Side.BOTH):
                outcome = reason or _judge(criterion, pages, at, assessment, standards, as_of)
                if isinstance(outcome, str):
                    left[criterion.id, outcome] += 1
                else:
                    findings.append(_finding(criterion, outcome, pages, at, assessment))
    counts = [NotAssessed(name, reason, count) for (name, reason), count in sorted(left.items())]
    return tuple(findings), tuple(counts)


def _judge(
    criterion: Criterion,
    pages: Sequence[Page],
    at: int,
    assessment: ThreadAssessment,
    standards: Standards,
    as_of: date | None,
) -> Outcome | str:
    call = apply(criterion.applies, pages, at)
    if isinstance(call, str):
        return call
    case = Case(
        pages=pages,
        at=at,
        lines=call.lines,
        calling=call.calling,
        calls=call.labels,
        certainty=call.certainty,
        concerns=assessment.concerns,
        commitments=assessment.commitments,
        standards=standards,
        as_of=start_of(as_of),
    )
    outcome = MESSAGE_RULES[criterion.rule.kind](criterion.rule, case)
    if isinstance(outcome, Outcome) and outcome.confidence < LEAST_CONFIDENCE:
        return UNSURE
    return outcome


def _unreadable(sheet: Page) -> str:
    """Say why a message cannot be judged by anything, or nothing."""
    if sheet.message.side is Side.UNKNOWN:
        return NO_SIDES
    total = sum(len(sentence.text) for sentence in sheet.message.sentences)
    read = sum(len(line.sentence.text) for line in sheet.lines)
    return LANGUAGE if read < READABLE_SHARE * total else ""


def _finding(
    criterion: Criterion,
    outcome: Outcome,
    pages: Sequence[Page],
    at: int,
    assessment: ThreadAssessment,
) -> Finding:
    judged = pages[at].message
    for other in pages:
        if other.message.message.id == outcome.message:
            judged = other.message
    return Finding(
        criterion=criterion.id,
        verdict=outcome.verdict,
        level=criterion.level,
        thread=assessment.thread.id,
        message=judged.message.id,
        client=judged.client or assessment.client,
        person=judged.person if judged.side is Side.TEAM else "",
        date=judged.message.date,
        evidence=outcome.evidence,
        confidence=round(outcome.confidence, 4),
        values=outcome.values,
    )
