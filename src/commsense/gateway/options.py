"""How a gateway runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from commsense.checking.result import Severity
from commsense.errors import SettingsError
from commsense.gateway.hosts import Host, Network, is_loopback
from commsense.settings import Settings

MOST_BYTES = 25_000_000
"""Bytes of a mail that is relayed; what most servers take."""


class Mode(StrEnum):
    """What comments on a mail lead to."""

    HEADERS = "headers"  # the mail goes on, with the comments counted in its headers
    HOLD = "hold"  # the mail does not go on


class Fail(StrEnum):
    """What becomes of a mail whose check failed."""

    OPEN = "open"  # it goes on, and its header says so
    CLOSED = "closed"  # the mail program keeps it and tries again


class Tls(StrEnum):
    """How the connection to the relay is secured."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class RelayOptions:
    """The next server: where it is and how it is spoken to."""

    host: Host
    tls: Tls = Tls.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that a gateway can be told."""

    settings: Settings
    listen: Host
    relay: RelayOptions
    mode: Mode = Mode.HEADERS
    hold_on: Severity = Severity.ERROR
    hold_folder: Path | None = None
    fail: Fail = Fail.OPEN
    most_bytes: int = MOST_BYTES
    allowed: tuple[Network, ...] = ()


def verify(options: Options) -> None:
    """Refuse what would make a gateway open to strangers, deaf, or a danger to a password.

    Raises:
        SettingsError: naming the option, what was found and what is accepted.
    """
    listen, team = options.listen, options.settings.team
    if not is_loopback(listen.name) and not options.allowed:
        raise SettingsError(
            f"--listen: {listen.name!r} is reached from other machines, which could then send mail"
            " through this one; accepted: 127.0.0.1, ::1, or any together with --allow NETWORK."
        )
    if options.relay.host == listen:
        raise SettingsError("--relay: is this gateway itself; accepted is the server behind it.")
    if not (team.domains or team.addresses):
        raise SettingsError(
            "The gateway has to know whose mails it checks; put the team's domains into"
            ' commsense.toml, under [team]: domains = ["brightline.example"].'
        )
    if options.hold_folder and options.mode is not Mode.HOLD:
        raise SettingsError("--hold-folder: nothing is held in this mode; accepted with it: hold.")
    verify_relay(options.relay)


def verify_relay(relay: RelayOptions) -> None:
    """Refuse a user without a password, and a password that others could read on its way.

    Raises:
        SettingsError: naming the option, what was found and what is accepted.
    """
    if relay.user and not relay.password:
        raise SettingsError(
            "--relay-user: there is no password; put it into the environment variable"
            " COMMSENSE_RELAY_PASSWORD or name a file that holds it: --relay-password-file FILE."
        )
    if relay.user and relay.tls is Tls.NONE and not is_loopback(relay.host.name):
        raise SettingsError(
            "--relay-tls: none would send the password in clear; accepted: starttls, tls."
        )
