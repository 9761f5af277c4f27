"""A gateway and the server behind it, both real, on this machine."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from next_hop import Hop, free_port

from commsense.gateway.hosts import Host
from commsense.gateway.options import Options, RelayOptions, Tls
from commsense.gateway.server import Gateway
from commsense.settings import ClientSettings, Settings, TeamSettings

SETTINGS = Settings(
    team=TeamSettings(domains=("brightline.example",)),
    clients=(ClientSettings(domains=("northwind.example",)),),
)


@pytest.fixture
def hop() -> Iterator[Hop]:
    handler = Hop()
    server = Controller(handler, "127.0.0.1", free_port(), server_hostname="hop.example")
    server.start()
    handler.server = server
    yield handler
    if server.server is not None:
        server.stop()


@pytest.fixture
def gate(hop: Hop) -> Iterator[Callable[..., Options]]:
    """Start a gateway before the server; what is given goes over the defaults."""
    started: list[Gateway] = []

    def start(**changes: object) -> Options:
        relay = RelayOptions(Host("127.0.0.1", hop.server.port), Tls.NONE)
        plain = Options(SETTINGS, Host("127.0.0.1", free_port()), relay)
        options = replace(plain, **changes)
        gateway = Gateway(options)
        gateway.start()
        started.append(gateway)
        return options

    yield start
    for gateway in started:
        gateway.stop()


@pytest.fixture
def send(gate: Callable[..., Options]) -> Callable[..., tuple[int, str]]:
    """Send a mail through a gateway as a mail program does; give its last answer."""

    def sent(
        content: bytes, to: tuple[str, ...] = ("anna@northwind.example",), **changes: object
    ) -> tuple[int, str]:
        sender = str(changes.pop("sender", "maya@brightline.example"))
        parameters = changes.pop("parameters", ())
        options = changes.pop("through", None) or gate(**changes)
        with smtplib.SMTP("127.0.0.1", options.listen.port, "pc.example", timeout=20) as client:
            client.ehlo()
            if "SMTPUTF8" in parameters:
                client.command_encoding = "utf-8"
            told = " ".join([f"MAIL FROM:<{sender}>", *parameters])
            answers = [client.docmd(told), *(client.docmd(f"RCPT TO:<{each}>") for each in to)]
            refused = [answer for answer in answers if answer[0] >= 400]
            if refused:
                return refused[0][0], refused[0][1].decode()
            client.docmd("DATA")
            ended = content if content.endswith(b"\r\n") else content + b"\r\n"
            client.send(dotted(ended) + b".\r\n")
            code, said = client.getreply()
            return code, said.decode()

    return sent


def dotted(content: bytes) -> bytes:
    """Put a dot before each line that begins with one, as RFC 5321 has it."""
    lines = content.split(b"\r\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
