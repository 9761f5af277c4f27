"""The addresses of a scored archive's messages: the list, a thread, where there is what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException

from commsense.errors import CommsenseError
from commsense.reports.wording import wording
from commsense.settings import Settings
from commsense.web import message_told
from commsense.web.asked import Text
from commsense.web.check_routes import FAILURES, MISSING, Asked
from commsense.web.corrections import Corrections
from commsense.web.index import choosing, listing, reach, threads, wanted
from commsense.web.index.choosing import Filters
from commsense.web.index.keeping import Index, NotReady, State
from commsense.web.index.listing import Page, Turn
from commsense.web.index.reach import Month
from commsense.web.index.threads import ThreadTold
from commsense.web.index.wanted import Malformed
from commsense.web.message_told import PlaceTold

NONE = "-"
"""The client of messages that have none."""

Found = Callable[[], Index]
Order = Literal["newest", "oldest", "score", "severity"]
Side = Literal["", "client", "team", "both", "unknown"]
Severity = Literal["", "low", "medium", "high"]
Words = Annotated[Text, Query(max_length=wanted.LONGEST, description="Words, from:, before: …")]
Number = Annotated[int, Path(ge=1, le=2**53)]
Start = Annotated[int, Query(ge=0, le=2**53, description="Place of the first message.")]


def routes(index: Index | None, corrections: Corrections, settings: Settings) -> APIRouter:
    """Make the routes.

    Args:
        index: of the messages; without one there are none.
        corrections: what people say of the concerns.
        settings: the reader's language, and the team's own criteria.
    """
    router = APIRouter(responses={**FAILURES, **MISSING})

    def found() -> Index:
        if index is None:
            words = "The server was started without a report: commsense serve REPORT."
            raise HTTPException(404, words)
        return index

    _add_list(router, found, settings)
    _add_around(router, found, settings)
    _add_threads(router, found, corrections)
    return router


def _add_list(router: APIRouter, found: Found, settings: Settings) -> None:
    @router.get("/messages")
    def messages(
        query: Words = "",
        client: Annotated[
            Text, Query(max_length=320, description="Its key; `-` for messages that have none.")
        ] = "",
        side: Side = "",
        severity: Annotated[Severity, Query(description="The least one.")] = "",
        below: Annotated[
            int | None, Query(ge=10, le=100, multiple_of=10, description="Score not reached.")
        ] = None,
        waiting: Annotated[
            bool, Query(description="The client still waits for something.")
        ] = False,
        order: Order = "newest",
        cursor: Annotated[str, Query(max_length=24, description="`before` or `after`.")] = "",
        back: Annotated[bool, Query(description="The page before the cursor.")] = False,
        day: Annotated[
            Text, Query(max_length=24, description="Day, month or year to begin at.")
        ] = "",
        language: Asked = None,
    ) -> Page:
        """Give a page of messages; malformed searches are answered in words."""
        filters = Filters(
            client=None if not client else "" if client == NONE else client,
            side=side,
            severity=severity,
            below=below,
            waiting=waiting,
        )
        with _understood(language or settings.language), _served(), found().opened() as file:
            turn = Turn(order, listing.cursor(cursor), back)
            if day:
                turn = Turn(order, reach.cursor(file, wanted.span(day), order))
            return listing.page(file, choosing.choose(file, wanted.read(query), filters), turn)


def _add_around(router: APIRouter, found: Found, settings: Settings) -> None:
    @router.get("/messages/state")
    def state() -> State:
        """Tell whether the index is there, or how far it is."""
        return found().state()

    @router.get("/messages/months")
    def months() -> list[Month]:
        """Tell how many messages there are of each month."""
        with _served(), found().opened() as file:
            return reach.months(file)

    @router.get("/messages/interface")
    def interface(language: Asked = None) -> dict[str, Any]:
        """Give the words of the page and the titles of the criteria."""
        return message_told.interface(language or settings.language, settings)

    @router.get("/messages/clients")
    def clients() -> list[reach.ClientCounted]:
        """Give the clients with most messages."""
        with _served(), found().opened() as file:
            return reach.clients(file)


def _add_threads(router: APIRouter, found: Found, corrections: Corrections) -> None:
    @router.get("/messages/place")
    def place(id: Annotated[Text, Query(max_length=200)]) -> PlaceTold:  # noqa: A002 - its name
        """Tell in which thread a message is, and where."""
        with _served(), found().opened() as file:
            told = threads.numbered(file, id)
            if told is None:
                raise HTTPException(404, "There is no such message.")
            return PlaceTold(*told)

    @router.get("/threads/{number}")
    def thread(number: Number, start: Start = 0) -> ThreadTold:
        """Give messages of a thread, with what was found in them."""
        with _served(), found().opened() as file:
            told = threads.page(file, number, start)
            if told is None:
                raise HTTPException(404, "There is no such thread.")
            return message_told.corrected(told, corrections.all())


@contextmanager
def _understood(language: str) -> Iterator[None]:
    """Say in the reader's language what of a search is not understood."""
    try:
        yield
    except Malformed as error:
        words = wording(language, "messages")(f"search.{error.kind}", found=error.found)
        raise HTTPException(422, words) from error


@contextmanager
def _served() -> Iterator[None]:
    """Say what is wrong with the server's own files as such, not as the asker's fault."""
    try:
        yield
    except Malformed:
        raise
    except NotReady as error:
        raise HTTPException(503, str(error), {"Retry-After": "2"}) from error
    except CommsenseError as error:
        raise HTTPException(503, str(error)) from error
