"""A client's message and the team's answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commsense.assessment import Concern, Evidence
from commsense.conversation import Kind, Side
from commsense.practices.case import Case, Page


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which concerns count: of these ``kinds``, at least so ``sure``, perhaps only ``negative``."""

    kinds: tuple[str, ...]
    negative: bool
    sure: float


def raised(case: Case, wanted: Wanted, messages: Sequence[Page]) -> tuple[Concern, ...]:
    """Give the concerns that some messages raise.

    A concern whose sentence calls for the criterion has a second witness: it is as sure as the
    surer of the two, and negative where the criterion asks for that.
    """
    ids = {page.message.message.id for page in messages}
    calling = {(line.message, line.sentence.number) for line in case.calling}
    found = []
    for concern in case.concerns:
        called = (concern.message, concern.sentence) in calling
        sure = max(concern.confidence, case.certainty) if called else concern.confidence
        negative = called or concern.negative or concern.escalation
        if (
            concern.message in ids
            and concern.kind in wanted.kinds
            and sure >= wanted.sure
            and (negative or not wanted.negative)
        ):
            found.append(replace(concern, confidence=sure))
    return tuple(found)


def turn(case: Case) -> tuple[Page, ...]:
    """Give the client's messages up to this one, since the team's last word.

    Who writes three times before the first answer is answered once, and once too late.
    """
    return (*asked_before(case.pages, case.at), case.page)


def closes_turn(case: Case) -> bool:
    """Tell whether the next of the two sides to write is the team, or nobody."""
    for page in case.pages[case.at + 1 :]:
        if page.message.side in (Side.TEAM, Side.CLIENT):
            return page.message.side is Side.TEAM
    return True


def replies(case: Case) -> tuple[Page, ...]:
    """Give the team's messages after this one, up to the client's first one after them."""
    answers: list[Page] = []
    for page in case.pages[case.at + 1 :]:
        if page.message.side is Side.TEAM and not page.message.message.automatic:
            answers.append(page)
        elif page.message.side is Side.CLIENT and answers:
            break
    return tuple(answers)


def asked_before(pages: Sequence[Page], at: int) -> tuple[Page, ...]:
    """Give the client's messages since the team's last word before message ``at``."""
    asked: list[Page] = []
    for page in reversed(pages[:at]):
        if page.message.side is Side.TEAM:
            break
        if page.message.side is Side.CLIENT and page.message.message.kind is not Kind.NOTES:
            asked.append(page)
    return tuple(reversed(asked))


def quote(concern: Concern) -> Evidence:
    """Point at the sentence that raised a concern."""
    return Evidence(concern.message, concern.sentence, concern.text, 0, len(concern.text))
