"""The addresses of the page, its files and the report."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response

from commsense.web import headers, pages
from commsense.web.ledger import Archive
from commsense.web.pages import Asset

REPORT = "/archive/report.html"
_REVALIDATED = "private, no-cache"  # kept by the browser, asked for again: a new version shows


def routes(assets: Mapping[str, Asset], language: str, archive: Archive | None) -> APIRouter:
    """Make the routes.

    Args:
        assets: the files of the page.
        language: of the reader.
        archive: whose report is shown, if there is one.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    @router.get(pages.LABELLING)
    @router.get(pages.MESSAGES)
    def page(request: Request) -> Response:
        name = pages.ADDRESSES[request.url.path]
        if name not in assets:
            raise HTTPException(404, "The page is not part of this installation.")
        nonce = secrets.token_urlsafe(18)
        policy = {"Content-Security-Policy": headers.with_nonce(nonce)}
        return HTMLResponse(pages.filled(assets[name], nonce, language), headers=policy)

    @router.get("/static/{name:path}")
    def asset(name: str, request: Request) -> Response:
        found = assets.get(name)
        if found is None or name in pages.ADDRESSES.values():
            raise HTTPException(404, "There is no such file.")
        told = {"ETag": found.tag, "Cache-Control": _REVALIDATED}
        if found.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=told)
        return Response(found.content, headers={**told, "Content-Type": found.type})

    @router.get(REPORT)
    def report() -> Response:
        if archive is None or not archive.page.is_file():
            raise HTTPException(404, "The server was started without a report.")
        policy = {"Content-Security-Policy": pages.report_policy(archive.page)}
        return FileResponse(archive.page, media_type="text/html", headers=policy)

    return router
