"""The addresses of an archive's concerns, and of what people say of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from commsense.errors import InputError
from commsense.labels import Status
from commsense.web import labels, listing
from commsense.web.asked import CorrectionAsked
from commsense.web.check_routes import FAILURES, MARKED, MISSING
from commsense.web.corrections import Correction, Corrections
from commsense.web.ledger import Archive, Filed, Ledger
from commsense.web.listing import ConcernTold, Page, Wanted

Kind = Literal["question", "request", "concern"]
ROWS = "application/x-ndjson"
_ROWS: dict[int | str, dict[str, Any]] = {
    200: {"content": {ROWS: {"schema": {"type": "string"}}}, "description": "Threads."},
}


def routes(archive: Archive | None, corrections: Corrections) -> APIRouter:
    """Make the routes.

    Args:
        archive: whose concerns are told; without one there are none.
        corrections: where corrections are kept.
    """
    router = APIRouter(responses={**FAILURES, **MISSING})

    def ledger() -> Ledger:
        if archive is None:
            raise HTTPException(
                404, "The server was started without a report: commsense serve REPORT."
            )
        return archive.ledger()

    def filed(name: str) -> tuple[Ledger, Filed]:
        found = ledger()
        if name not in found.concerns:
            raise HTTPException(404, "The report has no such concern.")
        return found, found.concerns[name]

    @router.get("/concerns")
    def concerns(
        status: Annotated[
            Status | Literal[""], Query(description="The corrected one counts.")
        ] = "",
        kind: Kind | Literal[""] = "",
        query: Annotated[str, Query(max_length=500, description="Words, person, client.")] = "",
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> Page:
        """Give a page of the concerns; what waits longest for an answer stands first."""
        with stored():
            return listing.page(ledger(), corrections.all(), Wanted(status, kind, query), page)

    @router.put("/concerns/{name:path}", dependencies=MARKED)
    def correct(name: str, asked: CorrectionAsked) -> ConcernTold:
        """Say where a concern really stands."""
        with stored():
            found, concern = filed(name)
            correction = Correction(
                concern=name,
                thread=concern.thread,
                status=asked.status.value,
                model=concern.concern.status,
                note=asked.note.strip(),
                moment=datetime.now(UTC).isoformat(timespec="seconds"),
                report=found.digest,
            )
            corrections.put(correction)
            return listing.told(concern, correction)

    @router.delete("/concerns/{name:path}", dependencies=MARKED)
    def take_back(name: str) -> ConcernTold:
        """Take a correction back."""
        with stored():
            _, concern = filed(name)
            corrections.remove(name)
            return listing.told(concern, None)

    @router.get("/corrections.jsonl", response_class=StreamingResponse, responses=_ROWS)
    def rows() -> StreamingResponse:
        """Give the corrections as labelled threads, one a line."""
        with stored():
            found = ledger()
            lines = list(_lines(archive, found, corrections)) if archive else []
        disposition = 'attachment; filename="corrections.jsonl"'
        return StreamingResponse(
            iter(lines), media_type=ROWS, headers={"Content-Disposition": disposition}
        )

    return router


def _lines(archive: Archive, ledger: Ledger, corrections: Corrections) -> Iterator[str]:
    by_thread: dict[str, list[tuple[Filed, Correction]]] = {}
    for name, correction in corrections.all().items():
        # A concern may have gone when the archive was scored anew.
        if name in ledger.concerns:
            concern = ledger.concerns[name]
            by_thread.setdefault(concern.thread, []).append((concern, correction))
    for thread in archive.threads(ledger, by_thread):
        row = labels.row(thread, by_thread[thread["id"]])
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


@contextmanager
def stored() -> Iterator[None]:
    """Say what is wrong with the server's own files as such, not as the asker's fault."""
    try:
        yield
    except InputError as error:
        raise HTTPException(503, str(error)) from error
