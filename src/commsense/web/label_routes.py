"""The addresses of labelling: the next sentence, what somebody says of it, and all labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from commsense.labelling.deck import Card
from commsense.settings import Settings
from commsense.web import label_checks
from commsense.web.check_routes import FAILURES, MARKED, MISSING, Asked
from commsense.web.concern_routes import ROWS, stored
from commsense.web.desk import Desk
from commsense.web.label_asked import LabelsAsked, Name, SkipAsked, Whose
from commsense.web.label_told import AnsweredTold, ProgressTold, SentenceTold, TurnTold
from commsense.web.labelling import Labelling
from commsense.web.turns import Turns

T = TypeVar("T")
Key = Annotated[str, Path(max_length=64)]
Annotator = Annotated[Name, Query()]
Suggestions = Annotated[bool, Query(description="Say what the model would choose.")]
_ROWS: dict[int | str, dict[str, Any]] = {
    200: {"content": {ROWS: {"schema": {"type": "string"}}}, "description": "Labelled sentences."},
}


class _Counter:
    """Leads to the desk, if sentences are labelled, one after the other where cores are few."""

    def __init__(self, labelling: Labelling | None, settings: Settings, turns: Turns) -> None:
        self._desk = Desk(labelling, settings) if labelling else None
        self._turns = turns

    def desk(self) -> Desk:
        if self._desk is None:
            words = "The server was started without sentences: commsense serve --label FILE."
            raise HTTPException(404, words)
        return self._desk

    def card(self, key: str) -> Card:
        found = self.desk().card(key)
        if found is None:
            raise HTTPException(404, "There is no such sentence.")
        return found

    async def served(self, request: Request, work: Callable[[], T]) -> T:
        self.desk()

        def inside() -> T:
            with stored():
                return work()

        return await self._turns.take(request, inside)


def routes(labelling: Labelling | None, settings: Settings, turns: Turns) -> APIRouter:
    """Make the routes.

    Args:
        labelling: what is labelled; without it there is nothing here.
        settings: whose model suggests, and the language of the page.
        turns: where the work waits for a free core.
    """
    router = APIRouter(responses={**FAILURES, **MISSING})
    at = _Counter(labelling, settings, turns)

    @router.get("/labelling")
    def interface(language: Asked = None) -> dict[str, Any]:
        """Give the words of the page, the tasks and what their labels mean."""
        return at.desk().interface(language or settings.language)

    @router.post("/labelling/next", dependencies=MARKED)
    async def following(asked: Whose, request: Request) -> TurnTold:
        """Lend somebody the sentence that he is to label next."""
        return await at.served(request, lambda: at.desk().next(asked))

    @router.get("/labelling/sentences/{key}")
    async def again(
        key: Key, annotator: Annotator, request: Request, suggestions: Suggestions = True
    ) -> SentenceTold:
        """Give a sentence with what somebody said of it himself."""
        asked = Whose(annotator=annotator, suggestions=suggestions)
        card = at.card(key)
        return await at.served(request, lambda: at.desk().again(card, asked))

    @router.put("/labelling/sentences/{key}", dependencies=MARKED)
    async def label(key: Key, asked: LabelsAsked, request: Request) -> ProgressTold:
        """Keep what somebody says of a sentence, in place of what he said of it before."""
        card = at.card(key)
        said = label_checks.said(asked, card)
        return await at.served(request, lambda: at.desk().label(card, asked, said))

    @router.post("/labelling/sentences/{key}/skip", dependencies=MARKED)
    async def skip(key: Key, asked: SkipAsked, request: Request) -> ProgressTold:
        """Note that somebody cannot say; others may be asked then."""
        card = at.card(key)
        return await at.served(request, lambda: at.desk().skip(card, asked))

    @router.post("/labelling/undo", dependencies=MARKED)
    async def undo(asked: Whose, request: Request) -> TurnTold:
        """Take back what somebody said last, and give it to him once more as it was."""
        return await at.served(request, lambda: at.desk().undo(asked))

    @router.get("/labelling/history")
    async def history(annotator: Annotator, request: Request) -> list[AnsweredTold]:
        """Give what somebody answered, in the order in which it came."""
        return await at.served(request, lambda: at.desk().history(annotator))

    @router.get("/labels.jsonl", response_class=Response, responses=_ROWS)
    async def rows(request: Request) -> Response:
        """Give all labels of all who labelled, a sentence and person a line."""
        found = await at.served(request, at.desk().rows)
        name = {"Content-Disposition": 'attachment; filename="labels.jsonl"'}
        return Response(found, media_type=ROWS, headers=name)

    return router
