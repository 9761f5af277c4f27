"""Who may ask the server: which names it goes by, and the token that it wants beyond loopback.

A tunnel, a container or a server in front of this one gives it a name and a port that it cannot
know; ``--allow-host`` tells them. Whoever comes that way comes from elsewhere, so it takes a token.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from commsense.errors import SettingsError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_HTTP = 80
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[^\[\]:\s]{1,253})(?::([0-9]{1,5}))?")
_ALLOWED = re.compile(r"(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9][a-z0-9._-]{0,252})(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask.

    ``names`` are the hosts that the header Host may name, with ``port``, or with any where that is
    0. ``loopback`` is true where only this machine can reach the server. ``token`` is empty where
    none is needed. ``digits`` is true where any address in digits is accepted: bound to all of the
    machine's addresses the server cannot know by which it is reached, and one in digits cannot be
    somebody else's name that was led here. ``aliases`` are whole headers Host that are accepted
    beside these.
    """

    names: frozenset[str]
    port: int
    loopback: bool = True
    token: str = ""
    digits: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def cookie(self) -> str:
        """Name of the cookie; ports of one machine share their cookies."""
        return f"commsense-{self.port}"

    def knows(self, host: str) -> bool:
        """Tell whether a request with this header Host is meant for the server."""
        if host.lower() in self.aliases:
            return True
        found = _HOST.fullmatch(host.lower())
        if not found or (self.port and int(found[2] or _HTTP) != self.port):
            return False
        return found[1] in self.names or (self.digits and _in_digits(found[1]))

    def is_home(self, origin: str, scheme: str, host: str) -> bool:
        """Tell whether an origin is our own page's, for a request of this scheme and header Host.

        What stands in front under another name may speak HTTPS, of which nothing is seen here.
        """
        schemes = (scheme, "https") if host.lower() in self.aliases else (scheme,)
        return origin in [f"{each}://{host}" for each in schemes]

    def admits(self, *shown: str) -> bool:
        """Tell whether one of what a request shows is the token, or none is needed."""
        wanted = self.token.encode()
        found = [hmac.compare_digest(each.encode("utf-8", "replace"), wanted) for each in shown]
        return not wanted or any(found)


def of(host: str, bound: str, port: int, aliases: Iterable[str] = ()) -> Access:
    """Say who may ask; beyond loopback, and where there are aliases, a token is made.

    Args:
        host: as the user named it.
        bound: the address in digits that the server listens on.
        port: that it listens on.
        aliases: ``HOST`` or ``HOST:PORT`` by which it is reached as well, as an address has them.

    Raises:
        SettingsError: an alias is none.
    """
    others = tuple(map(_alias, aliases))
    address = ipaddress.ip_address(bound.partition("%")[0])
    names = {name_of(host), name_of(bound), *LOOPBACK_NAMES}
    if address.is_unspecified:
        names.add(socket.gethostname().lower())
    loopback = address.is_loopback and not others
    token = "" if loopback else secrets.token_urlsafe()
    return Access(frozenset(names), port, loopback, token, address.is_unspecified, others)


def name_of(host: str) -> str:
    """Write a host as it stands in an address: IPv6 in brackets."""
    return f"[{host.lower()}]" if ":" in host else host.lower()


def _alias(words: str) -> str:
    alias = words.strip().lower()
    if not _ALLOWED.fullmatch(alias):
        raise SettingsError(
            f"--allow-host: {words!r} is no host; accepted is what stands in the browser between"
            " http:// and the next slash, such as localhost:9000 or check.brightline.example."
        )
    return alias


def _in_digits(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


THIS_MACHINE = Access(frozenset(LOOPBACK_NAMES), port=0)
"""Whoever sits at this machine, on any port."""
