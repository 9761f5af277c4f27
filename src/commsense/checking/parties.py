"""Who is client and who is team in the thread of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from commsense import sides, text
from commsense.assessing import Party, party
from commsense.conversation import Message, Person, Side
from commsense.settings import ClientSettings, Settings, TeamSettings
from commsense.sides.addresses import is_free, organisation
from commsense.sides.directory import Directory


def parties(messages: Sequence[Message], settings: Settings) -> tuple[Party, ...]:
    """Tell the side of each message; the draft is the last, and the team's.

    What the settings state holds. Else, and where none of the clients that they state takes part,
    who wrote the message that is answered is the client, and who writes the draft the team.
    """
    draft = messages[-1]
    ours = _known(settings.team) or _address(draft.sender)
    theirs = settings.clients
    if not _takes_part(theirs, messages):
        theirs = (*theirs, *_client(messages, settings))
    team = settings.team if _known(settings.team) else _team(ours, settings.team.people)
    told = settings.model_copy(update={"team": team, "clients": theirs})
    headings = [text.heading(message) for message in messages]
    found = sides.resolve(headings, told)
    clients = [found.client(heading) for heading in headings]
    client = next((each for each in reversed(clients) if each), "")
    return tuple(party(heading, client, found) for heading in headings)


def _takes_part(clients: Sequence[ClientSettings], messages: Sequence[Message]) -> bool:
    """Tell whether one of the clients writes or is written to."""
    names = [name for each in clients for name in (*each.domains, *each.addresses)]
    directory = Directory().with_owner(names, "client")
    people = [person for m in messages for person in (m.sender, *m.recipients) if person]
    return any(directory.owner(person.email) for person in people)


def _client(messages: Sequence[Message], settings: Settings) -> tuple[ClientSettings, ...]:
    """Take for the client who wrote last before the draft and is not known to be of the team."""
    draft = messages[-1]
    known = _known(settings.team)
    team = {*known, *map(_home, [*known, *_address(draft.sender)])}
    senders = [m.sender for m in reversed(messages[:-1]) if m.stated_side is not Side.TEAM]
    for person in [*senders, *draft.recipients]:
        if person and person.email and organisation(person.email) not in team:
            return (_of(person.email),)
    return ()


def _of(address: str) -> ClientSettings:
    home = organisation(address)
    if "@" in home or is_free(home):
        return ClientSettings(addresses=(address,))
    return ClientSettings(domains=(home,))


def _home(name: str) -> str:
    """Give the organisation of an address or a domain, which may be a part of its own."""
    return organisation(name if "@" in name else f"somebody@{name}")


def _team(ours: Sequence[str], people: tuple[str, ...]) -> TeamSettings:
    homes = [organisation(each) for each in ours]
    return TeamSettings(
        domains=tuple(home for home in homes if "@" not in home),
        addresses=tuple(home for home in homes if "@" in home),
        people=people,
    )


def _known(team: TeamSettings) -> list[str]:
    return [*team.domains, *team.addresses]


def _address(person: Person | None) -> list[str]:
    return [person.email] if person and person.email else []
