"""Concerns of the client and commitments of the team, followed over a thread and later notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commsense.assessment import Commitment, Concern, ReadMessage
from commsense.conversation import Thread
from commsense.ledger import commitments, concerns, lines, replies
from commsense.ledger.reading import Relate
from commsense.settings import Standards

__all__ = ["Ledger", "Relate", "follow"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was raised and what was promised in one thread, in order of the messages."""

    concerns: tuple[Concern, ...]
    commitments: tuple[Commitment, ...]


def follow(
    thread: Thread,
    messages: Sequence[ReadMessage],
    notes: Sequence[ReadMessage],
    standards: Standards,
    as_of: date | None,
    relate: Relate | None = None,
) -> Ledger:
    """Follow the concerns and commitments of one thread.

    Args:
        thread: the thread; its id goes into every concern and commitment.
        messages: its messages with signals, in order of date.
        notes: later meeting notes and transcripts of the same client outside the thread, in order.
        standards: working days and holidays, for due dates counted in working days.
        as_of: the day up to which the archive tells what happened; ``None`` for the thread's last.
        relate: a model that tells what a sentence does to a concern, where there is one.
    """
    filed = replies.index(lines.lay_out(messages, notes))
    followed = concerns.follow(filed, relate)
    return Ledger(
        tuple(concerns.concern(thread.id, each) for each in followed),
        commitments.promised(thread.id, filed, followed, standards, as_of),
    )
