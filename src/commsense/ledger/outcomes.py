"""Whether a promise was kept, as far as the messages after it tell.

``kept`` and ``late`` need a later sentence that reports it done and speaks of the same thing.
``missed`` needs an explicit sign: the client asks for it again, or the team owns up, once the day
has passed. Silence is ``unknown``: much is done that nobody writes about, and to accuse somebody of
a broken promise takes more than the absence of a mail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commsense.assessment import Evidence, Kept, Status
from commsense.ledger.lines import Line, acts, overlap
from commsense.ledger.replies import Index

ALIKE = 0.2  # cosine of content words from which two sentences speak of the same thing
LINKED = 0.1  # the same where the later one settles a concern that the promise had answered
OUTSIDE = 0.35  # the same for notes of other meetings
SENT = 0.3  # the same for something attached to be the very thing that was promised
COMMON = 20  # a content word in more lines than this leads nowhere


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a promise and the sentence that shows it."""

    kept: Kept
    evidence: Evidence | None = None


def outcome(
    line: Line,
    due: date | None,
    filed: Index,
    linked: Mapping[int, Status],
    as_of: date | None,
) -> Outcome:
    """Tell what became of the promise in ``line``.

    Args:
        line: the promising sentence.
        due: the day by which it was promised, if one was named.
        filed: the lines of the thread and of later notes.
        linked: later lines, by position, that resolved or reopened a concern which this promise
            had answered, with what they did.
        as_of: the day up to which the archive tells what happened.
    """
    broken: Line | None = None
    for later in _alike(line, filed, linked):
        settled = linked.get(later.position) is Status.RESOLVED and _due_by(later, due)
        if settled or reports_done(later):
            return _done(line, later, due, broken)
        again = linked.get(later.position) is Status.REOPENED or tells_undone(later)
        if broken is None and again and _past(later, due):
            broken = later
    if broken is not None and (as_of is None or due is None or due <= as_of):
        return Outcome(Kept.MISSED, _shown(broken))
    return Outcome(Kept.UNKNOWN)


def reports_done(line: Line) -> bool:
    """Tell whether a sentence reports something as done, delivered or working."""
    given = acts(line.sentence)
    if _asks(line) or given.get("deviation", 0.0) >= 0.5 or line.cues & {"future", "pending"}:
        return False
    if line.asker:
        pleased = max(given.get("confirmation", 0.0), given.get("appreciation", 0.0))
        return pleased >= 0.4 and "received" in line.cues and "fault" not in line.cues
    told = max(given.get("status", 0.0), given.get("quality", 0.0), given.get("confirmation", 0.0))
    return told >= 0.3 and bool(line.cues & {"done", "attached", "settled"}) and not _fails(line)


def tells_undone(line: Line) -> bool:
    """Tell whether a sentence says that something promised did not come."""
    given = acts(line.sentence)
    if line.asker:
        raised = max(
            given.get("concern", 0.0), given.get("question", 0.0), given.get("request", 0.0)
        )
        return raised >= 0.4 and bool(line.cues & {"again", "fault"})
    return given.get("deviation", 0.0) >= 0.4 and bool(line.cues & {"fault", "sorry"})


def _done(promise: Line, line: Line, due: date | None, broken: Line | None) -> Outcome:
    """Tell whether what ``line`` reports came in time.

    A report may come after the deed. So a day that it names counts before the day of writing, and
    a report of the team after the due date is ``late`` only if the promised thing itself comes with
    it or its lateness was spoken of; else it was done, and when is unknown. The client's word is
    not dated against the team.
    """
    if due is None:
        return Outcome(Kept.KEPT, _shown(line))
    if line.day is None:
        return Outcome(Kept.UNKNOWN, _shown(line))
    named = [signal.value[:10] for signal in line.sentence.find("date:date", "date:deadline")]
    in_time = line.asker or line.day <= due
    if broken is not None:
        kept = Kept.LATE
    elif in_time or any(day[:4].isdigit() and day <= due.isoformat() for day in named):
        kept = Kept.KEPT
    elif "attached" in line.cues and overlap(promise.weights, line.weights) >= SENT:
        kept = Kept.LATE
    else:
        kept = Kept.UNKNOWN
    return Outcome(kept, _shown(line))


def _due_by(line: Line, due: date | None) -> bool:
    """Tell whether a line is written on the due date or after; before it, it may mean a plan."""
    return due is None or (line.day is not None and line.day >= due)


def _past(line: Line, due: date | None) -> bool:
    return due is not None and line.day is not None and line.day >= due


def _asks(line: Line) -> bool:
    given = acts(line.sentence)
    return max(given.get("question", 0.0), given.get("request", 0.0)) >= 0.5


def _fails(line: Line) -> bool:
    return "fault" in line.cues and acts(line.sentence).get("concern", 0.0) >= 0.3


def _alike(line: Line, filed: Index, linked: Mapping[int, Status]) -> Iterator[Line]:
    """Give the later lines that speak of the same thing, in order."""
    near = [word for word in line.weights if len(filed.words[word]) <= COMMON]
    met = {
        later.position: later
        for word in near
        for later in filed.words[word]
        if later.turn > line.turn
    }
    for position in sorted(met):
        later = met[position]
        least = LINKED if position in linked else OUTSIDE if later.outside else ALIKE
        if overlap(line.weights, later.weights) >= least:
            yield later


def _shown(line: Line) -> Evidence:
    sentence = line.sentence
    return Evidence(line.message.message.id, sentence.number, sentence.text, 0, len(sentence.text))
