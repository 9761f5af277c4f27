"""Threads written for the tests, with acts and dates set by hand so that no model is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from commsense.assessment import ReadMessage, ReadSentence, Signal
from commsense.conversation import Kind, Message, Person, Place, Side, Thread
from commsense.labels import ACTS, Origin
from commsense.ledger import Ledger, follow
from commsense.settings import Standards

Said = tuple[str, str] | tuple[str, str, tuple[Signal, ...]]

CLIENT, TEAM, BOTH, UNKNOWN = Side.CLIENT, Side.TEAM, Side.BOTH, Side.UNKNOWN


def say(
    name: str,
    side: Side,
    *said: Said,
    day: str = "",
    kind: Kind = Kind.EMAIL,
    language: str = "en",
    person: str = "",
    address: str = "",
    quotes: dict[int, str] | None = None,
    speakers: Sequence[Side] = (),
) -> ReadMessage:
    """Make a message of ``(text, "act act", signals?)`` sentences.

    ``quotes`` gives, by sentence number, the quoted line that the sentence answers.
    """
    person = person or {CLIENT: "Mara Quill", TEAM: "Joel Brandt"}.get(side, "Minutes")
    text = ""
    sentences = []
    for number, (words, acts, *signals) in enumerate(said, 1):
        answers = None
        if quotes and number in quotes:
            answers = (len(text), len(text) + len(quotes[number]))
            text += quotes[number] + "\n"
        start, end = len(text), len(text) + len(words)
        text += words + "\n"
        seen = [Signal("act", act, 0, len(words), 1.0, Origin.MODEL) for act in acts.split()]
        sentences.append(
            ReadSentence(
                number=number,
                start=start,
                end=end,
                text=words,
                language=language,
                side=speakers[number - 1] if speakers else side,
                person=person,
                answers=answers,
                acts={act: float(act in acts.split()) for act in ACTS},
                signals=(*seen, *(signals[0] if signals else ())),
            )
        )
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    message = Message(
        id=name,
        kind=kind,
        place=Place("test"),
        body="",
        sender=Person(person, address),
        date=moment,
        text=text,
    )
    return ReadMessage(message, side, "northwind.example", person, tuple(sentences))


def by(text: str, words: str, day: str) -> tuple[Signal, ...]:
    """Make the deadline signal of ``words`` in ``text``."""
    start = text.index(words)
    return (Signal("date", "deadline", start, start + len(words), 1.0, Origin.RULE, day),)


def track(
    *messages: ReadMessage, notes: Sequence[ReadMessage] = (), as_of: date | None = None
) -> Ledger:
    """Run the ledger over the messages of one thread."""
    ids = tuple(message.message.id for message in messages)
    return follow(Thread("t", "subject", ids), messages, notes, Standards(), as_of)


def statuses(ledger: Ledger) -> list[str]:
    """List the status of each concern."""
    return [concern.status.value for concern in ledger.concerns]


def steps(ledger: Ledger, place: int = 0) -> list[tuple[str, int, str]]:
    """List the events of one concern."""
    return [
        (event.message, event.sentence, event.status.value)
        for event in ledger.concerns[place].events
    ]
