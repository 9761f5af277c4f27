"""A message understood and a thread judged: what archive and draft have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commsense import ledger, practices
from commsense.assessment import ReadMessage, ReadSentence, ThreadAssessment
from commsense.conversation import Heading, Message, Sentence, Side, Thread
from commsense.settings import Standards
from commsense.sides import Sides
from commsense.signals import glossary, jargon


@dataclass(frozen=True, slots=True)
class Party:
    """Who wrote a message, on which side, to which client; ``speakers`` by the name in the text."""

    side: Side
    client: str
    person: str
    speakers: dict[str, tuple[str, Side]]


@dataclass(frozen=True, slots=True)
class Matter:
    """A thread with what is judged beside it: later notes of its client, the terms it knows."""

    thread: Thread
    client: str
    messages: tuple[ReadMessage, ...]
    notes: tuple[ReadMessage, ...] = ()
    known_terms: frozenset[str] = frozenset()


def party(heading: Heading, client: str, sides: Sides) -> Party:
    """Tell who wrote a message and who speaks in it."""
    return Party(
        side=sides.side_of(heading),
        client=client,
        person=sides.name(heading.sender),
        speakers={name: sides.speaker(name, client) for name in heading.speakers},
    )


def unread(message: Message, party: Party) -> tuple[ReadSentence, ...]:
    """Give the sentences of a message before a model sees them; what a program wrote stays so."""
    return tuple(_unread(each, party, not message.automatic) for each in message.sentences)


def understood(message: Message, party: Party, read: tuple[ReadSentence, ...]) -> ReadMessage:
    """Put the sentences that were read back into their message."""
    return ReadMessage(
        message=replace(message, sentences=()),
        side=party.side,
        client=party.client,
        person=party.person,
        sentences=read,
    )


def criteria(
    own: tuple[Path, ...], glossaries: tuple[Path, ...], taught: Iterable[str] = ()
) -> practices.PracticeSet:
    """Give the shipped practices with a team's own ones.

    Args:
        own: files of the team's own practices.
        glossaries: files with words that these may look for, as ``own:<word>``.
        taught: labels of the model in use that a team taught it, which are named the same way.

    Raises:
        SettingsError: a file of the team's is not as it should be.
    """
    labels = {f"{glossary.OWN}:{label}" for label in taught}
    return practices.load(own, glossary.load(glossaries).labels | labels)


def known_terms(
    sentences: Iterable[ReadSentence], side: Side, words: glossary.Glossary | None = None
) -> frozenset[str]:
    """Collect what the client used himself, or what was explained to him.

    Args:
        sentences: of one message.
        side: of its sender.
        words: the team's own terms, which the client may use as well.
    """
    found = tuple(sentences)
    told = [s for s in found if s.side is Side.CLIENT]
    own = words or glossary.Glossary()
    used = [jargon.terms(s.text, s.language) for s in told]
    used += [glossary.terms(s.text, s.language, own) for s in told]
    explained = jargon.explained(found) if side is not Side.CLIENT else frozenset[str]()
    return explained.union(*used)


def judged(
    matter: Matter,
    practice_set: practices.PracticeSet,
    standards: Standards,
    as_of: date | None,
    relate: ledger.Relate | None,
) -> ThreadAssessment:
    """Follow a thread's concerns and commitments, and judge its messages."""
    messages = tuple(_without(each, matter.known_terms) for each in matter.messages)
    people = tuple(each for each in messages if not each.message.automatic)
    followed = ledger.follow(matter.thread, people, matter.notes, standards, as_of, relate)
    assessment = ThreadAssessment(
        thread=matter.thread,
        client=matter.client,
        messages=messages,
        concerns=followed.concerns,
        commitments=followed.commitments,
    )
    findings, left = practices.judge_thread(assessment, practice_set, standards, as_of)
    return replace(assessment, findings=findings, not_assessed=left)


def _unread(sentence: Sentence, party: Party, assessed: bool) -> ReadSentence:
    person, side = party.speakers.get(sentence.speaker, (party.person, party.side))
    return ReadSentence(
        number=sentence.number,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        language=sentence.language,
        side=side,
        person=person,
        assessed=assessed,
        answers=sentence.answers,
        list_item=sentence.list_item,
    )


def _without(message: ReadMessage, known: frozenset[str]) -> ReadMessage:
    sentences: Sequence[ReadSentence] = message.sentences
    return replace(
        message, sentences=tuple(jargon.without_known(each, known) for each in sentences)
    )
