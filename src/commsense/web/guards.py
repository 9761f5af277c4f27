"""What every request has to pass before anything of it is read.

- The header Host must be a name of this server: a foreign name that was made to lead to this
  machine (DNS rebinding) would make a foreign page one of ours.
- Beyond loopback it must show the token.
- What changes or computes something must carry ``X-Commsense: 1`` and a type of content that no
  form can send, and come from our own page, if a browser says from where (CSRF).
- A body has at most ``LONGEST`` bytes, and arrives within ``PATIENCE``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from commsense.web import pages
from commsense.web.access import Access
from commsense.web.refusals import refusal

LONGEST = 2_000_000  # bytes of a body
PATIENCE = 60.0  # seconds for a body
_DISCARDED = 16 * LONGEST  # bytes that are read and thrown away, so that the words arrive
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_JSON = "application/json"
TYPES = {"/api/v1/read": "application/octet-stream"}
"""Path → what its body is; of all others JSON."""

EXTENSION = "moz-extension://"
EXTENSION_PATHS = frozenset({"/api/v1/check"})
"""What an add-on of a mail program may ask: on this machine, and elsewhere with the token.

Nothing else has such an Origin: a page cannot choose its own. An add-on with permission for this
host needs no CORS header, and one without it fails at the preflight, which is never granted. So
none is given to anybody, and no page can read an answer. From elsewhere the token has to be one
that it was given, as a bearer: a cookie would be the page's.
"""


class Guards:
    """Refuses what may not ask, and reads the body of what may."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refused = _not_for_us(request, self._access) or _without_token(request, self._access)
        if not refused and request.method not in _SAFE:
            refused = _forged(request, self._access) or _foreign_type(request)
        if refused:
            await refused(scope, receive, send)
            return
        if request.method in _SAFE:
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(PATIENCE):
                body = await _body(request, receive)
        except TimeoutError:
            await refusal(408, "This took too long to arrive.")(scope, receive, send)
            return
        if body is None:
            words = f"This is too long: at most {LONGEST / 1e6:.0f} MB are read."
            await refusal(413, words)(scope, receive, send)
            return
        await self._app(scope, _given(body, receive), send)


def _not_for_us(request: Request, access: Access) -> Response | None:
    hosts = request.headers.getlist("host")
    if len(hosts) == 1 and access.knows(hosts[0]):
        return None
    return refusal(403, "This server does not go by that name. Use the address that it printed.")


def _without_token(request: Request, access: Access) -> Response | None:
    """Ask for the token; the one in the page's address becomes a cookie and leaves the address."""
    path = request.url.path
    told = request.query_params.get("token", "") if path in pages.ADDRESSES else ""
    if access.token and told and access.admits(told):
        page = RedirectResponse(path, 303)
        page.set_cookie(access.cookie, access.token, httponly=True, samesite="strict")
        return page
    if access.admits(request.cookies.get(access.cookie, ""), _bearer(request.headers)):
        return None
    words = "The token is missing or wrong. Open the address that the server printed at its start."
    return refusal(401, words, {"WWW-Authenticate": "Bearer"})


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _forged(request: Request, access: Access) -> Response | None:
    if request.headers.get("x-commsense") != "1":
        return refusal(403, "The header X-Commsense: 1 is missing.")
    origin = request.headers.get("origin")
    if origin is None or access.is_home(origin, request.url.scheme, request.headers["host"]):
        return None
    asked = origin.startswith(EXTENSION) and request.url.path in EXTENSION_PATHS
    if asked and access.admits(_bearer(request.headers)):
        return None
    return refusal(403, "This can be asked from the page of this server only.")


def _foreign_type(request: Request) -> Response | None:
    wanted = TYPES.get(request.url.path, _JSON)
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found == wanted or (not found and request.method not in _WITH_BODY):
        return None
    return refusal(415, f"Content-Type: found {found or 'nothing'!r}; accepted: {wanted}.")


async def _body(request: Request, receive: Receive) -> bytes | None:
    """Give the body, or None where it is too long; never more than ``LONGEST`` bytes are kept."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > _DISCARDED:
        return None
    kept = bytearray()
    length = 0
    more = True
    while more and length <= _DISCARDED:
        message = await receive()
        piece = message.get("body", b"")
        length += len(piece)
        if length <= LONGEST:
            kept += piece
        more = message.get("more_body", False)
    return bytes(kept) if length <= LONGEST else None


def _given(body: bytes, receive: Receive) -> Receive:
    """Give the body that was read, and then what comes: that the one who asked has gone."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
