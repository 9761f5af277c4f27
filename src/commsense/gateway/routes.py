"""Whose mails are checked: those from the team to a client."""

from __future__ import annotations

from collections.abc import Iterable

from commsense.settings import Settings
from commsense.sides.addresses import is_program
from commsense.sides.directory import TEAM, Directory

_CLIENT = "client"


def to_a_client(sender: str, recipients: Iterable[str], settings: Settings) -> bool:
    """Tell whether somebody of the team writes to a client.

    Where the settings name no client, everybody outside the team is one; a list or a program is
    nobody's.

    Args:
        sender: address of who wrote.
        recipients: addresses that the mail goes to, the hidden ones among them.
        settings: the team and the clients.
    """
    known = _directory(settings)
    if known.owner(sender) != TEAM:
        return False
    if settings.clients:
        return any(known.owner(each) == _CLIENT for each in recipients)
    return any(_outside(each, known) for each in recipients)


def _outside(address: str, known: Directory) -> bool:
    address = address.lower()
    return not (known.owner(address) or known.is_list(address) or is_program(address))


def _directory(settings: Settings) -> Directory:
    team = [*settings.team.domains, *settings.team.addresses]
    clients = [name for each in settings.clients for name in (*each.domains, *each.addresses)]
    return Directory().with_owner(team, TEAM).with_owner(clients, _CLIENT)
