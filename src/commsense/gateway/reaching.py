"""Reaching the next server: the connection, its security and the login."""

from __future__ import annotations

import smtplib
import ssl

from commsense.gateway.options import RelayOptions, Tls

CONNECT_SECONDS = 30.0
ANSWER_SECONDS = 300.0
"""A server may look into a mail before it answers; RFC 5321 would wait ten minutes."""


class Away(Exception):
    """The relay cannot be used now; ``reason`` names no address.

    ``unsure`` is true where it went away after the mail's last byte and may have taken it.
    """

    def __init__(self, reason: str, *, unsure: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.unsure = unsure


def connected(options: RelayOptions) -> smtplib.SMTP:
    """Connect to a server, secure the connection and log in, as the options say.

    Raises:
        Away: it does not work now.
    """
    host = options.host
    server: smtplib.SMTP | None = None
    try:
        if options.tls is Tls.TLS:
            server = smtplib.SMTP_SSL(
                host.name,
                host.port,
                timeout=CONNECT_SECONDS,
                context=ssl.create_default_context(),
            )
        else:
            server = smtplib.SMTP(host.name, host.port, timeout=CONNECT_SECONDS)
        if options.tls is Tls.STARTTLS:
            server.ehlo_or_helo_if_needed()
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if options.user:
            server.login(options.user, options.password)
        if server.sock is not None:
            server.sock.settimeout(ANSWER_SECONDS)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        if server is not None:
            server.close()
        raise Away(reason_of(error)) from error
    return server


def reason_of(error: Exception) -> str:
    """Say in a few words what is wrong with the relay; the error itself may name the user."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the relay does not take the gateway's name and password"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the relay does not offer STARTTLS or a way to log in"
    if isinstance(error, ssl.SSLError):
        return "the connection to the relay cannot be secured"
    if isinstance(error, TimeoutError):
        return "the relay does not answer"
    return "the relay cannot be reached"
