"""What every request has to pass, and what every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from commsense.web import access, guards
from commsense.web.access import Access

CHECK = "/api/v1/check"
ASKED = {"draft": "Hi Anna."}
PORT = 8600


@pytest.fixture
def remote(asking: Callable[..., TestClient]) -> tuple[TestClient, Access]:
    """A server that other machines can reach."""
    allowed = access.of("192.0.2.7", "192.0.2.7", PORT)
    client = asking(access=allowed)
    client.base_url = client.base_url.copy_with(host="192.0.2.7")
    return client, allowed


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8600",
        "127.0.0.1",
        "127.0.0.1:8601",
        "127.0.0.1.evil.example:8600",
        "localhost:8600@evil.example",
        "localhost:8600.",
        "[::1]:8600:8600",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/v1/health", "/static/page.js", "/archive/report.html"])
def test_a_foreign_host_is_refused(web: TestClient, host: str, path: str) -> None:
    answer = web.get(path, headers={"Host": host})
    assert answer.status_code == 403
    assert "go by that name" in answer.json()["error"]


@pytest.mark.parametrize("host", ["127.0.0.1:8600", "localhost:8600", "LOCALHOST:8600"])
def test_its_own_names_are_known(web: TestClient, host: str) -> None:
    assert web.get("/api/v1/health", headers={"Host": host}).status_code == 200


def test_without_the_mark_nothing_is_computed(web: TestClient) -> None:
    for headers in ({"X-Commsense": ""}, {"X-Commsense": "0"}):
        answer = web.post(CHECK, json=ASKED, headers=headers)
        assert answer.status_code == 403
        assert "X-Commsense" in answer.json()["error"]


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
)
def test_what_a_form_can_send_is_refused(web: TestClient, kind: str) -> None:
    headers = {"Content-Type": kind}
    assert web.post(CHECK, content=b'{"draft": ""}', headers=headers).status_code == 415
    assert web.post("/api/v1/read", content=b"Hi", headers=headers).status_code == 415


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://127.0.0.1:8601",
        "https://127.0.0.1:8600",
        "http://127.0.0.1",
        "http://localhost:8600",
        "null",
        "",
        "chrome-extension://abcdef",
        "https://moz-extension.example",
    ],
)
def test_another_origin_is_refused(web: TestClient, origin: str) -> None:
    answer = web.post(CHECK, json=ASKED, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_its_own_origin_is_accepted(web: TestClient) -> None:
    headers = {"Origin": "http://127.0.0.1:8600"}
    assert web.post(CHECK, json=ASKED, headers=headers).status_code == 200
    headers = {"Origin": "http://localhost:8600", "Host": "localhost:8600"}
    assert web.post(CHECK, json=ASKED, headers=headers).status_code == 200


ADDON = {"Origin": "moz-extension://0a1b2c3d-0000-4000-8000-000000000000"}


def test_an_add_on_may_check_and_no_more(web: TestClient) -> None:
    answer = web.post(CHECK, json=ASKED, headers=ADDON)
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert web.post(CHECK, json=ASKED, headers={**ADDON, "X-Commsense": ""}).status_code == 403
    answer = web.put("/api/v1/concerns/x:1", json={"status": "open"}, headers=ADDON)
    assert answer.status_code == 403


def test_an_add_on_may_ask_from_another_machine_with_the_token(
    remote: tuple[TestClient, Access],
) -> None:
    client, allowed = remote
    assert client.post(CHECK, json=ASKED, headers=ADDON).status_code == 401
    shown = {**ADDON, "Authorization": f"Bearer {allowed.token}"}
    assert client.post(CHECK, json=ASKED, headers=shown).status_code == 200
    read = {**shown, "Content-Type": "application/octet-stream"}
    assert client.post("/api/v1/read", content=b"Hi", headers=read).status_code == 403


def test_the_page_s_cookie_is_no_token_of_an_add_on(remote: tuple[TestClient, Access]) -> None:
    client, allowed = remote
    client.cookies.set(allowed.cookie, allowed.token)
    assert client.post(CHECK, json=ASKED).status_code == 200
    assert client.post(CHECK, json=ASKED, headers=ADDON).status_code == 403


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_by_another_name_it_is_asked_with_the_token(
    asking: Callable[..., TestClient], scheme: str
) -> None:
    allowed = access.of("127.0.0.1", "127.0.0.1", PORT, ["check.brightline.example:9000"])
    client = asking(access=allowed)
    named = {"Host": "check.brightline.example:9000"}
    assert client.get("/api/v1/health", headers=named).status_code == 401
    shown = {
        **named,
        "Origin": f"{scheme}://check.brightline.example:9000",
        "Authorization": f"Bearer {allowed.token}",
    }
    assert client.post(CHECK, json=ASKED, headers=shown).status_code == 200
    for wrong in (
        {"Host": "check.brightline.example"},
        {"Host": "check.brightline.example:9001"},
        {"Host": "evil.example:9000"},
        {"Origin": "https://evil.example:9000"},
        {"Host": "127.0.0.1:8600", "Origin": "https://127.0.0.1:8600"},
    ):
        assert client.post(CHECK, json=ASKED, headers={**shown, **wrong}).status_code == 403


def test_no_preflight_is_granted(web: TestClient) -> None:
    headers = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-commsense, content-type",
    }
    answer = web.options(CHECK, headers=headers)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_long_body_is_refused(web: TestClient) -> None:
    for path, kind in ((CHECK, "application/json"), ("/api/v1/read", "application/octet-stream")):
        headers = {"Content-Type": kind}
        answer = web.post(path, content=b"x" * (guards.LONGEST + 1), headers=headers)
        assert answer.status_code == 413
        assert "at most 2 MB" in answer.json()["error"]


def test_a_body_that_does_not_tell_its_length_is_counted(web: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    headers = {"Content-Type": "application/octet-stream"}
    assert web.post("/api/v1/read", content=pieces(), headers=headers).status_code == 413


def test_a_body_that_tells_to_be_endless_is_not_waited_for(web: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(10**15)}
    assert web.post(CHECK, content=b"{}", headers=headers).status_code == 413


def test_a_body_that_does_not_arrive_is_not_waited_for(
    web: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> bytes:
        await asyncio.sleep(60)
        return b""

    monkeypatch.setattr(guards, "_body", never)
    monkeypatch.setattr(guards, "PATIENCE", 0.05)
    assert web.post(CHECK, json=ASKED).status_code == 408


def test_beyond_this_machine_a_token_is_needed(remote: tuple[TestClient, Access]) -> None:
    client, allowed = remote
    assert len(allowed.token) >= 40
    for path in ("/", "/api/v1/health", "/static/page.js", "/api/v1/openapi.json", "/?token=wrong"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert "token" in answer.json()["error"]
    assert client.post(CHECK, json=ASKED).status_code == 401


@pytest.mark.parametrize("shown", ["Bearer wrong", "Bearer ", "Bearer", "wrong", "Bearer ü"])
def test_a_wrong_token_is_none(remote: tuple[TestClient, Access], shown: str) -> None:
    client, _ = remote
    headers = {"Authorization": shown.encode("latin-1")}
    assert client.get("/api/v1/health", headers=headers).status_code == 401
    client.cookies.set("commsense-8600", "wrong")
    assert client.get("/api/v1/health").status_code == 401


def test_the_token_becomes_a_cookie(remote: tuple[TestClient, Access]) -> None:
    client, allowed = remote
    answer = client.get("/", params={"token": allowed.token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200
    assert client.post(CHECK, json=ASKED).status_code == 200


def test_the_token_as_a_bearer(remote: tuple[TestClient, Access]) -> None:
    client, allowed = remote
    headers = {"Authorization": f"bearer {allowed.token}"}
    assert client.post(CHECK, json=ASKED, headers=headers).status_code == 200


def test_the_token_does_not_replace_the_other_guards(remote: tuple[TestClient, Access]) -> None:
    client, allowed = remote
    shown = {"Authorization": f"Bearer {allowed.token}"}
    for wrong in (
        {"X-Commsense": ""},
        {"Origin": "https://evil.example"},
        {"Host": "evil.example"},
    ):
        assert client.post(CHECK, json=ASKED, headers={**shown, **wrong}).status_code == 403


def test_every_answer_has_its_headers(asking: Callable[..., TestClient], report: Path) -> None:
    web = asking(report)
    paths = ("/", "/static/page.js", "/api/v1/health", "/nowhere", "/archive/report.html")
    answers = [*map(web.get, paths), web.get("/", headers={"Host": "evil.example"})]
    answers.append(web.post(CHECK, content=b"x"))
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "base-uri 'none'; form-action 'none'; frame-ancestors" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"]
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert web.get("/api/v1/health").headers["cache-control"] == "no-store"


def test_there_are_no_web_sockets(web: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), web.websocket_connect("/api/v1/check"):
        pass
