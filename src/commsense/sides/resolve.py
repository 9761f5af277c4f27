"""Telling client and team apart: from the settings, and from the archive where they are silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commsense.conversation import Heading
from commsense.settings import ClientSettings, Settings
from commsense.sides import exchange, guess, mentions, notes, people, speakers
from commsense.sides.addresses import organisation
from commsense.sides.directory import TEAM, Directory
from commsense.sides.exchange import Exchange
from commsense.sides.parties import Sides
from commsense.sides.people import Known


@dataclass(frozen=True, slots=True)
class _Parties:
    """Both sides as domains and addresses, and how they were found."""

    team: list[str]
    clients: list[str]
    directory: Directory
    note: str
    guessed: bool


def resolve(headings: Sequence[Heading], settings: Settings) -> Sides:
    """Tell who of an archive is client and who is team.

    What the settings state holds. If they state one side only, everyone else in conversation with
    it is the other; if they state none, both are guessed. Clients that are stated and do not occur
    in the archive are left out; without any client, ``clients`` is empty.

    Args:
        headings: all messages of the archive.
        settings: with ``team`` and ``clients`` as the user gave them.
    """
    counts = exchange.count(headings)
    stated = {client.key: client for client in settings.clients}
    best = people.best_names(headings)
    ours = [*settings.team.domains, *settings.team.addresses]
    directory = Directory(lists=counts.list_ids).with_owner(ours, TEAM)
    for key, client in stated.items():
        directory = directory.with_owner([*client.domains, *client.addresses], key)
    parties = _parties(headings, counts, ours, stated, directory, settings.language)
    shown = {key: _shown(key, stated, best) for key in parties.clients}
    labels = _labels(parties, stated)
    in_settings = [Known(name, TEAM) for name in settings.team.people]
    in_settings += [Known(name, key) for key, c in stated.items() for name in c.people]
    return Sides(
        team=tuple(parties.team),
        clients=shown,
        guessed=parties.guessed,
        note=parties.note,
        directory=parties.directory,
        people=people.index(people.known_people(headings, parties.directory, best, in_settings)),
        best_names=best,
        labels=labels,
        stated=stated,
        on_a_list=counts.on_a_list,
    )


def _parties(
    headings: Sequence[Heading],
    counts: Exchange,
    ours: list[str],
    stated: Mapping[str, ClientSettings],
    directory: Directory,
    language: str,
) -> _Parties:
    present = [key for key in stated if _occurs(key, stated[key], counts, directory)]
    missing = [key for key in stated if key not in present]
    if ours and stated:
        note = notes.both_stated(ours, present, missing, language)
        return _Parties(ours, present, directory, note, guessed=False)
    if stated:
        team = _others(headings, counts, directory, set(stated))
        note = notes.team_guessed(team, present, missing, language)
        return _Parties(team, present, directory.with_owner(team, TEAM), note, guessed=True)
    if ours:
        found = _others(headings, counts, directory, {TEAM})
        note = notes.clients_guessed(ours, found, language)
    else:
        home, why = guess.team(counts)
        ours = [home] if home else []
        found = guess.clients(counts, set(ours))
        note = notes.both_guessed(ours, why, found, language)
        if not found and speakers.has_client_role(headings):
            found, note = [speakers.UNNAMED_CLIENT], notes.told_by_roles(language)
    for name in found:
        directory = directory.with_owner([name], name)
    return _Parties(ours, found, directory.with_owner(ours, TEAM), note, guessed=True)


def _others(
    headings: Sequence[Heading], counts: Exchange, directory: Directory, owners: set[str]
) -> list[str]:
    """Give everyone in conversation with one side, as organisations where these are not its own."""
    strangers = exchange.companions(headings, directory, owners)
    if counts.on_a_list:
        heard = (a for a in counts.senders if not directory.owner(a))
        strangers += sorted(heard, key=lambda a: (-counts.senders[a], a))
    own = {organisation(a) for a in counts.present if directory.owner(a) in owners}
    homes = ((address, organisation(address)) for address in strangers)
    return list(dict.fromkeys(address if home in own else home for address, home in homes))


def _occurs(key: str, client: ClientSettings, counts: Exchange, directory: Directory) -> bool:
    """Tell whether a stated client is in the archive; minutes alone may name no address."""
    if client.people or client.folders or not counts.present:
        return True
    return any(directory.owner(address) == key for address in counts.present)


def _shown(key: str, stated: Mapping[str, ClientSettings], best: Mapping[str, str]) -> str:
    if key in stated and stated[key].name:
        return stated[key].name
    return best.get(key, key)


def _labels(parties: _Parties, stated: Mapping[str, ClientSettings]) -> dict[str, str]:
    """Give the owners by what their companies may be called; what is ambiguous is left out."""
    found: dict[str, set[str]] = {}
    team_hosts = [name for name in parties.team if "@" not in name]
    for label in mentions.labels(TEAM, "", team_hosts):
        found.setdefault(label, set()).add(TEAM)
    for key in parties.clients:
        client = stated.get(key, ClientSettings())
        hosts = [*client.domains, *mentions.hosts([*client.addresses])]
        hosts += [key] if not hosts and "@" not in key and "." in key else []
        for label in mentions.labels(key, client.name, hosts):
            found.setdefault(label, set()).add(key)
    return {label: next(iter(owners)) for label, owners in found.items() if len(owners) == 1}
