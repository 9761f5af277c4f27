"""The commitments of the team: who promised what by when, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from commsense.assessment import Commitment, ReadSentence, Status
from commsense.conversation import Side
from commsense.ledger.concerns import Followed
from commsense.ledger.due import due
from commsense.ledger.lines import Line, acts
from commsense.ledger.outcomes import outcome
from commsense.ledger.replies import Index
from commsense.settings import Standards

LIKELY = 0.5  # probability from which an act counts where no signal says so
LENGTH = 300  # characters of a promise that are kept
_CLAUSES = re.compile(r"[;；]|\s[–—]\s|——")
_BULLET = re.compile(r"^\s*(?:[-*•·]|\(?\d{1,2}[.)、）])\s*")


def promised(
    thread: str,
    filed: Index,
    followed: Sequence[Followed],
    standards: Standards,
    as_of: date | None,
) -> tuple[Commitment, ...]:
    """Find what the team promised in the thread, and see in what follows whether it was kept.

    ``followed`` are the concerns of the same thread: what settles one that a promise had answered
    speaks for the promise. Later notes (lines outside the thread) tell what became of a promise;
    what they promise belongs to their own ledger.
    """
    last = as_of or max((day for line in filed.lines if (day := line.day)), default=None)
    linked = _linked(followed)
    told = any(line.sentence.side in (Side.CLIENT, Side.TEAM) for line in filed.lines)
    found = []
    for line in filed.lines:
        stranger = told and line.sentence.side is Side.UNKNOWN and not line.either
        if line.outside or line.asker or stranger or not _promises(line.sentence):
            continue
        sentence, message = line.sentence, line.message.message
        day, words = due(sentence, message.date, standards)
        seen = outcome(line, day, filed, linked.get(line.position, {}), last)
        found.append(
            Commitment(
                id=f"{message.id}:{sentence.number}",
                thread=thread,
                message=message.id,
                sentence=sentence.number,
                who=_who(line),
                what=_what(sentence, words),
                due=day,
                due_text=words,
                kept=seen.kept,
                confidence=acts(sentence).get("commitment", 1.0),
                evidence=seen.evidence,
                client=line.message.client,
                date=message.date,
            )
        )
    return tuple(found)


def _linked(followed: Sequence[Followed]) -> dict[int, dict[int, Status]]:
    """Give, by the position of each answering line, what later befell the concerns it answered."""
    found: dict[int, dict[int, Status]] = {}
    for each in followed:
        for place, move in enumerate(each.moves):
            after = {
                later.line.position: later.status
                for later in each.moves[place + 1 :]
                if later.status in (Status.RESOLVED, Status.REOPENED)
            }
            found[move.line.position] = found.get(move.line.position, {}) | after
    return found


def _promises(sentence: ReadSentence) -> bool:
    given = acts(sentence)
    if sentence.find("act"):
        return sentence.has("act:commitment")
    return given.get("commitment", 0.0) >= LIKELY


def _who(line: Line) -> str:
    """Name who is to do it: a person named as owner, else whoever speaks."""
    named = [signal.value for signal in line.sentence.find("owner:person") if signal.value]
    return named[0] if named else line.sentence.person or line.message.person


def _what(sentence: ReadSentence, words: str) -> str:
    """Give the clause that holds the date, or the whole of a sentence without one."""
    text = _BULLET.sub("", sentence.text[: 4 * LENGTH].strip())
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    chosen = next((clause for clause in clauses if words and words in clause), text)
    return chosen if len(chosen) <= LENGTH else chosen[: LENGTH - 1].rstrip() + "…"
