"""The commitments of the team: who promised what by when, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from commsense.assessment import Commitment, ReadSentence
from commsense.conversation import Side
from commsense.labels import Status
from commsense.ledger.concerns import Followed
from commsense.ledger.lines import Line, acts
from commsense.ledger.outcomes import Outcome, outcome, plain
from commsense.ledger.promises import Promise, promise, promises
from commsense.ledger.replies import Index
from commsense.settings import Standards

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
    told = any(line.sentence.side in (Side.CLIENT, Side.TEAM) for line in filed.lines)
    answers = _answers(followed)
    clear = plain(filed, answers)
    found = []
    for line in filed.lines:
        stranger = told and line.sentence.side is Side.UNKNOWN and not line.either
        if line.outside or line.asker or stranger or not promises(line):
            continue
        made = promise(line, followed, standards)
        found.append(_commitment(thread, made, outcome(made, filed, clear, answers, last)))
    return tuple(found)


def _answers(followed: Sequence[Followed]) -> dict[int, set[int]]:
    """Give, by the line that raised something (again), the lines that then answered it."""
    found: dict[int, set[int]] = {}
    for each in followed:
        raised = [found.setdefault(each.point.line.position, set())]
        for move in each.moves:
            if move.status is Status.REOPENED:
                raised.append(found.setdefault(move.line.position, set()))
            elif move.status is not Status.ACKNOWLEDGED:
                for answers in raised:
                    answers.add(move.line.position)
    return found


def _commitment(thread: str, made: Promise, seen: Outcome) -> Commitment:
    sentence, message = made.line.sentence, made.line.message.message
    return Commitment(
        id=f"{message.id}:{sentence.number}",
        thread=thread,
        message=message.id,
        sentence=sentence.number,
        who=_who(made.line),
        what=_what(sentence, made.words),
        due=made.day,
        due_text=made.words,
        kept=seen.kept,
        confidence=acts(sentence).get("commitment", 1.0),
        evidence=seen.evidence,
        client=made.line.message.client,
        date=message.date,
    )


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
