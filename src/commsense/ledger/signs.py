"""What a sentence says of something promised earlier: done, delivered, not come."""

from __future__ import annotations

from commsense.ledger.lines import Line, acts

ALIKE = 0.2  # cosine of content words from which two sentences speak of the same thing
OUTSIDE = 0.35  # the same for notes of other meetings
LINKED = 0.1  # the same where the later one settles a concern that the promise had answered
PLAIN = 0.1  # the same where the later one says in so many words that it is about a promise


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


def keeps_word(line: Line) -> bool:
    """Tell whether a sentence of the team delivers in so many words: as promised, 按约定."""
    ahead = line.cues & {"future", "pending"}
    return "promised" in line.cues and not (line.asker or line.either or ahead or _asks(line))


def tells_undone(line: Line) -> bool:
    """Tell whether a sentence says that something did not come, or asks for it again."""
    given = acts(line.sentence)
    if line.asker:
        raised = max(
            given.get("concern", 0.0), given.get("question", 0.0), given.get("request", 0.0)
        )
        return raised >= 0.4 and bool(line.cues & {"again", "fault"})
    return given.get("deviation", 0.0) >= 0.4 and bool(line.cues & {"fault", "sorry"})


def complains(line: Line) -> bool:
    """Tell whether a client says plainly that something promised is not there: 还没有收到."""
    return line.asker and "unmet" in line.cues


def bare(line: Line) -> bool:
    """Tell whether a promise names neither thing nor day: "I will check and come back to you"."""
    return "pending" in line.cues or line.sentence.has("date:vague")


def _asks(line: Line) -> bool:
    given = acts(line.sentence)
    return max(given.get("question", 0.0), given.get("request", 0.0)) >= 0.5


def _fails(line: Line) -> bool:
    return "fault" in line.cues and acts(line.sentence).get("concern", 0.0) >= 0.3
