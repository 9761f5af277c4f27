"""The server behind the gateway."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller


@dataclass
class Taken:
    """A mail that the server behind the gateway took."""

    sender: str
    recipients: list[str]
    parameters: list[str]
    content: bytes


@dataclass
class Hop:
    """The server behind the gateway: what it took, and whom it refuses."""

    taken: list[Taken] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    answer: str = "250 2.0.0 queued as 17"
    server: Controller | None = None

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.unknown:
            return "550-5.1.1 no such user here\r\n550 5.1.1 ask the postmaster"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        sender, parameters = envelope.mail_from, list(envelope.mail_options)
        content = bytes(envelope.original_content)
        self.taken.append(Taken(sender, list(envelope.rcpt_tos), parameters, content))
        return self.answer


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
