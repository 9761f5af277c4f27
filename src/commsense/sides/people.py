"""The people of an archive, by all the ways in which minutes may name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commsense.conversation import Heading
from commsense.sides import names
from commsense.sides.directory import Directory

Index = Mapping[tuple[str, str], Sequence["Known"]]


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


def index(people: Iterable[Known]) -> Index:
    """Give the people by way of naming and name: ``("first", "ada")`` → everybody called Ada."""
    found: dict[tuple[str, str], list[Known]] = {}
    for person in people:
        for form in forms(person.name):
            found.setdefault(form, []).append(person)
    return found


def forms(name: str) -> list[tuple[str, str]]:
    """Give the ways in which minutes may name a person, each with the name in lower case."""
    full = names.key(name)
    parts = full.split()
    found = [("full", full)]
    if len(parts) > 1:
        found += [("first", parts[0]), ("last", parts[-1]), ("initials", names.initials(name))]
        found.append(("first and initial", f"{parts[0]} {parts[-1][0]}"))
    family = names.family_name(name)
    if family:
        found += [("family", family), ("given", name.removeprefix(family))]
    return found
