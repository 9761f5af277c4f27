"""Nothing that is sent in is written or logged anywhere."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from commsense.settings import Settings
from commsense.web import checks

WORDS = "Zanzibar"
MAIL = f"From: Anna Berg <anna@northwind.example>\nSubject: {WORDS}\n\nWhen does {WORDS} start?\n"
ASKED = {"draft": f"Hi Anna, we leverage {WORDS} soon.", "reply_to": MAIL}
WRITING = ("os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate")
SPEAKING = ("socket.connect", "socket.sendto", "subprocess.Popen", "os.system")


class Watch:
    """Notes what the program does to files and other machines, while it is on."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[tuple[str, object]] = []

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            path, mode, flags = given
            writes = (mode and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR)
            if writes and path != os.devnull:
                self.seen.append((event, path))
        elif event in (*WRITING, *SPEAKING):
            self.seen.append((event, given))


@pytest.fixture(scope="session")
def watch() -> Watch:
    found = Watch()
    sys.addaudithook(found)  # cannot be taken off again, so it is switched
    return found


@contextmanager
def watching(watch: Watch) -> Iterator[Watch]:
    watch.seen.clear()
    watch.on = True
    try:
        yield watch
    finally:
        watch.on = False


def ask(web: TestClient) -> None:
    """Send the words in every way there is."""
    raw = {"Content-Type": "application/octet-stream", "X-File-Name": f"{WORDS}.eml"}
    assert web.post("/api/v1/check", json=ASKED).status_code == 200
    assert web.post("/api/v1/check", json={"draft": [WORDS]}).status_code == 422
    assert web.post("/api/v1/check", json={**ASKED, "client": WORDS}).status_code == 422
    assert web.post("/api/v1/check", content=WORDS, headers=raw).status_code == 415
    assert web.post("/api/v1/read", content=MAIL.encode(), headers=raw).status_code == 200
    assert web.post("/api/v1/read", content=b"\x00" + MAIL.encode(), headers=raw).status_code == 415
    assert web.get("/api/v1/concerns", params={"query": WORDS}).status_code == 404
    assert web.get(f"/api/v1/explain/{WORDS}").status_code == 404
    assert web.get("/", headers={"Host": f"{WORDS}.example"}).status_code == 403


def test_a_check_writes_and_sends_nothing(web: TestClient, watch: Watch) -> None:
    ask(web)
    with watching(watch):
        ask(web)
    assert watch.seen == []


def test_the_watch_sees(watch: Watch, tmp_path: Path) -> None:
    with watching(watch):
        (tmp_path / "seen").write_text("x")
    assert watch.seen


def test_no_log_holds_the_words(web: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(web)
    own = [each for each in caplog.records if not each.name.startswith("httpx")]
    assert WORDS not in "".join(f"{each.getMessage()}{each.exc_text}" for each in own)


def test_our_own_errors_are_named_without_their_words(
    web: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(WORDS)

    monkeypatch.setattr(checks, "answer", fail)
    answer = web.post("/api/v1/check", json=ASKED)
    assert answer.status_code == 500
    assert WORDS not in answer.text
    assert answer.headers["content-security-policy"]
    (record,) = [each for each in caplog.records if each.name == "commsense.web.refusals"]
    assert "KeyError in test_web_quiet.py:" in record.getMessage()
    assert not record.exc_info
    assert WORDS not in caplog.text


def test_nobody_is_told_of_requests(
    asking: Callable[..., TestClient],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    watch: Watch,
) -> None:
    # Newer releases of FastAPI would send what they serve, and warn where they cannot.
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    checks.warm(Settings())
    with watching(watch), asking() as web:
        assert web.post("/api/v1/check", json=ASKED).status_code == 200
    assert watch.seen == []
    assert "telemetry" not in caplog.text
