"""The names of everybody in an archive, so that they can be taken out of its texts."""

from __future__ import annotations

from collections.abc import Iterable

from commsense.conversation import Heading, Person
from commsense.sides import names
from commsense.sides.addresses import domain, is_free, is_list, is_program

_MOST_WORDS = 4
_VIA = " via "


def names_of(headings: Iterable[Heading]) -> frozenset[str]:
    """Give the names of senders, recipients and speakers; none of programs, lists and companies.

    A name is left out that is a company's own address word (Northwind of ``northwind.example``),
    since it would be taken out of every sentence.

    Args:
        headings: all messages of the archive.
    """
    found: set[str] = set()
    hosts: set[str] = set()
    for heading in headings:
        lists = frozenset(filter(None, (heading.list_id,)))
        for person in (heading.sender, *heading.recipients):
            if person:
                hosts.add(domain(person.email))
                found |= _names(person, lists)
        found.update(names.clean(speaker) for speaker in heading.speakers)
    labels = {label for host in hosts if host and not is_free(host) for label in host.split(".")}
    return frozenset(name for name in found if _is_persons(name) and not _is_company(name, labels))


def _names(person: Person, lists: frozenset[str]) -> set[str]:
    # A list may write in a person's name: "Ada Gray via users" <users@lists.example>.
    forwards = _VIA in person.name
    if not forwards and (is_program(person.email) or is_list(person.email, lists)):
        return set()
    shown = names.display(person)
    return {shown} if "@" not in shown else set()


def _is_company(name: str, labels: set[str]) -> bool:
    return any(word in labels for word in names.key(name).split() if len(word) > 3)


def _is_persons(name: str) -> bool:
    """Tell a person's name from that of a group or a room: few words, hardly a digit."""
    return bool(name) and len(name.split()) <= _MOST_WORDS and sum(map(str.isdigit, name)) < 2
