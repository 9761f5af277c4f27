"""What goes wrong, said in words: ``{"error": "words"}`` with a status, and never what was sent."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commsense.errors import CommsenseError

log = logging.getLogger(__name__)

UNUSABLE = 422
FAILED = 500


def refusal(status: int, words: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Make the answer that says what is wrong."""
    return JSONResponse({"error": words}, status, headers)


def install(app: FastAPI) -> None:
    """Answer in words for everything that a route raises and that the one who asks can mend."""

    @app.exception_handler(CommsenseError)
    def unusable(request: Request, error: CommsenseError) -> Response:  # noqa: ARG001
        return refusal(UNUSABLE, str(error))

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:  # noqa: ARG001
        return refusal(UNUSABLE, " ".join(_said(error.errors())))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:  # noqa: ARG001
        return refusal(error.status_code, str(error.detail), error.headers)


class Quiet:
    """Answers an error of our own, and logs where it was: its message may hold a mail's words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            # Whatever it is: its message may hold what was sent, so its kind and place must do.
            log.error("%s in %s", type(error).__name__, _place(error))
            if not begun and scope["type"] == "http":
                words = "Something went wrong inside commsense; nothing was stored."
                await refusal(FAILED, words)(scope, receive, send)


def _said(errors: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for each in errors:
        # What was found is left out: it may be the draft.
        place = ".".join(str(part) for part in each["loc"][1:]) or str(each["loc"][0])
        yield f"{place}: {str(each['msg']).removeprefix('Value error, ')}."


def _place(error: BaseException) -> str:
    frames = extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
