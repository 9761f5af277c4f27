"""Starts the server: for people until they end it, for tests and measurements beside them."""

from __future__ import annotations

import logging
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import uvicorn
from fastapi import FastAPI

from commsense.errors import SettingsError
from commsense.reports.wording import wording
from commsense.settings import Settings
from commsense.web import access, checks, pages
from commsense.web.access import Access
from commsense.web.app import create_app
from commsense.web.connections import Connection
from commsense.web.labelling import Labelling

HOST = "127.0.0.1"
PORT = 8600
_BACKLOG = 128
_AT_ONCE = 200  # connections of which a request is answered
_PATIENCE = 60.0  # seconds until a server beside us must have begun
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens; port 0 takes a free one.

    ``aliases`` are ``HOST`` or ``HOST:PORT`` by which it is reached through a tunnel, a container
    or a server in front of it.
    """

    host: str = HOST
    port: int = PORT
    aliases: tuple[str, ...] = ()


def run(
    settings: Settings,
    place: Place,
    report: Path | None = None,
    corrections: Path | None = None,
    labelling: Labelling | None = None,
    index: Path | None = None,
    *,
    browser: bool = False,
) -> None:
    """Serve until somebody ends it; prints the address first.

    Args:
        settings: of all checks.
        place: where to listen.
        report: folder of a scored archive.
        corrections: file in which corrections are kept.
        labelling: what is labelled; its page is the one whose address is printed then.
        index: file of the index of the archive's messages.
        browser: open the page.

    Raises:
        InputError: ``report`` holds no report.
        ModelError: the model cannot be loaded.
        SettingsError: nothing can be served at ``place``.
    """
    logging.getLogger("commsense.web").addHandler(logging.StreamHandler(sys.stderr))
    with _listening(place) as listener:
        allowed = _access(place, listener)
        app = _app(settings, allowed, report, corrections, labelling, index)
        checks.warm(settings)
        if app.state.index:
            app.state.index.begin()
        say = wording(settings.language, "serving")
        address = _address(place, allowed, pages.LABELLING if labelling else "/")
        sys.stdout.write(say("serve.open", address=address) + "\n")
        if not allowed.loopback:
            sys.stdout.write(say("serve.network") + "\n")
        sys.stdout.flush()
        if browser:
            webbrowser.open(address)
        try:
            with suppress(KeyboardInterrupt):
                _server(app).run(sockets=[listener])
        finally:
            _leave(app)


@contextmanager
def beside(
    settings: Settings | None = None,
    place: Place = Place(port=0),
    report: Path | None = None,
    corrections: Path | None = None,
    labelling: Labelling | None = None,
    index: Path | None = None,
) -> Iterator[str]:
    """Serve in a thread while the context lasts; gives the address of the page of checks.

    Raises:
        InputError: ``report`` holds no report.
        ModelError: the model cannot be loaded.
        SettingsError: nothing can be served at ``place``.
    """
    settings = settings or Settings()
    with _listening(place) as listener:
        allowed = _access(place, listener)
        app = _app(settings, allowed, report, corrections, labelling, index)
        server = _server(app)
        checks.warm(settings)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = monotonic() + _PATIENCE
        while not server.started and thread.is_alive() and monotonic() < until:
            sleep(_PAUSE)
        try:
            yield _address(place, allowed)
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)
            _leave(app)


def _app(
    settings: Settings,
    allowed: Access,
    report: Path | None,
    corrections: Path | None,
    labelling: Labelling | None,
    index: Path | None,
) -> FastAPI:
    return create_app(
        settings,
        access=allowed,
        report=report,
        corrections=corrections,
        index=index,
        labelling=labelling,
    )


def _leave(app: FastAPI) -> None:
    """End what goes on beside the server."""
    if app.state.index:
        app.state.index.end()


def _server(app: FastAPI) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # addresses hold what people look for
            log_level="critical",
            loop="asyncio",
            http=Connection,
            ws="none",
            lifespan="off",  # already warm
            proxy_headers=False,  # nobody stands between: what a request says of that is made up
            server_header=False,
            limit_concurrency=_AT_ONCE,
            timeout_graceful_shutdown=2,
        )
    )


@contextmanager
def _listening(place: Place) -> Iterator[socket.socket]:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        family, _, _, _, where = found[0]
        listener = socket.create_server(where[:2], family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"--host {place.host} --port {place.port}: cannot be listened on ({error}). Accepted"
            " are an address of this machine and a free port; --port 0 takes one."
        ) from error
    with listener:
        yield listener


def _access(place: Place, listener: socket.socket) -> Access:
    bound, port = listener.getsockname()[:2]
    return access.of(place.host, bound, port, place.aliases)


def _address(place: Place, allowed: Access, path: str = "/") -> str:
    name = access.name_of(socket.gethostname() if allowed.digits else place.host)
    where = next(iter(allowed.aliases), f"{name}:{allowed.port}")
    token = f"?token={allowed.token}" if allowed.token else ""
    return f"http://{where}{path}{token}"
