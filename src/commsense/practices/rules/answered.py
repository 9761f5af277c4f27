"""``answered``: what the client raised gets as far as it should."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commsense.assessment import Concern, Evidence
from commsense.conversation import Side
from commsense.labels import Status, Verdict
from commsense.practices.case import MOST_EVIDENCE, NOT_APPLICABLE, Case, Outcome
from commsense.practices.exchange import Wanted, closes_turn, quote, raised, replies, turn
from commsense.practices.patterns import Pattern, Strict, fit

RANK = {
    Status.OPEN: 0,
    Status.REOPENED: 0,
    Status.ACKNOWLEDGED: 1,
    Status.ANSWERED: 2,
    Status.RESOLVED: 3,
}
ConcernKind = Literal["question", "request", "concern"]


class Answered(Strict):
    """Each concern that a client raises reaches ``status``.

    ``by = "reply"`` takes what the client wrote since the team's last word, and the team's messages
    up to the client's next one; ``"end"`` takes each message of the client's and all that follows.
    Concerns less ``sure`` than that do not count. Nothing is missed where the team's answer has a
    sentence like ``unless``: who asks back has not passed a question over.
    """

    kind: Literal["answered"]
    kinds: tuple[ConcernKind, ...] = ("question", "request", "concern")
    status: Literal["acknowledged", "answered", "resolved"] = "answered"
    negative: bool = False
    sure: float = Field(default=0.0, ge=0, le=1)
    by: Literal["reply", "end"] = "reply"
    unless: Pattern | None = None

    blanks: ClassVar[tuple[str, ...]] = ("count", "total", "text")


def judge(rule: Answered, case: Case) -> Outcome | str:
    """Follow the concerns of a client's message."""
    wanted = Wanted(rule.kinds, rule.negative, rule.sure)
    if rule.by == "reply":
        asked, answers = turn(case) if closes_turn(case) else (), replies(case)
    else:
        asked, answers = (case.page,), tuple(case.pages[case.at + 1 :])
    concerns = raised(case, wanted, asked)
    team = [page for page in answers if page.message.side is not Side.CLIENT]
    if not concerns or not team:
        return NOT_APPLICABLE
    ids = {page.message.message.id for page in answers}
    least = RANK[Status(rule.status)]
    moves = {concern.id: _move(concern, ids, least) for concern in concerns}
    left = [concern for concern in concerns if moves[concern.id] is None]
    message = team[0].message.message.id
    if not left:
        evidence = [move for move in moves.values() if move is not None]
        confidence = min(concern.confidence for concern in concerns)
        return Outcome(Verdict.MET, tuple(evidence[:MOST_EVIDENCE]), confidence, message=message)
    if rule.unless and any(fit(rule.unless, line) for page in team for line in page.lines):
        return NOT_APPLICABLE
    values = {"count": str(len(left)), "total": str(len(concerns)), "text": left[0].text}
    unanswered = tuple(quote(concern) for concern in left[:MOST_EVIDENCE])
    confidence = max(concern.confidence for concern in left)
    return Outcome(Verdict.MISSED, unanswered, confidence, values, message)


def _move(concern: Concern, messages: set[str], least: int) -> Evidence | None:
    """Give the first sentence of ``messages`` that brought the concern to the rank ``least``."""
    for event in concern.events:
        if event.message in messages and RANK[event.status] >= least:
            return Evidence(event.message, event.sentence, event.text, 0, len(event.text))
    return None
