"""The answer to "who is client and who is team", for one archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from commsense.conversation import Heading, Kind, Person, Side
from commsense.settings import ClientSettings
from commsense.sides import mentions, names, speakers
from commsense.sides.addresses import words
from commsense.sides.directory import TEAM, Directory
from commsense.sides.people import Index

_MEETINGS = (Kind.NOTES, Kind.TRANSCRIPT)


@dataclass(frozen=True, slots=True)
class Sides:
    """Client and team of an archive.

    ``team`` holds the team's domains and addresses, ``clients`` the clients' names by key;
    ``note`` says in words how they were found, ``guessed`` whether any of it was guessed.
    The rest is for the methods.
    """

    team: tuple[str, ...]
    clients: Mapping[str, str]
    guessed: bool
    note: str
    directory: Directory = field(repr=False)
    people: Index = field(default_factory=dict, repr=False)
    best_names: Mapping[str, str] = field(default_factory=dict, repr=False)
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    stated: Mapping[str, ClientSettings] = field(default_factory=dict, repr=False)
    on_a_list: bool = False

    def name(self, person: Person | None) -> str:
        """Give a person's name for readers, the same for all spellings of one address."""
        if person is None:
            return ""
        return self.best_names.get(person.email) or names.display(person)

    def side(self, person: Person | None) -> Side:
        """Tell which side a person is on; one without an address is looked up by name."""
        if person is None:
            return Side.UNKNOWN
        if person.email:
            return _side(self.directory.owner(person.email))
        return self.speaker(person.name, "")[1]

    def side_of(self, heading: Heading) -> Side:
        """Tell which side a message is from: as a table states it; meeting notes are from both."""
        if heading.stated_side is not Side.UNKNOWN:
            return heading.stated_side
        return Side.BOTH if heading.kind in _MEETINGS else self.side(heading.sender)

    def speaker(self, name: str, client: str) -> tuple[str, Side]:
        """Tell who a speaker in notes is: the name to show, and the side.

        Args:
            name: as the notes write it.
            client: the client that the notes concern; empty looks among all.
        """
        shown, owner = self._speaker(name, client)
        return shown, _side(owner)

    def client(self, heading: Heading) -> str:
        """Give the key of the client that a message concerns, or nothing.

        Mail concerns the client that takes part in it. Notes concern the client whose folder they
        lie in, whose people speak, or whose name stands in path or subject; where there is only
        one client, that one.
        """
        taking_part = self._taking_part(heading)
        sole = next(iter(self.clients)) if len(self.clients) == 1 else ""
        if heading.kind in _MEETINGS:
            named = f"{heading.place.path} {heading.subject}"
            return (
                mentions.folder_of(heading.place.path, self.stated)
                or taking_part
                or mentions.named_in(named, self.labels)
                or sole
            )
        if taking_part or heading.recipients or self.on_a_list:
            return taking_part
        return mentions.folder_of(heading.place.path, self.stated) or sole

    def _taking_part(self, heading: Heading) -> str:
        """Give the client with most people on a message; the sender's, if it is one."""
        sender = self._owner(heading.sender)
        if sender in self.clients:
            return sender
        owners = [self._owner(person) for person in heading.recipients]
        owners += [self._speaker(name, "")[1] for name in heading.speakers]
        found = Counter(owner for owner in owners if owner in self.clients)
        return found.most_common(1)[0][0] if found else ""

    def _owner(self, person: Person | None) -> str:
        if person is None:
            return ""
        if person.email:
            return self.directory.owner(person.email)
        return self._speaker(person.name, "")[1]

    def _speaker(self, name: str, client: str) -> tuple[str, str]:
        person = speakers.address_in(name)
        if person:
            return self.name(person), self.directory.owner(person.email)
        only = client or (next(iter(self.clients)) if len(self.clients) == 1 else "")
        labels = self.labels
        if only:
            labels = {**labels, **dict.fromkeys(words("client_roles"), only)}
        among = (TEAM, client) if client else ()
        return speakers.match(name, self.people, labels, among)


def _side(owner: str) -> Side:
    if not owner:
        return Side.UNKNOWN
    return Side.TEAM if owner == TEAM else Side.CLIENT
