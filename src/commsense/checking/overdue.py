"""Promises of the team whose day has passed, and that the draft does not speak of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commsense.assessment import Commitment, ReadMessage
from commsense.checking import coverage, skeletons
from commsense.checking.comments import severity
from commsense.checking.result import Comment
from commsense.labels import Kept
from commsense.practices.matter import alike, words_of

CRITERION = "TR4"
_SETTLED = (Kept.KEPT, Kept.LATE)


def overdue(
    commitments: Sequence[Commitment],
    messages: Sequence[ReadMessage],
    today: date,
    language: str,
) -> tuple[Comment, ...]:
    """Give a comment for each promise that is overdue on the day of sending.

    Args:
        commitments: of the thread.
        messages: of the thread; the draft is the last.
        today: the day on which the draft is to be sent.
        language: of the draft.
    """
    by_id = {message.message.id: message for message in messages}
    read = messages[-1]
    said = [words_of(sentence.text) for sentence in read.sentences]
    found = []
    for promise in commitments:
        if promise.message == read.message.id or promise.kept in _SETTLED:
            continue
        if promise.due is None or promise.due >= today or _spoken_of(promise, said):
            continue
        message = by_id[promise.message]
        sentence = next(each for each in message.sentences if each.number == promise.sentence)
        found.append(
            Comment(
                criterion=CRITERION,
                severity=severity(CRITERION, promise.confidence),
                start=0,
                end=0,
                confidence=round(promise.confidence, 4),
                values={
                    "what": promise.what,
                    "due": promise.due.isoformat(),
                    "days": str((today - promise.due).days),
                },
                suggestion=skeletons.of(CRITERION, language),
                elsewhere=(coverage.passage(message, sentence),),
            )
        )
    return tuple(found)


def _spoken_of(promise: Commitment, said: Sequence[frozenset[str]]) -> bool:
    matter = words_of(promise.what)
    return any(alike(matter, words) for words in said)
