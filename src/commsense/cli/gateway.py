"""Runs the mail gateway until it is told to stop, or releases a mail that it holds."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import TypeVar

from commsense.checking.result import Severity
from commsense.errors import InputError, SettingsError
from commsense.extras import require
from commsense.gateway import held, hosts
from commsense.gateway.options import Fail, Mode, Options, RelayOptions, Tls, verify_relay
from commsense.gateway.reaching import Away
from commsense.gateway.relay import Relay
from commsense.settings import Settings

PASSWORD = "COMMSENSE_RELAY_PASSWORD"  # noqa: S105 - the variable's name
_HOLDING = (Severity.ERROR, Severity.WARNING)
_Word = TypeVar("_Word", bound=StrEnum)


def relay(where: str, tls: str | None, user: str, password_file: Path | None) -> RelayOptions:
    """Read how the next server is spoken to.

    Args:
        where: ``HOST:PORT``.
        tls: none, starttls or tls; left out, none on this machine and starttls elsewhere.
        user: to log in with; empty for no login.
        password_file: holds the password; left out, the environment does.

    Raises:
        SettingsError: naming the option, what was found and what is accepted.
        InputError: the password's file cannot be read.
    """
    host = hosts.read(where, "--relay")
    usual = Tls.NONE if hosts.is_loopback(host.name) else Tls.STARTTLS
    chosen = _one("--relay-tls", tls, tuple(Tls)) if tls else usual
    options = RelayOptions(host, chosen, user, _password(password_file) if user else "")
    verify_relay(options)
    return options


def options(
    settings: Settings,
    listen: str,
    relayed: RelayOptions,
    *,
    mode: str,
    hold_on: str,
    hold_folder: Path | None,
    fail: str,
    most_bytes: int,
    allow: Sequence[str],
) -> Options:
    """Read the words of the command line.

    Raises:
        SettingsError: naming the option, what was found and what is accepted.
    """
    return Options(
        settings=settings,
        listen=hosts.read(listen, "--listen"),
        relay=relayed,
        mode=_one("--mode", mode, tuple(Mode)),
        hold_on=_one("--hold-on", hold_on, _HOLDING),
        hold_folder=hold_folder,
        fail=_one("--fail", fail, tuple(Fail)),
        most_bytes=most_bytes,
        allowed=hosts.networks(allow),
    )


def run(told: Options) -> None:
    """Check and relay mails until the program is interrupted.

    Raises:
        MissingExtra: aiosmtpd is not installed.
        SettingsError: the options cannot be used.
        ModelError: the model cannot be loaded.
    """
    require("aiosmtpd")
    from commsense.gateway.server import Gateway

    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    gateway = Gateway(told)
    ended = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    gateway.start()
    sys.stderr.write(f"commsense gateway: listening on {told.listen.name}:{told.listen.port}\n")
    ended.wait()
    gateway.stop()


def release(mail: Path, relayed: RelayOptions) -> None:
    """Send a held mail as it was written, and say so.

    Raises:
        InputError: it is no held mail, or it cannot be sent; nothing is lost then.
    """
    server = Relay(relayed)
    try:
        count = held.release(mail, server)
    except Away as error:
        became = "may have been sent; ask before you try again" if error.unsure else "was not sent"
        raise InputError(f"{mail}: {became}: {error.reason}. It is still held.") from error
    finally:
        server.close()
    sys.stdout.write(f"{mail.name}: sent to {count} recipient{'' if count == 1 else 's'}.\n")


def _one(option: str, word: str, accepted: Sequence[_Word]) -> _Word:
    for each in accepted:
        if each.value == word:
            return each
    words = ", ".join(each.value for each in accepted)
    raise SettingsError(f"{option}: {word!r} is not known; accepted: {words}.")


def _password(file: Path | None) -> str:
    if file is None:
        return os.environ.get(PASSWORD, "")
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--relay-password-file: {file} cannot be read as text.") from error
