"""Tells the editor that something takes a while."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from uuid import uuid4

from lsprotocol.types import WorkDoneProgressBegin, WorkDoneProgressEnd
from pygls.lsp.server import LanguageServer

_PATIENCE = 5.0  # seconds that an editor may take to say that it shows progress


@contextlib.asynccontextmanager
async def told(server: LanguageServer, title: str) -> AsyncIterator[None]:
    """Show a title while the block runs, where the editor can; it never holds the block up."""
    telling = asyncio.create_task(_tell(server, title))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.wait({telling})


async def _tell(server: LanguageServer, title: str) -> None:
    window = server.client_capabilities.window
    if not window or not window.work_done_progress:
        return
    token = str(uuid4())
    try:
        await asyncio.wait_for(server.work_done_progress.create_async(token), _PATIENCE)
    except Exception:  # the editor declines; there is nobody to tell
        return
    server.work_done_progress.begin(token, WorkDoneProgressBegin(title=title))
    try:
        await asyncio.Event().wait()
    finally:
        server.work_done_progress.end(token, WorkDoneProgressEnd())
