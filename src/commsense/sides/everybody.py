"""The names of everybody in an archive, so that they can be taken out of its texts."""

from __future__ import annotations

from collections.abc import Iterable

from commsense.conversation import Heading, Person
from commsense.sides import names
from commsense.sides.addresses import domain, is_free, is_list, is_program, words

_MOST_WORDS = 4
_VIA = " via "
_SHORT = 3  # letters of a domain's word that may be anything


def names_of(headings: Iterable[Heading]) -> frozenset[str]:
    """Give the names of senders, recipients and speakers; none of programs, lists and companies.

    A name is left out that is a company's own address word (Northwind of ``northwind.example``),
    since it would be taken out of every sentence.

    Args:
        headings: all messages of the archive.
    """
    every = list(headings)
    return names_among(
        {person for each in every for person in (each.sender, *each.recipients) if person},
        {speaker for each in every for speaker in each.speakers},
        frozenset(each.list_id for each in every if each.list_id),
        company_words(
            domain(person.email)
            for each in every
            for person in (each.sender, *each.recipients)
            if person
        ),
    )


def names_among(
    people: Iterable[Person],
    speakers: Iterable[str],
    lists: frozenset[str],
    companies: frozenset[str],
) -> frozenset[str]:
    """Give the names of people and speakers; none of programs, lists and companies.

    Args:
        people: as headers name them.
        speakers: as minutes name them.
        lists: ids of the mailing lists.
        companies: what ``company_words`` gives.
    """
    told = {names.clean(speaker) for speaker in speakers}
    found = {name for name in told if not names.addressed_family_name(name)}
    for person in people:
        found |= _names(person, lists)
    return frozenset(
        name for name in found if could_be_person(name) and not is_company(name, companies)
    )


def company_words(hosts: Iterable[str]) -> frozenset[str]:
    """Give the words of domains (``northwind`` of ``mail.northwind.example``), free mail aside."""
    told = {host for host in hosts if host and not is_free(host)}
    return frozenset(word for host in told for word in host.split(".") if len(word) > _SHORT)


def is_company(name: str, companies: frozenset[str]) -> bool:
    """Tell whether a name is a company's or its department's: Northwind, Northwind Support.

    Args:
        name: as a header shows it.
        companies: what ``company_words`` gives.
    """
    told = names.key(name).split()
    others = [word for word in told if word not in companies]
    return len(others) < len(told) and all(word in words("departments") for word in others)


def could_be_person(name: str) -> bool:
    """Tell a person's name from that of a group or a room: few words, hardly a digit."""
    return bool(name) and len(name.split()) <= _MOST_WORDS and sum(map(str.isdigit, name)) < 2


def _names(person: Person, lists: frozenset[str]) -> set[str]:
    # A list may write in a person's name: "Ada Gray via users" <users@lists.example>.
    forwards = _VIA in person.name
    if not forwards and (is_program(person.email) or is_list(person.email, lists)):
        return set()
    shown = names.display(person)
    return {shown} if "@" not in shown else set()
