"""Answer coverage: what a draft does with each point that the client raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commsense.assessment import Concern, Event, ReadMessage, ReadSentence
from commsense.checking import drafts
from commsense.checking.result import Draft, Passage, Point, Taken
from commsense.conversation import Kind, Side
from commsense.labels import Status
from commsense.ledger.reading import Relate
from commsense.ledger.uptake import WAITING, Uptake, noticed

EVEN = 0.5
TAKEN = 0.42
"""Chance from which a point counts as taken up: where it is even, most are."""

DATED = ("date:date", "date:deadline", "date:duration")
_DONE = (Status.ANSWERED, Status.RESOLVED)


def points(
    messages: Sequence[ReadMessage], draft: Draft, relate: Relate | None
) -> tuple[Point, ...]:
    """Give the points that a draft has to take up, in the order in which they were raised.

    That is what the client raised since the team's last word, and of older points what is still
    open, or is taken up now.

    Args:
        messages: of the thread; the draft is the last.
        draft: as it was read.
        relate: a model that reads two sentences together; without one the ledger alone decides.
    """
    read = messages[-1]
    by_id = {message.message.id: message for message in messages}
    asked = asked_last(messages)
    people = [message for message in messages if not message.message.automatic]
    found = []
    for each in noticed(people, relate):
        concern = each.concern
        if concern.message == read.message.id:
            continue
        taken, sureness, sentence = _done(concern, read, each.uptake)
        waits = _before(concern, read.message.id) in WAITING
        recent = waits and concern.message in asked
        if recent or waits or (taken is not Taken.LEFT and _here(concern, read.message.id)):
            found.append(
                Point(
                    raised=_raised(concern, by_id),
                    kind=concern.kind,
                    taken=taken,
                    answer=_in_draft(draft, sentence) if sentence else None,
                    confidence=round(concern.confidence, 4),
                    sureness=round(sureness, 4),
                    recent=recent,
                )
            )
    return tuple(found)


def _done(
    concern: Concern, read: ReadMessage, weighed: Uptake | None
) -> tuple[Taken, float, ReadSentence | None]:
    """Tell what the draft does with a point, how surely, and in which sentence."""
    event = _here(concern, read.message.id)
    sentence = next((s for s in read.sentences if event and s.number == event.sentence), None)
    if weighed is None:
        done = event is not None and event.status in _DONE
        return _named(sentence, done), 1.0, sentence
    if weighed.taken < TAKEN:
        return Taken.LEFT, 1 - weighed.taken, None
    sentence = sentence or weighed.line.sentence
    return _named(sentence, weighed.answered >= EVEN), weighed.taken, sentence


def _named(sentence: ReadSentence | None, done: bool) -> Taken:
    if sentence is None:
        return Taken.LEFT
    if done:
        return Taken.ANSWERED
    return Taken.DEFERRED if sentence.has(*DATED) else Taken.ACKNOWLEDGED


def _raised(concern: Concern, by_id: Mapping[str, ReadMessage]) -> Passage:
    message = by_id[concern.message]
    return passage(message, next(s for s in message.sentences if s.number == concern.sentence))


def asked_last(messages: Sequence[ReadMessage]) -> frozenset[str]:
    """Give the ids of the client's messages since the team's last word before the draft.

    A meeting is a word of both: what was asked before it was spoken of there.
    """
    asked = []
    for message in reversed(messages[:-1]):
        met = message.message.kind in (Kind.NOTES, Kind.TRANSCRIPT)
        if met or (message.side is Side.TEAM and not message.message.automatic):
            break
        if message.side is not Side.TEAM:
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


def _here(concern: Concern, message: str) -> Event | None:
    """Give what the draft does at most."""
    return next((each for each in reversed(concern.events[1:]) if each.message == message), None)


def _before(concern: Concern, message: str) -> Status:
    return [each.status for each in concern.events if each.message != message][-1]


def _in_draft(draft: Draft, sentence: ReadSentence) -> Passage:
    start, end = drafts.place(draft, sentence.start, sentence.end)
    return Passage(draft.message.id, start, end, sentence.text)
