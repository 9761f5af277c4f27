"""What an editor and the server speak through: standard input and output, or one connection."""

from __future__ import annotations

import contextlib
import logging
import socket
import sys

from pygls.lsp.server import LanguageServer

from commsense.errors import InputError

HOST = "127.0.0.1"
_SILENT = logging.CRITICAL + 1


def connect(server: LanguageServer, port: int | None) -> None:
    """Let a server speak through standard input and output, or with who first asks at a port.

    Raises:
        InputError: the port cannot be listened on.
    """
    _keep_quiet()
    if port is not None:
        _over_tcp(server, port)
        return
    output = sys.stdout.buffer
    # Whatever a library prints must not get between the messages.
    with contextlib.redirect_stdout(sys.stderr):
        server.start_io(sys.stdin.buffer, output)


def _over_tcp(server: LanguageServer, port: int) -> None:
    try:
        listening = socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        raise InputError(
            f"--tcp: {HOST}:{port} cannot be listened on ({error}); accepted is a free port, or 0"
            " to have one chosen."
        ) from error
    with listening:
        sys.stderr.write(f"commsense: waiting at {HOST}:{listening.getsockname()[1]}\n")
        sys.stderr.flush()
        connection, _ = listening.accept()
    # Nobody else is let in: what is written to one editor is for that one.
    with connection, connection.makefile("rb") as source, connection.makefile("wb") as sink:
        server.start_io(source, sink)


def _keep_quiet() -> None:
    """Let no library log: they log whole messages, and so what is in the drafts."""
    for name in ("pygls", "asyncio"):
        logging.getLogger(name).setLevel(_SILENT)
