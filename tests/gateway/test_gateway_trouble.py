"""What goes wrong: the relay, the check, the sizes, strangers, options."""

from __future__ import annotations

import logging
import smtplib
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest
from mails_made import ANSWERS, CLIENT, TEAM, mail

from commsense.errors import SettingsError
from commsense.gateway import handler as handling
from commsense.gateway import hosts, verdicts
from commsense.gateway import server as serving
from commsense.gateway.hosts import Host
from commsense.gateway.options import Fail, Mode, RelayOptions, Tls, verify, verify_relay
from commsense.settings import ClientSettings, Settings, TeamSettings

ADDED = b"X-Commsense-Comments: "


def test_the_relay_refuses_one_of_several_recipients(gate, hop) -> None:
    hop.unknown = ("gone@northwind.example",)
    options = gate()
    with smtplib.SMTP("127.0.0.1", options.listen.port) as client:
        refused = client.sendmail(TEAM, [CLIENT, "gone@northwind.example"], mail(ANSWERS))
    said = b"5.1.1 no such user here\n5.1.1 ask the postmaster"
    assert refused == {"gone@northwind.example": (550, said)}
    assert hop.taken[0].recipients == [CLIENT]


def test_the_relay_s_answer_to_the_mail_is_passed_back(send, hop) -> None:
    hop.answer = "554-5.7.0 looks like spam\r\n554 5.7.0 ask the postmaster"
    assert send(mail()) == (554, "5.7.0 looks like spam\n5.7.0 ask the postmaster")
    hop.answer = "452 4.2.2 mailbox full"
    assert send(mail()) == (452, "4.2.2 mailbox full")


def test_a_relay_that_says_goodbye_is_no_goodbye_of_the_gateway(send, hop) -> None:
    hop.answer = "421 4.3.2 shutting down"
    assert send(mail()) == (451, "4.3.2 shutting down")


def test_a_relay_that_is_away(send, hop) -> None:
    hop.server.stop()
    code, said = send(mail())
    assert code == 451
    assert said == "4.4.1 commsense: the relay cannot be reached; nothing was sent"


def test_a_relay_that_closed_an_idle_connection_is_asked_again(gate, hop) -> None:
    options = gate()
    with smtplib.SMTP("127.0.0.1", options.listen.port) as client:
        client.sendmail(TEAM, [CLIENT], mail(ANSWERS))
        port = hop.server.port
        hop.server.loop.call_soon_threadsafe(hop.server.smtpd.transport.close)
        time.sleep(0.1)
        client.sendmail(TEAM, [CLIENT], mail(ANSWERS))
        assert port == hop.server.port
    assert len(hop.taken) == 2


def test_a_relay_that_breaks_off_in_the_mail(gate) -> None:
    """What takes a mail and says nothing more leaves it with the mail program."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        relay = RelayOptions(Host("127.0.0.1", deaf.getsockname()[1]), Tls.NONE)
        options = gate(relay=relay)
        with smtplib.SMTP("127.0.0.1", options.listen.port) as client:
            client.ehlo()
            client.putcmd(f"MAIL FROM:<{TEAM}>")
            peer, _ = deaf.accept()
            with peer:
                peer.sendall(b"220 hop.example\r\n")
                peer.recv(1_000)
                peer.sendall(b"250 hop.example\r\n")
                peer.recv(1_000)
            assert client.getreply()[0] == 451


def broken(*_: object) -> None:
    raise RuntimeError("secret words of the mail")


def test_a_fault_in_the_check_sends_the_mail_and_says_so(send, hop, monkeypatch) -> None:
    monkeypatch.setattr(verdicts, "judge", broken)
    assert send(mail(), mode=Mode.HOLD)[0] == 250
    assert hop.taken[0].content == ADDED + b"not checked (fault)\r\n" + mail()


def test_a_fault_may_also_keep_the_mail_back(send, hop, monkeypatch) -> None:
    monkeypatch.setattr(verdicts, "judge", broken)
    code, said = send(mail(), fail=Fail.CLOSED)
    assert (code, said) == (451, "4.3.0 commsense: not checked (fault); try again")
    assert hop.taken == []


def test_a_check_that_takes_too_long(send, hop, monkeypatch) -> None:
    monkeypatch.setattr(verdicts, "judge", lambda *_: time.sleep(0.3))
    monkeypatch.setattr(handling, "CHECK_SECONDS", 0.05)
    assert send(mail())[0] == 250
    assert hop.taken[0].content.startswith(ADDED + b"not checked (too slow)\r\n")


def test_logs_hold_counts_and_nothing_of_the_mail(send, monkeypatch, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    send(mail())
    lines = [each.getMessage() for each in caplog.records if each.name == "commsense.gateway"]
    assert len(lines) == 1
    assert lines[0].startswith(
        f"1 recipients, {len(mail())} bytes: checked, 2 errors; answered 250"
    )
    monkeypatch.setattr(verdicts, "judge", broken)
    send(mail())
    told = "\n".join(f"{each.getMessage()} {each.exc_text}" for each in caplog.records)
    for word in ("secret", "northwind", "brightline", "export", "Anna"):
        assert word not in told


def test_a_mail_that_is_too_large_is_refused(send, hop) -> None:
    code, _ = send(mail("x" * 70 + "\n") * 100, most_bytes=2_000)
    assert code == 552
    assert hop.taken == []


def test_the_size_is_refused_before_it_is_sent(send) -> None:
    assert send(mail(), parameters=("SIZE=3000",), most_bytes=2_000)[0] == 552


def test_who_connects_from_elsewhere_is_refused_at_once(send, hop, monkeypatch) -> None:
    monkeypatch.setattr(hosts, "admits", lambda *_: False)
    with pytest.raises(smtplib.SMTPConnectError, match="not open to this address"):
        send(mail())
    assert hop.taken == []


def test_who_holds_connections_shuts_out_others_only_as_long(gate, monkeypatch) -> None:
    monkeypatch.setattr(serving, "CONNECTIONS", 3)
    port = gate().listen.port
    held = [smtplib.SMTP("127.0.0.1", port) for _ in range(3)]
    with pytest.raises(smtplib.SMTPConnectError, match="too many connections"):
        smtplib.SMTP("127.0.0.1", port)
    for each in held:
        each.quit()
    with smtplib.SMTP("127.0.0.1", port) as client:
        assert client.noop()[0] == 250


def test_a_page_in_a_browser_sends_no_mail(gate, hop) -> None:
    """What a page posts to this port is no SMTP, and what it holds is not read as such."""
    head = [
        b"POST / HTTP/1.1", b"Host: 127.0.0.1:8025", b"Connection: keep-alive",
        b"Content-Length: 200", b"User-Agent: Browser", b"Accept: */*", b"",
    ]  # fmt: skip
    body = [
        b"HELO pc.example", f"MAIL FROM:<{TEAM}>".encode(), f"RCPT TO:<{CLIENT}>".encode(),
        b"DATA", b"Subject: none", b"", b"none", b".", b"",
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", gate().listen.port), timeout=10) as page:
        page.sendall(b"\r\n".join([*head, *body]))
        said = b""
        with suppress(ConnectionError):
            while more := page.recv(4_096):
                said += more
    assert b"goodbye" in said
    assert hop.taken == []


@pytest.mark.parametrize(
    ("peer", "admitted"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.7", True),
        ("::ffff:192.0.2.9", True),
        ("198.51.100.1", False),
        ("2001:db8::1", False),
        ("", False),
    ],
)
def test_who_is_admitted(peer: str, admitted: bool) -> None:
    assert hosts.admits(peer, hosts.networks(["192.0.2.0/24"])) is admitted


@pytest.mark.parametrize("name", ["0.0.0.0", "192.0.2.7", "::", "mail.brightline.example", ""])  # noqa: S104
def test_listening_to_others_has_to_be_asked_for(gate, name: str) -> None:
    options = gate()
    with pytest.raises(SettingsError, match="--allow NETWORK"):
        verify(replace(options, listen=Host(name, 8025)))
    verify(replace(options, listen=Host(name, 8025), allowed=hosts.networks(["192.0.2.7"])))


def test_a_gateway_that_relays_to_itself_or_knows_no_team(gate) -> None:
    options = gate()
    with pytest.raises(SettingsError, match="is this gateway itself"):
        verify(replace(options, listen=options.relay.host))
    with pytest.raises(SettingsError, match=r"\[team\]"):
        verify(replace(options, settings=Settings()))


def test_a_password_is_never_sent_in_clear() -> None:
    away = RelayOptions(Host("smtp.brightline.example", 587), Tls.NONE, "maya", "secret")
    with pytest.raises(SettingsError, match="in clear"):
        verify_relay(away)
    verify_relay(replace(away, tls=Tls.STARTTLS))
    with pytest.raises(SettingsError, match="COMMSENSE_RELAY_PASSWORD"):
        verify_relay(replace(away, password=""))
    assert "secret" not in repr(away)


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_a_relay_without_security_gets_nothing_where_it_is_asked_for(send, hop, tls) -> None:
    relay = RelayOptions(Host("127.0.0.1", hop.server.port), tls)
    assert send(mail(), relay=relay)[0] == 451
    assert hop.taken == []


def test_without_named_clients_everybody_outside_the_team_is_one(send, hop) -> None:
    settings = Settings(team=TeamSettings(domains=("brightline.example",)))
    send(mail(to="joe@elsewhere.example"), to=("joe@elsewhere.example",), settings=settings)
    send(mail(), to=("noreply@elsewhere.example",), settings=settings)
    named = settings.model_copy(update={"clients": (ClientSettings(domains=("a.example",)),)})
    send(mail(), to=("joe@elsewhere.example",), settings=named)
    assert [each.content.startswith(ADDED) for each in hop.taken] == [True, False, False]


def test_many_at_once(gate, hop) -> None:
    options = gate()

    def one(number: int) -> None:
        with smtplib.SMTP("127.0.0.1", options.listen.port) as client:
            client.sendmail(TEAM, [CLIENT], mail(subject=f"Export {number}"))

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(one, range(24)))
    assert len(hop.taken) == 24
    assert len({each.content for each in hop.taken}) == 24


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--relay", "smtp"], "--relay: 'smtp' is no server"),
        (["--relay", "::1:25"], "is no server"),
        (["--relay", "127.0.0.1:25", "--mode", "drop"], "accepted: headers, hold"),
        (["--relay", "127.0.0.1:25", "--hold-on", "hint"], "accepted: error, warning"),
        (["--relay", "127.0.0.1:25", "--relay-user", "maya"], "COMMSENSE_RELAY_PASSWORD"),
        (["--relay", "127.0.0.1:25", "--listen", "0.0.0.0:8025"], "--allow NETWORK"),
        (["--relay", "127.0.0.1:25", "--allow", "everyone"], "--allow: 'everyone'"),
        (["--relay", "127.0.0.1:25", "--release", "no.eml"], "no.envelope.json"),
    ],
)
def test_what_a_user_can_mend(words: list[str], said: str, tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "commsense", "gateway", *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
