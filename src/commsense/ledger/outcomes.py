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

from commsense.assessment import Evidence, Kept, Status
from commsense.ledger.lines import Line, overlap
from commsense.ledger.promises import Promise
from commsense.ledger.replies import Index
from commsense.ledger.signs import bare, complains, keeps_word, reports_done, tells_undone

ALIKE = 0.2  # cosine of content words from which two sentences speak of the same thing
UNDATED = 0.3  # the same for a promise without a day, which anything later might be taken for
OUTSIDE = 0.35  # the same for notes of other meetings
LINKED = 0.1  # the same where the later one settles a concern that the promise had answered
PLAIN = 0.1  # the same where the later one says in so many words that it is about a promise
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
        if broken is None and _breaks(promise, later, filed):
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
    if keeps_word(later):
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


def _breaks(promise: Promise, later: Line, filed: Index) -> bool:
    """Tell whether a line shows, once the day has passed, that the promise was not kept.

    Without a day only a plain complaint does, on another day than the promise, and only if no more
    was promised than to look into it.
    """
    start = promise.day or promise.line.day
    if start is None or later.day is None or later.day <= start:
        return False
    likeness = overlap(promise.matter, later.weights)
    if complains(later) and not later.outside and (promise.day or bare(promise.line)):
        if _names(later, promise.day):
            return any(_about(promise, line, True) >= PLAIN for line in filed.turns[later.turn])
        return _about(promise, later, bare(promise.line)) >= PLAIN
    if promise.day is None:
        return False
    if promise.linked.get(later.position) is Status.REOPENED:
        return likeness >= LINKED
    return tells_undone(later) and likeness >= (OUTSIDE if later.outside else ALIKE)


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
    named = [signal.value[:10] for signal in line.sentence.find("date:date", "date:deadline")]
    sent = "attached" in line.cues and overlap(promise.line.weights, line.weights) >= SENT
    if (
        line.asker
        or line.day <= due
        or any(day[:4].isdigit() and day <= due.isoformat() for day in named)
    ):
        kept = Kept.KEPT
    else:
        kept = Kept.LATE if sent or keeps_word(line) else Kept.UNKNOWN
    return Outcome(kept, _shown(line))


def _due_by(line: Line, due: date | None) -> bool:
    """Tell whether a line is written on the due date or after; before it, it may mean a plan."""
    return due is None or (line.day is not None and line.day >= due)


def _about(promise: Promise, line: Line, answered: bool) -> float:
    """Give how alike a line is to a promise, or also to the points that it ``answered``."""
    points = promise.points if answered else ()
    matters = [promise.matter, *(point.weights for point in points)]
    return max(overlap(matter, line.weights) for matter in matters)


def _names(line: Line, day: date | None) -> bool:
    """Tell whether a line names a day: "it was promised for Friday"."""
    dates = line.sentence.find("date:date", "date:deadline")
    return day is not None and any(signal.value[:10] == day.isoformat() for signal in dates)


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
