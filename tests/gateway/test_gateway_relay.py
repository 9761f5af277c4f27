"""A server behind the gateway that breaks off, or answers what it should not."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from commsense.gateway.hosts import Host
from commsense.gateway.options import RelayOptions, Tls
from commsense.gateway.reaching import Away
from commsense.gateway.relay import Relay

MAIL = b"Subject: none\r\n\r\nnone\r\n"
Start = Callable[[dict[str, str]], Relay]


def served(listener: socket.socket, answers: dict[str, str]) -> None:
    """Answer each command by its first word; an empty answer breaks the connection off."""
    while True:
        try:
            peer, _ = listener.accept()
        except OSError:
            return
        with peer, peer.makefile("rb") as lines:
            peer.sendall(b"220 hop.example\r\n")
            for line in lines:
                said = answers.get(line.split()[0].decode(), "250 fine")
                if not said:
                    break
                peer.sendall(said.encode() + b"\r\n")


@pytest.fixture
def start() -> Iterator[Start]:
    listener = socket.create_server(("127.0.0.1", 0))
    relays: list[Relay] = []

    def started(answers: dict[str, str]) -> Relay:
        Thread(target=served, args=(listener, answers), daemon=True).start()
        host = Host("127.0.0.1", listener.getsockname()[1])
        relays.append(Relay(RelayOptions(host, Tls.NONE)))
        return relays[-1]

    yield started
    for relay in relays:
        relay.close()
    listener.close()


def test_a_mail_goes_on_only_where_it_was_begun(start: Start) -> None:
    """A new connection would answer 503, and the mail program would take the mail for refused."""
    relay = start({"RCPT": ""})
    assert relay.mail("maya@brightline.example", ()).good
    with pytest.raises(Away):
        relay.rcpt("anna@northwind.example")
    with pytest.raises(Away) as gone:
        relay.data(MAIL)
    assert not gone.value.unsure
    assert relay.mail("maya@brightline.example", ()).good


def test_a_mail_that_is_taken_unseen_is_not_taken(start: Start) -> None:
    relay = start({"DATA": "250 fine"})
    relay.mail("maya@brightline.example", ())
    relay.rcpt("anna@northwind.example")
    with pytest.raises(Away) as gone:
        relay.data(MAIL)
    assert not gone.value.unsure


def test_after_the_last_byte_nobody_knows(start: Start) -> None:
    relay = start({"DATA": "354 go on", "Subject:": ""})
    relay.mail("maya@brightline.example", ())
    relay.rcpt("anna@northwind.example")
    with pytest.raises(Away) as gone:
        relay.data(MAIL)
    assert gone.value.unsure
