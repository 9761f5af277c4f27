"""The server as people start it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from commsense.errors import SettingsError
from commsense.web import connections, serving
from commsense.web.serving import Place

MARK = {"X-Commsense": "1"}
DRAFTS = [f"Hi Anna, we leverage the ETL in week {number}." for number in range(6)]


def commsense(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commsense", "serve", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@contextmanager
def started(*words: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "commsense", "serve", "--port", "0", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def test_many_at_once_are_answered_as_one_after_the_other(scored: Path) -> None:
    with (
        serving.beside(report=scored) as address,
        httpx.Client(base_url=address, headers=MARK, timeout=60) as web,
        ThreadPoolExecutor(8) as pool,
    ):

        def check(draft: str) -> str:
            answer = web.post("/api/v1/check", json={"draft": draft})
            assert answer.status_code == 200
            return answer.text

        one_by_one = [check(draft) for draft in DRAFTS]
        assert list(pool.map(check, DRAFTS * 4)) == one_by_one * 4
        assert web.get("/api/v1/concerns").json()["total"] > 50
        assert web.get("/", headers={"Host": "evil.example"}).status_code == 403
        told = web.get("/api/v1/health")
        assert "server" not in told.headers


def test_it_starts_says_where_and_ends(scored: Path) -> None:
    with started(scored, "--lang", "zh") as (process, said):
        address = re.findall(r"http://127\.0\.0\.1:\d+/$", said.strip())[0]
        assert "浏览器" in said
        asked = {"draft": "Hi Zanzibar, we leverage the ETL."}
        answer = httpx.post(f"{address}api/v1/check", json=asked, headers=MARK, timeout=60)
        assert answer.json()["language"] == "zh"
        assert httpx.get(f"{address}nowhere?q=Zanzibar").status_code == 404
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate(timeout=30)
        assert (process.returncode, said, errors) == (0, "", "")


def test_for_other_machines_the_address_holds_a_token() -> None:
    with started("--host", "0.0.0.0") as (_, said):  # noqa: S104
        port, token = re.findall(r"http://\S+:(\d+)/\?token=(\S{40,})$", said.strip())[0]
        address = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{address}/api/v1/health").status_code == 401
        with httpx.Client(base_url=address) as web:
            assert web.get("/", params={"token": token}).status_code == 303
            assert web.get("/api/v1/health").status_code == 200


def test_with_sentences_the_page_of_labelling_is_named(tmp_path: Path) -> None:
    sentences = tmp_path / "tasks.jsonl"
    sentences.write_text('{"id": "1", "text": "When?"}\n{"id": "2"}\n', encoding="utf-8")
    with started("--label", sentences, "--overlap", "0") as (process, said):
        address = re.findall(r"http://127\.0\.0\.1:\d+/label$", said.strip())[0]
        assert httpx.get(address).status_code == 200
        asked = {"annotator": "Maya"}
        told = httpx.post(
            address.replace("/label", "/api/v1/labelling/next"), json=asked, headers=MARK
        )
        assert told.json()["sentence"]["text"] == "When?"
        assert (tmp_path / "labels.sqlite").exists()
        process.send_signal(signal.SIGINT)
        assert "line 2" in process.communicate(timeout=30)[1]


def test_by_another_name_the_address_is_that_one() -> None:
    with started("--allow-host", "localhost:9000") as (_, said):
        assert re.findall(r"http://localhost:9000/\?token=\S{40,}$", said.strip())


def test_who_asks_for_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.3)
    with serving.beside() as address:
        port = httpx.URL(address).port
        silent, slow = (socket.create_connection(("127.0.0.1", port), 10) for _ in range(2))
        with silent, slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
            assert silent.recv(10) == b""
            assert slow.recv(10) == b""
        with httpx.Client(base_url=address) as web:
            assert web.get("/api/v1/health").status_code == 200


def test_too_many_connections_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 2)
    with serving.beside() as address, ExitStack() as held:
        port = httpx.URL(address).port
        for _ in range(2):
            held.enter_context(socket.create_connection(("127.0.0.1", port)))
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{address}api/v1/health")


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(SettingsError, match="--port 0 takes one"),
            serving.beside(place=Place(port=port)),
        ):
            pass


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["/no/such/report"], "commsense score"),
        (["--lang", "fr"], "'fr'"),
        (["--client", "northwind"], "neither a domain"),
        (["--model", "/no/such/model"], "/no/such/model"),
        (["--host", "host.invalid"], "--host host.invalid"),
        (["--task", "acts"], "go with --label FILE"),
        (["--label", "/no/such/file"], "/no/such/file"),
    ],
)
def test_mistakes_are_said_in_words(words: list[str], said: str) -> None:
    done = commsense("--port", 0, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
