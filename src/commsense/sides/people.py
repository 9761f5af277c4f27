"""The people of an archive, and who of them a speaker in minutes is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commsense.conversation import Heading, Person
from commsense.sides import names
from commsense.sides.addresses import words
from commsense.sides.directory import TEAM, Directory

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
UNNAMED_CLIENT = "client"  # the key where the client is known by its role only
_LABEL = re.compile(r"^(.{1,60}?)\s*[-–—|/:：]\s*(.{1,60})$")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose side is known: ``owner`` is ``TEAM`` or a client's key."""

    name: str
    owner: str


def best_names(headings: Iterable[Heading]) -> dict[str, str]:
    """Give the name that each address is mostly written with."""
    seen: dict[str, Counter[str]] = {}
    for heading in headings:
        for person in (heading.sender, *heading.recipients):
            if person and person.email and names.clean(person.name):
                shown = names.display(person)
                if "@" not in shown:
                    seen.setdefault(person.email, Counter())[shown] += 1
    return {
        address: min(counts, key=lambda name: (-counts[name], -len(name), name))
        for address, counts in seen.items()
    }


def known_people(
    headings: Iterable[Heading],
    directory: Directory,
    best: Mapping[str, str],
    stated: Sequence[Known],
) -> tuple[Known, ...]:
    """List everybody whose side is known, by mail or by the settings, each once."""
    people = dict.fromkeys(stated)
    for heading in headings:
        for person in (heading.sender, *heading.recipients):
            owner = directory.owner(person.email) if person else ""
            if person and owner:
                name = best.get(person.email) or names.display(person)
                people[Known(name, owner)] = None
    return tuple(people)


def match(speaker: str, people: Sequence[Known], labels: Mapping[str, str]) -> tuple[str, str]:
    """Find who a speaker is.

    Tried in order: form of address (王工), full name, first name, first name with initial, last
    name, initials. Where several people of one side fit, only the side is told; where people of
    both sides fit, nothing.

    Args:
        speaker: as the minutes write it: ``Ada (Northwind)``, ``客户: 王工``, ``AG``, ``乙方``.
        people: who it may be.
        labels: owners by what a speaker's company may be called, lower case.

    Returns:
        The name to show and the owner, which is empty where it is not known.
    """
    name, owner = _without_label(speaker, labels)
    if not name:
        return speaker.strip(), owner
    candidates = [person for person in people if not owner or person.owner == owner]
    found = _who(name, candidates)
    return (found.name, found.owner) if found else (name, owner)


def has_client_role(headings: Iterable[Heading]) -> bool:
    """Tell whether anybody is named by a role only (客户, customer), as in tables of chats."""
    roles = words("client_roles")
    return any(
        name.strip().casefold() in roles
        for heading in headings
        for name in (heading.sender.name if heading.sender else "", *heading.speakers)
    )


def owner_of_label(label: str, labels: Mapping[str, str]) -> str:
    """Give whose label it is: a role (甲方), or a company's name or domain."""
    label = label.strip().casefold()
    if label in words("team_roles"):
        return TEAM
    return labels.get(label, "")


def _without_label(speaker: str, labels: Mapping[str, str]) -> tuple[str, str]:
    """Take the company or role off a speaker's name and tell whose it is."""
    speaker = speaker.strip()
    owner = owner_of_label(speaker, labels)
    if owner:
        return "", owner
    owner = owner_of_label(names.bracketed(speaker), labels)
    if owner:
        return names.clean(speaker), owner
    parts = _LABEL.match(speaker)
    if parts:
        for label, name in (parts.groups(), parts.groups()[::-1]):
            owner = owner_of_label(label, labels)
            if owner:
                return names.clean(name), owner
    return names.clean(speaker), ""


def _who(name: str, people: Sequence[Known]) -> Known | None:
    wanted = names.key(name)
    family = names.addressed_family_name(name)
    if family:
        return _fitting(name, (p for p in people if names.family_name(p.name) == family))
    for fits in (_same, _first_name, _first_and_initial, _last_name, _initials, _given_chinese):
        found = [person for person in people if fits(wanted, person.name)]
        if found:
            return _fitting(name, found)
    return None


def _fitting(name: str, people: Iterable[Known]) -> Known | None:
    """Give the person if one only fits; of several on one side, that side under the name given."""
    found = set(people)
    if len(found) == 1:
        return found.pop()
    owners = {person.owner for person in found}
    return Known(name, owners.pop()) if len(owners) == 1 else None


def _same(wanted: str, name: str) -> bool:
    return names.key(name) == wanted


def _first_name(wanted: str, name: str) -> bool:
    parts = names.key(name).split()
    return len(parts) > 1 and wanted == parts[0]


def _first_and_initial(wanted: str, name: str) -> bool:
    parts, asked = names.key(name).split(), wanted.split()
    if len(parts) < 2 or len(asked) != 2:
        return False
    return asked[0] == parts[0] and len(asked[1]) == 1 and parts[-1].startswith(asked[1])


def _last_name(wanted: str, name: str) -> bool:
    parts = names.key(name).split()
    return len(parts) > 1 and wanted == parts[-1]


def _initials(wanted: str, name: str) -> bool:
    return 2 <= len(wanted) <= 3 and wanted.isascii() and wanted == names.initials(name)


def _given_chinese(wanted: str, name: str) -> bool:
    family = names.family_name(name)
    return bool(family) and len(wanted) == 2 and name.removeprefix(family) == wanted


def address_in(speaker: str) -> Person | None:
    """Give the address that a speaker line holds, if it does."""
    found = _ADDRESS.search(speaker[:300])
    return Person(speaker[: found.start()].strip(" <("), found.group().lower()) if found else None
