"""Who may ask the server: which names it goes by, and the token that it wants beyond loopback."""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
import socket
from dataclasses import dataclass

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_HTTP = 80
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[^\[\]:\s]{1,253})(?::([0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask.

    ``names`` are the hosts that the header Host may name, with ``port``, or with any where that is
    0. ``loopback`` is true where only this machine can reach the server. ``token`` is empty where
    none is needed. ``digits`` is true where any address in digits is accepted: bound to all of the
    machine's addresses the server cannot know by which it is reached, and one in digits cannot be
    somebody else's name that was led here.
    """

    names: frozenset[str]
    port: int
    loopback: bool = True
    token: str = ""
    digits: bool = False

    @property
    def cookie(self) -> str:
        """Name of the cookie; ports of one machine share their cookies."""
        return f"commsense-{self.port}"

    def knows(self, host: str) -> bool:
        """Tell whether a request with this header Host is meant for the server."""
        found = _HOST.fullmatch(host.lower())
        if not found or (self.port and int(found[2] or _HTTP) != self.port):
            return False
        return found[1] in self.names or (self.digits and _in_digits(found[1]))

    def admits(self, *shown: str) -> bool:
        """Tell whether one of what a request shows is the token, or none is needed."""
        wanted = self.token.encode()
        found = [hmac.compare_digest(each.encode("utf-8", "replace"), wanted) for each in shown]
        return not wanted or any(found)


def of(host: str, bound: str, port: int) -> Access:
    """Say who may ask; beyond loopback a token is made.

    Args:
        host: as the user named it.
        bound: the address in digits that the server listens on.
        port: that it listens on.
    """
    address = ipaddress.ip_address(bound.partition("%")[0])
    names = {name_of(host), name_of(bound), *LOOPBACK_NAMES}
    if address.is_unspecified:
        names.add(socket.gethostname().lower())
    token = "" if address.is_loopback else secrets.token_urlsafe()
    return Access(frozenset(names), port, address.is_loopback, token, address.is_unspecified)


def name_of(host: str) -> str:
    """Write a host as it stands in an address: IPv6 in brackets."""
    return f"[{host.lower()}]" if ":" in host else host.lower()


def _in_digits(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


THIS_MACHINE = Access(frozenset(LOOPBACK_NAMES), port=0)
"""Whoever sits at this machine, on any port."""
