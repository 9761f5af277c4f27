"""The gateway as a server: it listens, and stops when it is told."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from commsense import api
from commsense.checking import drafts
from commsense.errors import SettingsError
from commsense.gateway import held, hosts
from commsense.gateway.handler import Handler, Threads
from commsense.gateway.options import Options, verify

CONNECTIONS = 100
"""Mail programs at once; each may send a mail of the largest size."""

CHECKS_AT_ONCE = 2
CALLS_AT_ONCE = 32
LONGEST_LINE = 2**20
"""Bytes; RFC 5321 has 1,000, mail programs do not hold it, and the relay's word counts."""

IDLE_SECONDS = 900.0
"""A mail program that says nothing for so long is let go; a relay may take 300 s to answer."""

_WARMING = "We will send you the plan by Friday."


class _Connection(SMTP):
    """One connection, whose end the handler is told of; a stranger's ends at once."""

    line_length_limit = LONGEST_LINE

    def __init__(self, handler: Handler, gateway: Gateway, **parameters: Any) -> None:
        super().__init__(handler, **parameters)
        self._gateway = gateway

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        refusal = self._gateway.refusal(str((transport.get_extra_info("peername") or ("",))[0]))
        self._gateway.connections.add(self)
        if refusal and isinstance(transport, asyncio.WriteTransport):
            transport.write(refusal)
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._gateway.connections.discard(self)
        self._gateway.threads.calls.submit(self.event_handler.closed)


class Gateway(Controller):
    """A gateway in a thread of its own: ``start`` listens, ``stop`` ends it."""

    def __init__(self, options: Options) -> None:
        """Make a gateway that does not listen yet.

        Raises:
            SettingsError: the options would make it open to strangers, or deaf.
            InputError: the folder for held mails cannot be used.
        """
        verify(options)
        if options.hold_folder:
            held.prepare(options.hold_folder)
        # That library writes addresses and mails into its log.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
        super().__init__(
            None,
            hostname=options.listen.name,
            port=options.listen.port,
            data_size_limit=options.most_bytes,
            timeout=IDLE_SECONDS,
            ident="commsense gateway",
            server_hostname="localhost",
        )
        self._options = options
        self.threads = Threads(
            checks=ThreadPoolExecutor(CHECKS_AT_ONCE, "check"),
            calls=ThreadPoolExecutor(CALLS_AT_ONCE, "relay"),
        )
        self.connections: set[_Connection] = set()

    def factory(self) -> _Connection:
        """Make what answers one connection."""
        return _Connection(Handler(self._options, self.threads), self, **self.SMTP_kwargs)

    def refusal(self, peer: str) -> bytes:
        """Give what is said to who connects from an address and is not let in, else nothing."""
        if not hosts.admits(peer, self._options.allowed):
            return b"554 5.7.1 commsense: not open to this address\r\n"
        if len(self.connections) >= CONNECTIONS:
            return b"421 4.3.2 commsense: too many connections; try again\r\n"
        return b""

    def start(self) -> None:
        """Listen, once the model is loaded, so that the first mail does not wait for it.

        Raises:
            ModelError: the model cannot be loaded.
            SettingsError: the address cannot be listened on.
        """
        api.check(drafts.of_text(_WARMING), (), self._options.settings)
        try:
            super().start()
        except OSError as error:
            listen = self._options.listen
            raise SettingsError(
                f"--listen: {listen.name}:{listen.port} cannot be listened on ({error.strerror});"
                " choose another port, or stop what uses it."
            ) from error

    def stop(self, no_assert: bool = False) -> None:
        """Stop listening, and let the relay go."""
        super().stop(no_assert)
        for connection in self.connections:
            connection.event_handler.closed()
        self.threads.calls.shutdown()
        self.threads.checks.shutdown(wait=False, cancel_futures=True)
