"""Promises of the team whose day has passed, and that the draft does not speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from commsense.assessment import Commitment, ReadMessage
from commsense.checking import coverage, skeletons
from commsense.checking.comments import severity
from commsense.checking.result import Comment, Severity
from commsense.labels import Kept
from commsense.practices.matter import words_of

CRITERION = "TR4"
LONG_AGO = 21
"""Days after which a promise that nobody spoke of is no news."""

_NO_PROMISE = ("cue:condition", "act:question")
_ORDER = tuple(Severity)
_SETTLED = (Kept.KEPT, Kept.LATE)


def overdue(
    commitments: Sequence[Commitment],
    messages: Sequence[ReadMessage],
    today: date,
    language: str,
) -> tuple[Comment, ...]:
    """Give a comment for each promise that is overdue on the day of sending, the latest first.

    All but one are hints: who speaks of the last one will think of the others.

    Args:
        commitments: of the thread.
        messages: of the thread; the draft is the last.
        today: the day on which the draft is to be sent.
        language: of the draft.
    """
    by_id = {message.message.id: message for message in messages}
    read = messages[-1]
    heard = _last_heard(messages[:-1])
    found = []
    for promise in commitments:
        if promise.message == read.message.id or promise.kept in _SETTLED:
            continue
        if promise.due is None or promise.due >= today or _spoken_of(promise, read):
            continue
        if promise.kept is not Kept.MISSED and heard and promise.due < heard:
            continue  # somebody has written since that day, and nobody missed it
        message = by_id[promise.message]
        sentence = next(each for each in message.sentences if each.number == promise.sentence)
        if sentence.has(*_NO_PROMISE) or (today - promise.due).days > LONG_AGO:
            continue
        found.append(
            Comment(
                criterion=CRITERION,
                severity=_severity(promise),
                start=0,
                end=0,
                confidence=round(promise.confidence, 4),
                values={
                    "what": promise.what,
                    "due": promise.due.isoformat(),
                    "days": str((today - promise.due).days),
                },
                suggestion=skeletons.of(CRITERION, language, {"due": promise.due.isoformat()}),
                elsewhere=(coverage.passage(message, sentence),),
            )
        )
    found.sort(key=lambda each: (-_ORDER.index(each.severity), each.values["due"]))
    return (*found[-1:], *(replace(each, severity=Severity.HINT) for each in found[:-1]))


def _severity(promise: Commitment) -> Severity:
    """Weigh a promise: one that the client missed is told, one that nobody speaks of is a hint.

    Most of these were kept, and nobody thought it worth a line.
    """
    missed = promise.kept is Kept.MISSED
    return severity(CRITERION, promise.confidence) if missed else Severity.HINT


def _last_heard(before: Sequence[ReadMessage]) -> date | None:
    days = [message.message.date.date() for message in before if message.message.date]
    return max(days, default=None)


def _spoken_of(promise: Commitment, read: ReadMessage) -> bool:
    """Tell whether a draft names the promise's day, or anything of its matter."""
    due = promise.due.isoformat() if promise.due else ""
    matter = words_of(promise.what)
    return any(
        any(signal.value == due for signal in sentence.find("date"))
        or not matter.isdisjoint(words_of(sentence.text))
        for sentence in read.sentences
    )
