"""Whether a promise was kept, as far as the messages after it tell.

``kept`` and ``late`` need a later sentence that reports it done and speaks of the same thing.
``missed`` needs an explicit sign: the client asks for it again or misses it, or the team owns up,
once the day has passed. Silence is ``unknown``: much is done that nobody writes about, and to
accuse somebody of a broken promise takes more than the absence of a mail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from commsense.assessment import Evidence
from commsense.labels import Kept, Status
from commsense.ledger.breaches import breaks
from commsense.ledger.lines import Line, overlap
from commsense.ledger.promises import Promise
from commsense.ledger.replies import Index
from commsense.ledger.signs import (
    ALIKE,
    LINKED,
    OUTSIDE,
    PLAIN,
    bare,
    complains,
    keeps_word,
    reports_done,
)

UNDATED = 0.3  # cosine for a promise without a day, which anything later might be taken for
SENT = 0.3  # the same for something attached to be the very thing that was promised
COMMON = 20  # a content word in more lines than this leads nowhere


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a promise and the sentence that shows it."""

    kept: Kept
    evidence: Evidence | None = None


def outcome(
    promise: Promise,
    filed: Index,
    plain: Sequence[Line],
    answers: Mapping[int, Set[int]],
    as_of: date | None,
) -> Outcome:
    """Tell what became of a promise.

    Args:
        promise: the promise.
        filed: the lines of the thread and of later notes.
        plain: those that speak plainly of a promise (see ``plain``).
        answers: by the position of what was raised, those of the lines that answered it.
        as_of: the day up to which the archive tells what happened.
    """
    broken: Line | None = None
    awaited: Set[int] = frozenset()
    for later in _later(promise, filed, plain):
        if _fulfils(promise, later) or (broken and _makes_good(promise, later, awaited)):
            return _done(promise, later, broken)
        if broken is None and breaks(promise, later, filed):
            broken = later
            awaited = _awaited(later, filed, answers)
    if broken is not None and (as_of is None or promise.day is None or promise.day <= as_of):
        return Outcome(Kept.MISSED, _shown(broken))
    return Outcome(Kept.UNKNOWN)


def plain(filed: Index, answers: Mapping[int, Set[int]]) -> list[Line]:
    """Give the lines that may tell of a promise without a word of it.

    They say that one was kept or was not, or report done what somebody raised.
    """
    answering = set().union(*answers.values())
    return [
        line
        for line in filed.lines
        if keeps_word(line)
        or complains(line)
        or (line.position in answering and reports_done(line))
    ]


def _fulfils(promise: Promise, later: Line) -> bool:
    """Tell whether a line shows the promise done."""
    likeness = overlap(promise.matter, later.weights)
    if keeps_word(later) and not later.outside:
        return likeness >= (PLAIN if promise.day else UNDATED)
    if promise.linked.get(later.position) is Status.RESOLVED and _due_by(later, promise.day):
        return likeness >= LINKED
    least = OUTSIDE if later.outside else ALIKE if promise.day else UNDATED
    return reports_done(later) and likeness >= least


def _makes_good(promise: Promise, later: Line, awaited: Set[int]) -> bool:
    """Tell whether a line reports done what a complaint missed, whatever words it has for it."""
    if promise.linked.get(later.position) is Status.RESOLVED:
        return bare(promise.line)
    return reports_done(later) and later.position in awaited


def _awaited(complaint: Line, filed: Index, answers: Mapping[int, Set[int]]) -> Set[int]:
    """Give the lines that answer a complaint, or its message where it is no concern by itself."""
    if complaint.position in answers:
        return answers[complaint.position]
    found = [answers.get(line.position, frozenset()) for line in filed.turns[complaint.turn]]
    return frozenset().union(*found)


def _done(promise: Promise, line: Line, broken: Line | None) -> Outcome:
    """Tell whether what ``line`` reports came in time.

    A report may come after the deed. So a day that it names counts before the day of writing, and
    a report of the team after the due date is ``late`` only if the promised thing itself comes with
    it or its lateness was spoken of; else it was done, and when is unknown. The client's word is
    not dated against the team.
    """
    due = promise.day
    if broken is not None:
        return Outcome(Kept.LATE, _shown(line))
    if due is None:
        return Outcome(Kept.KEPT, _shown(line))
    if line.day is None:
        return Outcome(Kept.UNKNOWN, _shown(line))
    days = [signal.value[:10] for signal in line.sentence.find("date:date", "date:deadline")]
    named = any(day[:4].isdigit() and day <= due.isoformat() for day in days)
    sent = "attached" in line.cues and overlap(promise.line.weights, line.weights) >= SENT
    if line.asker or line.day <= due or named:
        kept = Kept.KEPT
    else:
        kept = Kept.LATE if sent or keeps_word(line) else Kept.UNKNOWN
    return Outcome(kept, _shown(line))


def _due_by(line: Line, due: date | None) -> bool:
    """Tell whether a line is written on the due date or after; before it, it may mean a plan."""
    return due is None or (line.day is not None and line.day >= due)


def _later(promise: Promise, filed: Index, plain: Sequence[Line]) -> Iterator[Line]:
    """Give the later lines that share a word with a promise, speak of one or are linked to it."""
    near = [word for word in promise.matter if len(filed.words[word]) <= COMMON]
    met = {line.position: line for word in near for line in filed.words[word]}
    met |= {line.position: line for line in plain}
    met |= {position: filed.lines[position] for position in promise.linked}
    for position in sorted(met):
        if met[position].turn > promise.line.turn:
            yield met[position]


def _shown(line: Line) -> Evidence:
    sentence = line.sentence
    return Evidence(line.message.message.id, sentence.number, sentence.text, 0, len(sentence.text))
