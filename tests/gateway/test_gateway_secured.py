"""A relay that is spoken to in secret and asks who is there."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from mails_made import mail
from next_hop import Hop, free_port

from commsense.gateway.hosts import Host
from commsense.gateway.options import RelayOptions, Tls

USER, PASSWORD = "maya", "correct horse"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "made.pem", folder / "key.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=hop"]
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made]
    subprocess.run(["openssl", *words, *more], check=True, capture_output=True)
    return made, key


Start = Callable[[Tls], tuple[Hop, Host]]


@pytest.fixture
def secured(certificate: tuple[Path, Path]) -> Iterator[Start]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    started: list[Controller] = []

    def known(_server, _session, _envelope, _mechanism, data):
        good = (data.login, data.password) == (b"maya", b"correct horse")
        return AuthResult(success=good, handled=good)

    def start(tls: Tls) -> tuple[Hop, Host]:
        handler, port = Hop(), free_port()
        how = {"ssl_context": context} if tls is Tls.TLS else {"tls_context": context}
        server = Controller(
            handler,
            "127.0.0.1",
            port,
            authenticator=known,
            auth_required=True,
            auth_require_tls=tls is Tls.STARTTLS,
            require_starttls=tls is Tls.STARTTLS,
            server_hostname="hop.example",
            **how,
        )
        server.start()
        started.append(server)
        return handler, Host("127.0.0.1", port)

    yield start
    for server in started:
        server.stop()


def test_starttls_and_login(secured: Start, send, certificate, monkeypatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    hop, host = secured(Tls.STARTTLS)
    assert send(mail(), relay=RelayOptions(host, Tls.STARTTLS, USER, PASSWORD))[0] == 250
    assert len(hop.taken) == 1


def test_a_wrong_password_keeps_the_mail_at_the_mail_program(
    secured: Start, send, certificate, monkeypatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    hop, host = secured(Tls.STARTTLS)
    code, said = send(mail(), relay=RelayOptions(host, Tls.STARTTLS, USER, "wrong"))
    assert code == 451
    assert "does not take the gateway's name and password" in said
    assert hop.taken == []


def test_a_certificate_that_nobody_vouches_for(secured: Start, send) -> None:
    hop, host = secured(Tls.STARTTLS)
    code, said = send(mail(), relay=RelayOptions(host, Tls.STARTTLS, USER, PASSWORD))
    assert (code, "cannot be secured" in said) == (451, True)
    assert hop.taken == []
