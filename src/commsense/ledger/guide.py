"""What the label guide settles about the outcomes of a line, whatever the weights say."""

from __future__ import annotations

from collections.abc import Mapping

from commsense.ledger.lines import Line, acts
from commsense.ledger.points import Point

Odds = Mapping[str, float]  # probability by outcome of one line

CLEAR = 0.5  # from which a sentence is taken for a bare promise, or for a report of done
SAME = 0.2  # cosine from which it is taken to report on the very thing
PLEASED = 0.2  # probability of an act, or cosine, from which a line may say that it is settled
OTHER = 0.2  # cosine more alike another point from which a line is about that one
FEW = 2  # content words of a line that says nothing but thanks
WANTING = ("question", "request", "concern", "escalation")
UNDONE = frozenset({"future", "pending", "again"})


def held(point: Point, line: Line, row: Mapping[str, float], given: Odds) -> Odds:
    """Hold the chances of a line to the label guide.

    Args:
        point: what was raised.
        line: the later line.
        row: how the line relates to the point (see ``relations.relating``); zeros are left out.
        given: the chances by outcome: those of the other side's line where ``acknowledged`` is
            among them, else those of a line of the point's own side.
    """
    if "acknowledged" in given:
        return _reply(point, line, row.get("alike", 0.0), given)
    if settles(line, row.get("alike", 0.0), row.get("more alike another", 0.0)):
        return given
    return {**given, "none": given["none"] + given["resolved"], "resolved": 0.0}


def settles(line: Line, alike: float, another: float) -> bool:
    """Tell whether a line of the asking side can mean that something is settled.

    It has to say so, to be pleased, or to speak of the matter rather than of another (``another``
    is by how much it is more alike another point); a further wish, a worry or a threat is none of
    it, and "if this is not solved" is the contrary.
    """
    if line.cues & {"unmet", "awaits"}:
        return False
    if line.cues & {"settled", "received"}:
        return True
    chances = acts(line.sentence)
    if another >= OTHER or max(chances.get(name, 0.0) for name in WANTING) >= CLEAR:
        return False
    pleased = max(chances.get(name, 0.0) for name in ("confirmation", "appreciation", "status"))
    return max(pleased, alike) >= PLEASED or line.sentence.sentiment == "positive"


def courtesy(line: Line) -> bool:
    """Tell whether a line is thanks or a formula and no more: it can answer nothing."""
    polite = line.cues & {"bare_thanks", "formula"}
    telling = line.cues & {"yes", "no", "done", "attached", "fault", "advice", "reason", "future"}
    return bool(polite) and not telling and len(line.weights) <= FEW


def _reply(point: Point, line: Line, alike: float, given: Odds) -> Odds:
    """Keep a bare promise at acknowledged; what was asked for and is reported done is resolved."""
    bare = max(line.features.get(name, 0.0) for name in ("promise without a day", "pending only"))
    if bare >= CLEAR:
        heard = 1 - given["none"]
        return {"none": given["none"], "acknowledged": heard, "answered": 0, "resolved": 0}
    if courtesy(line):
        both = given["answered"] + given["resolved"]
        return {**given, "none": given["none"] + both, "answered": 0, "resolved": 0}
    done = line.features.get("done in so many words", 0.0)
    if done >= CLEAR and alike >= SAME and point.kind != "question" and not line.cues & UNDONE:
        both = given["answered"] + given["resolved"]
        return {**given, "answered": 0, "resolved": both}
    return given
