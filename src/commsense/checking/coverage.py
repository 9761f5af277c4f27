"""Answer coverage: what a draft does with each point that the client raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commsense.assessment import Concern, Event, ReadMessage, ReadSentence
from commsense.checking import drafts
from commsense.checking.result import Draft, Passage, Point, Taken
from commsense.conversation import Kind, Side
from commsense.labels import Status

DATED = ("date:date", "date:deadline", "date:duration")
_DONE = (Status.ANSWERED, Status.RESOLVED)
_WAITING = (Status.OPEN, Status.REOPENED)


def points(
    concerns: Sequence[Concern], messages: Sequence[ReadMessage], draft: Draft
) -> tuple[Point, ...]:
    """Give the points that a draft has to take up, in the order in which they were raised.

    That is what the client raised since the team's last word, and of older points what is still
    open, or is taken up now.

    Args:
        concerns: of the thread with the draft as its last message.
        messages: of the thread; the draft is the last.
        draft: as it was read.
    """
    read = messages[-1]
    by_id = {message.message.id: message for message in messages}
    asked = asked_last(messages)
    found = []
    for concern in concerns:
        if concern.message == read.message.id:
            continue
        event = _here(concern, read.message.id)
        before = _before(concern, read.message.id)
        if concern.message in asked or event is not None or before in _WAITING:
            found.append(_point(concern, event, by_id, draft))
    return tuple(found)


def asked_last(messages: Sequence[ReadMessage]) -> frozenset[str]:
    """Give the ids of the client's messages since the team's last word before the draft."""
    asked = []
    for message in reversed(messages[:-1]):
        if message.side is Side.TEAM and not message.message.automatic:
            break
        if message.side is not Side.TEAM and message.message.kind is not Kind.NOTES:
            asked.append(message.message.id)
    return frozenset(asked)


def passage(message: ReadMessage, sentence: ReadSentence) -> Passage:
    """Point at a whole sentence of an earlier message."""
    return Passage(
        message=message.message.id,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        person=sentence.person or message.person,
        date=message.message.date,
    )


def _point(
    concern: Concern, event: Event | None, by_id: Mapping[str, ReadMessage], draft: Draft
) -> Point:
    message = by_id[concern.message]
    raised = next(each for each in message.sentences if each.number == concern.sentence)
    answer = None
    if event is not None:
        said = by_id[event.message].sentences
        answer = next((each for each in said if each.number == event.sentence), None)
    return Point(
        raised=passage(message, raised),
        kind=concern.kind,
        taken=_taken(event, answer),
        answer=_in_draft(draft, answer) if answer else None,
    )


def _taken(event: Event | None, sentence: ReadSentence | None) -> Taken:
    if event is None or sentence is None:
        return Taken.LEFT
    if event.status in _DONE:
        return Taken.ANSWERED
    return Taken.DEFERRED if sentence.has(*DATED) else Taken.ACKNOWLEDGED


def _here(concern: Concern, message: str) -> Event | None:
    """Give what the draft does at most."""
    return next((each for each in reversed(concern.events[1:]) if each.message == message), None)


def _before(concern: Concern, message: str) -> Status:
    return [each.status for each in concern.events if each.message != message][-1]


def _in_draft(draft: Draft, sentence: ReadSentence) -> Passage:
    start, end = drafts.place(draft, sentence.start, sentence.end)
    return Passage(draft.message.id, start, end, sentence.text)
