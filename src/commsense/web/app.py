"""The application: routes and guards put together.

``create_app`` can be given to any ASGI server; ``serving`` is how the command runs it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from commsense.settings import Settings
from commsense.version import __version__
from commsense.web import (
    check_routes,
    checks,
    concern_routes,
    label_routes,
    message_routes,
    page_routes,
    pages,
    refusals,
)
from commsense.web.access import THIS_MACHINE, Access
from commsense.web.check_routes import Offer
from commsense.web.corrections import FILE, Corrections
from commsense.web.guards import Guards
from commsense.web.headers import Headers
from commsense.web.index.keeping import Index
from commsense.web.labelling import Labelling
from commsense.web.ledger import Archive
from commsense.web.refusals import Quiet
from commsense.web.turns import Turns

API = "/api/v1"
DESCRIPTION = (
    "Checks drafts before they are sent, keeps what people say of an archive's concerns, and"
    " how they label sentences."
    ' Offsets are in code points. Errors are `{"error": "words"}`.'
)
_NO_TELEMETRY: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""Newer releases of FastAPI would tell what they serve to OpenTelemetry, where it is set up."""


def create_app(
    settings: Settings | None = None,
    *,
    access: Access = THIS_MACHINE,
    report: Path | None = None,
    corrections: Path | None = None,
    index: Path | None = None,
    labelling: Labelling | None = None,
    static: Path = pages.STATIC,
    turns: Turns | None = None,
) -> FastAPI:
    """Make the application.

    Args:
        settings: of all checks; the defaults without.
        access: who may ask; by default who sits at this machine.
        report: folder of a scored archive.
        corrections: file in which corrections are kept; ``corrections.sqlite`` in ``report``.
        index: file of the index of the archive's messages; ``index.sqlite`` in ``report``. It is
            made when it is asked for; the application's ``state.index`` may begin it earlier.
        labelling: what is labelled, if anything.
        static: folder of the page.
        turns: where checks wait for a free core.

    Raises:
        InputError: ``report`` holds no report.
    """
    settings = settings or Settings()
    archive = Archive(report) if report else None
    if archive:
        archive.ledger()
    messages = Index(archive, index) if archive else None
    kept = Corrections(corrections or (report or Path()) / FILE)
    offer = Offer(
        report=archive is not None and archive.page.is_file(),
        corrections=archive is not None,
        messages=archive is not None,
        labelling=labelling is not None,
    )
    turns = turns or Turns()

    @asynccontextmanager
    async def warmed(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(checks.warm, settings)
        yield

    app = FastAPI(
        title="commsense",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=warmed,
        telemetry=_NO_TELEMETRY,
    )
    app.state.index = messages
    app.include_router(check_routes.routes(settings, turns, offer), prefix=API)
    app.include_router(concern_routes.routes(archive, kept), prefix=API)
    app.include_router(message_routes.routes(messages, kept, settings), prefix=API)
    app.include_router(label_routes.routes(labelling, settings, turns), prefix=API)
    app.include_router(page_routes.routes(pages.load(static), settings.language, archive))
    refusals.install(app)
    # The last one that is added stands outermost.
    app.add_middleware(Guards, access=access)
    app.add_middleware(Quiet)
    app.add_middleware(Headers)
    return app
