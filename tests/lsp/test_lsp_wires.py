"""Over a port of the machine: one editor, places in bytes, and nothing of a text in any log."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

import pytest

from commsense.errors import InputError, MissingExtra
from commsense.lsp import serve

SECRET = "Wintermarch"
TEXT = f"😀 {SECRET}, we will start UAT on 12 May. The API is ready.\n"
URI = "untitled:Untitled-1"


@pytest.fixture
def server() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a server and give its port."""
    command = [sys.executable, "-m", "commsense", "lsp", "--tcp", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr
        told = re.search(rb"127\.0\.0\.1:(\d+)", process.stderr.readline())
        assert told
        yield process, int(told[1])
        process.kill()


def send(
    sink: BinaryIO, method: str, params: Any, number: int | None = None, version: str = "2.0"
) -> None:
    message = {"jsonrpc": version, "method": method, "params": params}
    body = json.dumps(message | ({} if number is None else {"id": number})).encode()
    sink.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    sink.flush()


def receive(source: BinaryIO, key: str, value: str | int) -> Any:
    """Wait for a message."""
    while True:
        length = 0
        while (line := source.readline()) not in (b"\r\n", b""):
            if line.startswith(b"Content-Length"):
                length = int(line.partition(b":")[2])
        message = json.loads(source.read(length))
        if message.get(key) == value:
            return message


def test_one_editor_is_served_and_nothing_is_logged(
    server: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, port = server
    with ExitStack() as closing:
        connection = socket.create_connection(("127.0.0.1", port), timeout=40)
        closing.enter_context(connection)
        source, sink = connection.makefile("rb"), connection.makefile("wb")
        closing.enter_context(source)
        closing.enter_context(sink)
        capabilities = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}
        send(sink, "initialize", {"processId": None, "capabilities": capabilities}, 1)
        receive(source, "id", 1)
        send(sink, "initialized", {})
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=5)
        send(sink, "textDocument/didChange", {  # it was never opened
            "textDocument": {"uri": f"file:///{SECRET}", "version": 2},
            "contentChanges": [{"text": SECRET}],
        })  # fmt: skip
        send(sink, "textDocument/didOpen", {"textDocument": SECRET})
        send(sink, "initialized", {"text": SECRET}, version="1.0")
        send(sink, "workspace/didChangeConfiguration", {"settings": {"commsense": {"all": True}}})
        item = {"uri": URI, "languageId": "markdown", "version": 1, "text": TEXT}
        send(sink, "textDocument/didOpen", {"textDocument": item})
        said = receive(source, "method", "textDocument/publishDiagnostics")["params"]
        term = next(each for each in said["diagnostics"] if each["code"] == "CO3")
        assert term["range"]["start"] == {
            "line": 0,
            "character": len(TEXT.split("UAT")[0].encode()),
        }
        send(sink, "shutdown", None, 2)
        assert "error" not in receive(source, "id", 2)
        send(sink, "exit", None)
        process.wait(timeout=30)
    assert process.stderr
    assert SECRET not in process.stderr.read().decode()


def test_without_its_packages_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    with pytest.raises(MissingExtra, match=r"pip install 'commsense\[lsp\]'"):
        serve()


def test_an_editor_that_just_goes_ends_the_server() -> None:
    command = [sys.executable, "-m", "commsense", "lsp"]
    done = subprocess.run(command, input=b"", capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"--tcp: 127.0.0.1:{port} cannot be listened on"):
            serve(port)
