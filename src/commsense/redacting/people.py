"""Senders, recipients and speakers."""

from __future__ import annotations

from collections.abc import Iterator

from commsense.conversation import Message, Person
from commsense.redacting.addresses import is_kept, redacted_address
from commsense.redacting.cover import Cover, key
from commsense.redacting.pseudonyms import has_pseudonym
from commsense.sides import names
from commsense.sides.addresses import words
from commsense.sides.everybody import could_be_person, is_company
from commsense.text.redact import mentioned
from commsense.text.redact.redactor import Finder
from commsense.text.redact.result import Found, Kind

_MOST_BEFORE = 120  # characters between a speaker's name and what is said


def names_near(message: Message, cover: Cover) -> frozenset[str]:
    """Give the names of those who write, read, speak, sign or are quoted in a message."""
    people = [person for person in (message.sender, *message.recipients) if person]
    shown = {names.display(each) for each in people if _is_hidden(each, cover)}
    shown |= {names.clean(turn.speaker) for turn in message.turns}
    shown |= {names.clean(name) for name in mentioned.people(message)}
    return frozenset(
        name
        for name in shown
        if name and "@" not in name and not has_pseudonym(name) and not _is_role(name)
        if not names.addressed_family_name(name)
    )


def redacted_person(person: Person, cover: Cover) -> Person:
    """Give a person without name and address; lists, programs and companies keep their names."""
    email = redacted_address(person.email, cover.veil)
    name = names.clean(person.name)
    if not name or has_pseudonym(person.name):
        return Person(person.name if name else "", email)
    if "@" in name:
        return Person(cover.short(name).text, email)
    if _is_hidden(person, cover):
        return Person(cover.name(name), email)
    return Person(cover.short(person.name).text, email)


def redacted_speaker(speaker: str, near: frozenset[str], cover: Cover) -> str:
    """Give a speaker's name as the redacted minutes have it; a role (客户, Team) stays.

    What stands behind a pseudonym and is only a form of address (工 of 王工) goes, so that the
    speaker is still known as the person whose family name it was.
    """
    done = cover.redact(speaker, near)
    if done.spans:
        last = done.spans[-1]
        alone = len(done.spans) == 1 and last.start == 0
        return (
            done.text[: last.end]
            if alone and done.text[last.end :] in words("titles_after")
            else done.text
        )
    bare = names.clean(speaker)
    if _is_role(bare) or not could_be_person(bare):
        return speaker
    return speaker.replace(bare, cover.name(bare)) if bare in speaker else cover.name(bare)


def speaker_labels(message: Message) -> Finder:
    """Give what finds the names right before the turns of minutes, be they words as well: Will:."""

    def find(text: str) -> Iterator[Found]:
        for turn in message.turns:
            name = names.clean(turn.speaker)
            start = text.rfind(name, max(0, turn.start - _MOST_BEFORE), turn.start)
            if start >= 0 and could_be_person(name) and not _is_role(name):
                yield Found(start, start + len(name), Kind.NAME, key(name))

    return find


def _is_hidden(person: Person, cover: Cover) -> bool:
    if " via " in person.name:
        return "@" not in person.name
    if is_kept(person.email, cover.veil):
        return False
    return not is_company(names.clean(person.name), cover.veil.companies)


def _is_role(name: str) -> bool:
    return name.casefold() in words("client_roles") | words("team_roles")
