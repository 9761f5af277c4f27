"""Who of an archive's people a speaker in minutes is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from commsense.conversation import Heading, Person, Side
from commsense.sides import names
from commsense.sides.addresses import words
from commsense.sides.directory import TEAM
from commsense.sides.people import Index, Known

UNNAMED_CLIENT = "client"  # the key where the client is known by its role only
_WAYS = ("full", "first", "first and initial", "last", "initials", "given")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LABEL = re.compile(r"^(.{1,60}?)\s*[-–—|/:：]\s*(.{1,60})$")


def match(
    speaker: str, people: Index, labels: Mapping[str, str], among: Sequence[str] = ()
) -> tuple[str, str]:
    """Find who a speaker is.

    Tried in order: form of address (王工), full name, first name, first name with initial, last
    name, initials, Chinese given name. Where several people of one side fit, only the side is
    told; where people of both sides fit, nothing.

    Args:
        speaker: as the minutes write it: ``Ada (Northwind)``, ``客户: 王工``, ``AG``, ``乙方``.
        people: who it may be.
        labels: owners by what a speaker's company may be called, lower case.
        among: the owners that come into question; empty for all.

    Returns:
        The name to show and the owner, which is empty where it is not known.
    """
    name, owner = _without_label(speaker, labels)
    if not name:
        return speaker.strip(), owner
    allowed = (owner,) if owner else tuple(among)
    found = _who(name, people, lambda person: not allowed or person.owner in allowed)
    return (found.name, found.owner) if found else (name, owner)


def has_client_role(headings: Iterable[Heading]) -> bool:
    """Tell whether a client is there by role only (客户, customer), as in tables of chats."""
    roles = words("client_roles")
    return any(
        heading.stated_side is Side.CLIENT or name.strip().casefold() in roles
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


def _who(name: str, people: Index, allowed: Callable[[Known], bool]) -> Known | None:
    family = names.addressed_family_name(name)
    if family:
        return _fitting(name, filter(allowed, people.get(("family", family), ())))
    wanted = names.key(name)
    for way in _WAYS:
        found = list(filter(allowed, people.get((way, wanted), ())))
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


def address_in(speaker: str) -> Person | None:
    """Give the address that a speaker line holds, if it does."""
    found = _ADDRESS.search(speaker[:300])
    return Person(speaker[: found.start()].strip(" <("), found.group().lower()) if found else None
