"""The addresses that check drafts and tell about criteria."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Header, Query, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from commsense import lang, practices
from commsense.errors import InputError, SettingsError
from commsense.practices.explaining import Explanation
from commsense.settings import Settings
from commsense.version import __version__
from commsense.web import checks, dropped
from commsense.web.asked import CheckAsked
from commsense.web.turns import Turns

Language = Literal["en", "zh"]
Asked = Annotated[Language | None, Query(alias="lang", description="Of the reader.")]


class Failure(BaseModel):
    """What is wrong."""

    error: str = Field(description="In words.")


class DroppedText(BaseModel):
    """A file that was dropped on the page."""

    text: str = Field(description="To be sent as `reply_to`.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is beside checking drafts."""

    report: bool = False
    corrections: bool = False
    messages: bool = False
    labelling: bool = False


FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure, "description": words}
    for status, words in (
        (400, "This is not JSON."),
        (401, "The token is missing."),
        (403, "A foreign host or page asks, or X-Commsense is missing."),
        (408, "This took too long to arrive."),
        (413, "This is too long."),
        (415, "This has a wrong type."),
        (422, "This cannot be used."),
        (503, "Too much is asked at once."),
    )
}
MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": Failure, "description": "There is no such thing."}
}


def marked(
    x_commsense: Annotated[
        Literal["1"], Header(description="Shows that no form of another site sends this.")
    ],
) -> None:
    """Tell in the OpenAPI description what ``guards`` wants to see."""
    del x_commsense


MARKED = [Depends(marked)]
_RAW = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def routes(settings: Settings, turns: Turns, offer: Offer) -> APIRouter:
    """Make the routes.

    Args:
        settings: of all checks; a request may name the client and the reader's language.
        turns: where checks wait for a free core.
        offer: what the page is told that there is.
    """
    router = APIRouter(responses=FAILURES)

    @router.post("/check", dependencies=MARKED)
    async def check(asked: CheckAsked, request: Request) -> dict[str, Any]:
        """Check a draft; places are counted in code points of the draft."""
        return await turns.take(request, lambda: checks.answer(asked, settings))

    @router.post("/read", dependencies=MARKED, openapi_extra=_RAW)
    async def read(
        request: Request,
        x_file_name: Annotated[str, Header(description="The file's name, percent-encoded.")] = "",
    ) -> DroppedText:
        """Read a mail or a text that was dropped on the page."""
        data = await request.body()
        try:
            name = _last_part(unquote(x_file_name))
            return DroppedText(text=await turns.take(request, lambda: dropped.read(data, name)))
        except InputError as error:
            raise HTTPException(415, str(error)) from error

    @router.get("/explain/{criterion}", responses=MISSING)
    def explain(criterion: str, language: Asked = None) -> Explanation:
        """Tell what a criterion asks, why, and with which examples."""
        try:
            return practices.explain(criterion, language or settings.language)
        except SettingsError as error:
            raise HTTPException(404, str(error)) from error

    @router.get("/interface")
    def interface(language: Asked = None) -> dict[str, Any]:
        """Give the words of the page, and what this server has to offer."""
        chosen = language or settings.language
        return {
            **lang.data(chosen, "web"),
            "version": __version__,
            "language": chosen,
            "report": offer.report,
            "corrections": offer.corrections,
            "messages": offer.messages,
            "labelling": offer.labelling,
        }

    @router.get("/health")
    def health() -> dict[str, str]:
        """Tell that the server serves."""
        return {"status": "ok"}

    return router


def _last_part(name: str) -> str:
    return re.split(r"[/\\]", name)[-1][:200]
