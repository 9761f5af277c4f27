"""What ``bench_check.py`` measures of the web server: a request for each draft, one after another.

The server runs in a process of its own, on a free port of this machine; one connection is kept.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.header import Header
from email.utils import format_datetime, formataddr

from commsense.conversation import Message, Person
from drafts import Written, ready

APP = "commsense.web.app:create_app"
PATH = "/api/v1/check"
HEADERS = {"Content-Type": "application/json", "X-Commsense": "1"}
PATIENCE = 60.0
"""Seconds that the server may take to start, and to answer."""


def requests(
    warm: Sequence[Written], timed: Sequence[Written], python: str
) -> dict[str, list[float]]:
    """Give the milliseconds of a request for each draft, by language.

    Args:
        warm: drafts that come first and do not count.
        timed: those that do.
        python: the one that commsense is installed in.
    """
    import httpx

    found: dict[str, list[float]] = {}
    with _served(python) as address, httpx.Client(timeout=PATIENCE, base_url=address) as client:
        for each in (*warm, *timed):
            body = {"draft": each.text, "reply_to": mail(each), "language": each.language}
            started = time.perf_counter()
            answer = client.post(PATH, json=body, headers=HEADERS)
            milliseconds = 1000 * (time.perf_counter() - started)
            answer.raise_for_status()
            if each in timed:
                found.setdefault(each.language, []).append(milliseconds)
    return found


def mail(written: Written) -> str:
    """Give the thread of a draft as one mail that quotes what came before it."""
    body = ""
    last: Message | None = None
    for message in ready(written.earlier):
        own = "\n".join(sentence.text for sentence in message.sentences)
        body = f"{own}\n\n{_quoted(last, body)}" if last else own
        last = message
    return f"{_head(last)}\n\n{body}\n" if last else ""


def _quoted(message: Message, body: str) -> str:
    day = f"{message.date:%Y-%m-%d %H:%M}" if message.date else ""
    lines = "\n".join(f"> {line}" for line in body.splitlines())
    return f"On {day}, {_sender(message)} wrote:\n{lines}"


def _head(message: Message) -> str:
    lines = [f"From: {_sender(message)}", f"Subject: {Header(message.subject).encode()}"]
    if message.date:
        lines.append(f"Date: {format_datetime(message.date)}")
    lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    return "\n".join(lines)


def _sender(message: Message) -> str:
    """Name who wrote; in a chat nobody has an address, and without one a side is not known."""
    person = message.sender or Person("")
    return formataddr((person.name, person.email or f"someone@{message.stated_side}.example"))


@contextmanager
def _served(python: str) -> Iterator[str]:
    """Start the server and wait until it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["uvicorn", APP, "--factory", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen([python, "-m", *command])
    try:
        _await(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("the web server does not start")
