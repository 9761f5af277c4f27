"""A client's message and the team's answer to it."""

from __future__ import annotations

from collections.abc import Sequence

from commsense.assessment import Concern, Evidence
from commsense.conversation import Kind, Side
from commsense.practices.case import Case, Page


def raised(case: Case, kinds: Sequence[str], negative: bool) -> tuple[Concern, ...]:
    """Give the concerns that the message raises, only those of dissatisfaction if asked."""
    here = case.page.message.message.id
    return tuple(
        concern
        for concern in case.concerns
        if concern.message == here
        and concern.kind in kinds
        and (not negative or concern.negative or concern.escalation)
    )


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
