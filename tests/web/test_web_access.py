"""Which names the server goes by, and when it wants a token."""

from __future__ import annotations

import socket

import pytest

from commsense.errors import SettingsError
from commsense.web import access


@pytest.mark.parametrize(
    ("host", "bound"), [("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("::1", "::1")]
)
def test_this_machine_needs_no_token(host: str, bound: str) -> None:
    allowed = access.of(host, bound, 8600)
    assert (allowed.loopback, allowed.token) == (True, "")
    for name in ("127.0.0.1:8600", "localhost:8600", "[::1]:8600"):
        assert allowed.knows(name)
    assert not allowed.knows("192.0.2.7:8600")


@pytest.mark.parametrize("bound", ["192.0.2.7", "0.0.0.0", "::", "fe80::1%eth0"])  # noqa: S104
def test_other_machines_need_one_of_their_own(bound: str) -> None:
    one, other = access.of(bound, bound, 8600), access.of(bound, bound, 8600)
    assert not one.loopback
    assert one.token != other.token
    assert one.admits("", one.token)
    assert not one.admits("", other.token)


def test_a_name_that_leads_away_from_this_machine_is_no_loopback() -> None:
    assert not access.of("localhost", "192.0.2.7", 8600).loopback


def test_bound_to_all_addresses_it_goes_by_digits_and_its_name() -> None:
    allowed = access.of("0.0.0.0", "0.0.0.0", 8600)  # noqa: S104
    for name in ("192.0.2.7:8600", "[2001:db8::1]:8600", f"{socket.gethostname()}:8600"):
        assert allowed.knows(name)
    for name in ("evil.example:8600", "192.0.2.7", "192.0.2.7:80", "192.0.2.7.evil.example:8600"):
        assert not allowed.knows(name)


@pytest.mark.parametrize("alias", ["localhost:9000", "Check.brightline.example", "[::1]:9000"])
def test_another_name_is_taken_to_the_letter_and_needs_a_token(alias: str) -> None:
    allowed = access.of("127.0.0.1", "127.0.0.1", 8600, [alias])
    assert allowed.token
    assert not allowed.loopback
    assert allowed.knows(alias)
    assert allowed.knows("127.0.0.1:8600")
    assert not allowed.knows(f"{alias.partition(':9000')[0]}:9001")
    assert not allowed.knows(f"evil.{alias}")


@pytest.mark.parametrize("alias", ["", "*", "http://x.example", "x.example/", "a b", "x:port"])
def test_what_is_no_name_is_said(alias: str) -> None:
    with pytest.raises(SettingsError, match="--allow-host"):
        access.of("127.0.0.1", "127.0.0.1", 8600, [alias])


def test_the_usual_port_goes_unsaid() -> None:
    allowed = access.of("127.0.0.1", "127.0.0.1", 80)
    assert allowed.knows("localhost")
    assert allowed.knows("localhost:80")
    assert not allowed.knows("localhost:8600")


def test_without_a_port_any_will_do_but_no_other_name() -> None:
    assert access.THIS_MACHINE.knows("127.0.0.1:50123")
    assert not access.THIS_MACHINE.knows("evil.example:50123")
