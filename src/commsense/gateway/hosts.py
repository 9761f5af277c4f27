"""Addresses of servers and of who may connect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from commsense.errors import SettingsError

Network = IPv4Network | IPv6Network
HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Host:
    """A server's name or address, and its port."""

    name: str
    port: int


def read(words: str, option: str) -> Host:
    """Read ``HOST:PORT``; an address of IPv6 stands in brackets.

    Args:
        words: such as ``127.0.0.1:8025`` or ``[::1]:8025``.
        option: for the error.

    Raises:
        SettingsError: it is nothing of that kind.
    """
    name, colon, port = words.strip().rpartition(":")
    bracketed = name.startswith("[") and name.endswith("]")
    bare = name.removeprefix("[").removesuffix("]")
    digits = port.isascii() and port.isdigit()
    if not (colon and bare and digits and int(port) <= HIGHEST_PORT) or (
        ":" in bare and not bracketed
    ):
        raise SettingsError(
            f"{option}: {words!r} is no server; accepted: HOST:PORT, such as 127.0.0.1:8025,"
            " smtp.brightline.example:587 or [::1]:8025."
        )
    return Host(bare, int(port))


def is_loopback(name: str) -> bool:
    """Tell whether only this machine reaches a server of that name or address."""
    if name.lower() == "localhost":
        return True
    try:
        return _plain(name).is_loopback
    except ValueError:
        return False


def networks(words: Sequence[str]) -> tuple[Network, ...]:
    """Read who may connect from elsewhere: addresses and networks.

    Raises:
        SettingsError: for a word that is neither.
    """
    found = []
    for word in words:
        try:
            found.append(ip_network(word.strip()))
        except ValueError as error:
            raise SettingsError(
                f"--allow: {word!r} is neither an address nor a network; accepted: 192.0.2.7,"
                " 192.0.2.0/24, 2001:db8::/32."
            ) from error
    return tuple(found)


def admits(peer: str, allowed: Sequence[Network]) -> bool:
    """Tell whether who connects from an address is let in: this machine, and who is allowed."""
    try:
        address = _plain(peer.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or any(address in network for network in allowed)


def _plain(name: str) -> IPv4Address | IPv6Address:
    """Read an address; one of IPv4 that came in through IPv6 as what it is."""
    address = ip_address(name)
    return getattr(address, "ipv4_mapped", None) or address
