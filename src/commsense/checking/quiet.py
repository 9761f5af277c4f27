"""What makes a comment weigh less: better one thing less than one too many.

A draft is read by somebody who is about to send it. What is true and hardly matters becomes a
hint, which is told only when asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commsense.assessment import ReadMessage, ReadSentence, Signal
from commsense.checking.result import Comment, Point, Severity, Taken
from commsense.conversation import Kind, Side
from commsense.labels import Origin
from commsense.signals.jargon import terms

JARGON = "CO3"
MOST_TERMS = 1
"""Terms that are told of one draft, and none where something weightier is told."""

OWN_TERM = "internal"
"""Kind of the terms that a team's own glossary wants explained: these are told in any case."""

BLAMES = "TE2"
SURE_BLAME = 0.75
"""How sure it must be that a colleague is blamed: what was less sure blamed the client instead."""

KNOWN = ("buzzword", "technical")
"""Kinds of jargon that are hints: two readers found most that was told of them wrong or idle."""

AT_HOME = 2
"""Who uses so many terms himself knows the trade, and is not told its words."""

DISSATISFIED = ("NF2", "NF4", "NF5")
"""What an unhappy client needs, in this order; the first that is missing is told."""

SURE = 0.78
"""How sure it must be that an unhappy client is not heard."""

NEGATIVE = 0.75
PRAISE = 0.6
SEVERAL = 2
_MEETINGS = (Kind.NOTES, Kind.TRANSCRIPT)
_RAISES = ("concern", "escalation", "disagreement")
_RAISED = 0.5
PROBLEMS = ("PS1", "PS2", "PS3", "EX5")
"""What a problem calls for; a word such as "bug" alone may name anybody's, or none ("no delay")."""

_CONDITIONAL = ("cue:condition", "cue:polite_offer")


def hint(criterion: str, sentence: ReadSentence, signal: Signal | None) -> bool:
    """Tell whether a comment at a place is no more than a hint."""
    if criterion == JARGON:
        return signal is None or signal.origin is Origin.MODEL or signal.label in KNOWN
    if criterion == "PX3":
        return signal is not None and signal.label == "misspelling"
    if criterion == "TR3":
        return sentence.has(*_CONDITIONAL)
    if criterion in PROBLEMS:
        return not sentence.has("act:deviation")
    return False


def quieter(
    comments: Sequence[Comment], messages: Sequence[ReadMessage], points: Sequence[Point]
) -> list[Comment]:
    """Make hints of what the thread shows to matter little.

    Args:
        comments: the weightiest first.
        messages: of the thread; the draft is the last.
        points: what the draft does with what the client raised.
    """
    unhappy = is_dissatisfied(messages[:-1])
    met = is_met(points) and not says_so(messages[:-1])
    needs = [name for name in DISSATISFIED if any(each.criterion == name for each in comments)]
    found = []
    for comment in comments:
        weak = False
        if comment.criterion == BLAMES:
            weak = comment.confidence < SURE_BLAME
        elif comment.criterion in DISSATISFIED:
            weak = not unhappy or met or comment.confidence < SURE or comment.criterion in needs[1:]
        found.append(_hinted(comment) if weak else comment)
    return _few_terms(found, is_at_home(messages[:-1]))


def _few_terms(comments: Sequence[Comment], at_home: bool) -> list[Comment]:
    """Leave one term told, where nothing else is and the client is not at home in the trade."""
    others = any(each.criterion != JARGON and _is_told(each) for each in comments)
    told: set[str] = set()
    found = []
    for comment in comments:
        if comment.criterion == JARGON and _is_told(comment):
            term = comment.values.get("words", "").casefold()
            own = comment.values.get("seen") == OWN_TERM
            enough = not own and (others or len(told) >= MOST_TERMS)
            if at_home or enough or term in told:
                comment = _hinted(comment)
            told.add(term)
        found.append(comment)
    return found


def _is_told(comment: Comment) -> bool:
    return comment.severity is not Severity.HINT


def _hinted(comment: Comment) -> Comment:
    return replace(comment, severity=Severity.HINT)


def is_at_home(before: Sequence[ReadMessage]) -> bool:
    """Tell whether the client's own words show that he knows the trade."""
    used = (
        terms(sentence.text, sentence.language)
        for message in before
        for sentence in message.sentences
        if sentence.side is Side.CLIENT
    )
    return len(frozenset[str]().union(*used)) >= AT_HOME


def is_met(points: Sequence[Point]) -> bool:
    """Tell whether a draft answers point by point: that shows more than a word of sympathy."""
    taken = [point.taken for point in points if point.recent]
    return len(taken) >= SEVERAL and all(each is Taken.ANSWERED for each in taken)


def is_dissatisfied(before: Sequence[ReadMessage]) -> bool:
    """Tell whether the client's latest message complains, and is not only about something sad.

    A meeting since then has cleared the air, and praise beside a complaint makes it a small one.
    """
    said = _last_said(before)
    complains = any(map(_complains, said)) and not any(map(_praises, said))
    return complains or says_so(before)


def says_so(before: Sequence[ReadMessage]) -> bool:
    """Tell whether the client's latest message says in so many words that he is not content."""
    return any(map(_presses, _last_said(before)))


def _last_said(before: Sequence[ReadMessage]) -> tuple[ReadSentence, ...]:
    """Give the client's latest message, unless a meeting followed it."""
    for message in reversed(before):
        if message.message.kind in _MEETINGS:
            return ()
        if message.side is Side.CLIENT:
            return message.sentences
    return ()


def _presses(sentence: ReadSentence) -> bool:
    return sentence.has("cue:dissatisfied", "act:escalation")


def _praises(sentence: ReadSentence) -> bool:
    return sentence.sentiment_scores.get("positive", 0.0) >= PRAISE


def _complains(sentence: ReadSentence) -> bool:
    sure = sentence.sentiment_scores.get("negative", 0.0) >= NEGATIVE
    return sure and any(sentence.acts.get(name, 0.0) >= _RAISED for name in _RAISES)
