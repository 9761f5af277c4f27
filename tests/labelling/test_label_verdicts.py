from __future__ import annotations

from commsense.labelling.checks.result import (
    Figure,
    LabelAgreement,
    LabelCount,
    Level,
    Suspects,
    TaskAgreement,
)
from commsense.labelling.checks.verdicts import verdict
from commsense.labelling.scheme import BUILT_IN

SENTIMENT, ACTS, JARGON = BUILT_IN["sentiment"], BUILT_IN["acts"], BUILT_IN["jargon"]
COUNTS = tuple(LabelCount(label, 100, 100, 9, {}) for label in ("negative", "neutral"))


def agreement(alpha: float, sentences: int = 50, **labels: float) -> TaskAgreement:
    return TaskAgreement(
        sentences=sentences,
        people=2,
        same=0.9,
        alpha=Figure(alpha, alpha, alpha),
        labels=tuple(LabelAgreement(n, 10, 0.9, 0.9, Figure(a)) for n, a in labels.items()),
        pairs=(),
        persons=(),
        overlap=Figure(alpha),
    )


def test_agreement_decides() -> None:
    found = verdict(ACTS, 300, COUNTS, agreement(0.85, concern=0.9), None)
    assert found.level is Level.READY
    found = verdict(ACTS, 300, COUNTS, agreement(0.7, concern=0.9, impact=0.4, cause=0.2), None)
    assert (found.level, found.labels) == (Level.EXCEPT, ("cause", "impact"))
    found = verdict(ACTS, 300, COUNTS, agreement(0.66, impact=0.4), None)
    assert (found.level, found.labels) == (Level.AGREE, ("impact",))
    assert verdict(JARGON, 300, COUNTS, agreement(0.5), None).level is Level.AGREE


def test_few_sentences_of_two_people_say_nothing() -> None:
    assert verdict(ACTS, 300, COUNTS, agreement(0.1, sentences=19), None).level is Level.UNMEASURED
    assert verdict(ACTS, 300, COUNTS, None, None).level is Level.UNMEASURED


def test_too_little_and_too_much_of_one_kind() -> None:
    assert verdict(SENTIMENT, 0, (), None, None).level is Level.NOTHING
    assert verdict(SENTIMENT, 49, COUNTS, None, None).level is Level.FEW
    assert verdict(SENTIMENT, 300, COUNTS[:1], None, None).level is Level.ONE_LABEL
    assert verdict(ACTS, 300, COUNTS[:1], None, None).level is Level.UNMEASURED


def test_many_likely_errors_come_first() -> None:
    many, few = Suspects(300, 80, 0.3, ()), Suspects(300, 30, 0.1, ())
    assert verdict(SENTIMENT, 300, COUNTS, None, many).level is Level.LOOK
    assert verdict(SENTIMENT, 300, COUNTS, None, few).level is Level.UNMEASURED
