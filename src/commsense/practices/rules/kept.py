"""``kept``: what was promised is done by its day."""

from __future__ import annotations

from typing import ClassVar, Literal

from commsense.assessment import Commitment, Evidence
from commsense.labels import Kept as Fate
from commsense.practices.case import (
    MOST_EVIDENCE,
    NO_DATA,
    NOT_APPLICABLE,
    Case,
    Outcome,
    met,
    missed,
)
from commsense.practices.patterns import Strict


class Kept(Strict):
    """The commitments of a message, as the ledger followed them, were kept."""

    kind: Literal["kept"]

    blanks: ClassVar[tuple[str, ...]] = ("what", "due")


def judge(rule: Kept, case: Case) -> Outcome | str:  # noqa: ARG001 - the rule has no settings
    """Look up what became of the message's commitments; only one with a day can be late for it."""
    here = case.page.message.message.id
    made = [promise for promise in case.commitments if promise.message == here]
    if not made:
        return NOT_APPLICABLE
    broken = [each for each in made if each.due and each.kept in (Fate.LATE, Fate.MISSED)]
    kept = [promise for promise in made if promise.kept is Fate.KEPT]
    if broken:
        first = broken[0]
        values = {"what": first.what, "due": str(first.due)}
        return missed(_proof(broken, case), max(promise.confidence for promise in broken), values)
    if kept:
        return met(_proof(kept, case), max(promise.confidence for promise in kept))
    return NO_DATA


def _proof(commitments: list[Commitment], case: Case) -> tuple[Evidence, ...]:
    """Point at each promise and at the sentence that shows its end."""
    texts = {sentence.number: sentence.text for sentence in case.page.message.sentences}
    evidence: list[Evidence] = []
    for promise in commitments:
        text = texts.get(promise.sentence, promise.what)
        start = max(0, text.find(promise.what))
        end = min(len(text), start + len(promise.what))
        evidence.append(Evidence(promise.message, promise.sentence, text, start, end))
        if promise.evidence:
            evidence.append(promise.evidence)
    return tuple(evidence[:MOST_EVIDENCE])
