"""The open drafts of one editor, and their checks: off the event loop, the newest wins."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol.types import (
    ConfigurationItem,
    ConfigurationParams,
    InitializeParams,
    PositionEncodingKind,
    PublishDiagnosticsParams,
)
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from commsense.lsp import checker, documents, options, progress
from commsense.lsp.checker import Asked, Checked
from commsense.lsp.documents import Document
from commsense.reports.wording import wording

PAUSE = 0.3
"""Seconds without a key stroke after which a draft is checked."""


class Session:
    """What the server knows of one editor.

    Args:
        server: speaks with the editor.
        told: settings that hold where the editor has none of the same name.
    """

    def __init__(self, server: LanguageServer, told: Mapping[str, object]) -> None:
        self._server = server
        self._told = told
        self._started: dict[str, object] = {}
        self._set: dict[str, object] = {}
        self._locale = ""
        self._drafts: dict[str, Document] = {}
        self._checked: dict[str, Checked] = {}
        self._checks: dict[str, asyncio.Task[None]] = {}
        self._ready = False
        # One check at a time: the model does not get faster by more, and the newest is next.
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")

    def begin(self, params: InitializeParams) -> None:
        """Take what the editor says when it starts."""
        self._started = options.section(params.initialization_options)
        self._locale = params.locale or ""

    async def ask_settings(self, pushed: object = None) -> None:
        """Ask the editor for its settings, or take those that it sends, and check all anew."""
        if self.offers("workspace.configuration"):
            wanted = ConfigurationParams([ConfigurationItem(section=options.SECTION)])
            (told,) = await self._server.workspace_configuration_async(wanted) or [None]
            pushed = told
        self._set = options.section(pushed)
        for uri in self._drafts:
            self._schedule(uri, PAUSE)

    def take(self, uri: str) -> None:
        """Take a document that was opened or changed."""
        document = self._server.workspace.get_text_document(uri)
        draft = documents.of(uri, document.language_id, document.version, document.source)
        if draft:
            self._drafts[uri] = draft
            self._schedule(uri, PAUSE)

    def saved(self, uri: str) -> None:
        """Check a draft at once; what it answers may have changed as well."""
        if uri in self._drafts:
            self._schedule(uri, 0)

    def close(self, uri: str) -> None:
        """Forget a document and what was told of it."""
        check = self._checks.pop(uri, None)
        if check:
            check.cancel()
        self._checked.pop(uri, None)
        if self._drafts.pop(uri, None):
            self._server.text_document_publish_diagnostics(PublishDiagnosticsParams(uri, []))

    def end(self) -> None:
        """Stop all checks."""
        for check in self._checks.values():
            check.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def current(self, uri: str) -> Checked | None:
        """Give what was said of a draft, if it has not changed since."""
        checked = self._checked.get(uri)
        return checked if checked and checked.document is self._drafts.get(uri) else None

    def offers(self, capability: str) -> bool:
        """Tell whether the editor can do something, such as ``workspace.configuration``."""
        return bool(get_capability(self._server.client_capabilities, capability, False))

    def _schedule(self, uri: str, pause: float) -> None:
        running = self._checks.get(uri)
        if running:
            running.cancel()
        self._checks[uri] = asyncio.get_running_loop().create_task(self._check(uri, pause))

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document, asked = self._drafts[uri], self._asked()
        try:
            checked = await self._off_the_loop(document, asked)
        except Exception as error:
            checked = checker.failed(document, asked, error)
        if self._drafts.get(uri) is not document:
            return
        self._checked[uri] = checked
        told = [each.diagnostic for each in checked.told]
        problem = [checked.problem] if checked.problem else []
        self._server.text_document_publish_diagnostics(
            PublishDiagnosticsParams(uri, [*problem, *told], document.version)
        )

    async def _off_the_loop(self, document: Document, asked: Asked) -> Checked:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._worker, checker.check, document, asked)
        if self._ready:
            return await work
        say = wording(options.spoken(self._locale), "editors")
        async with progress.told(self._server, say("progress.loading")):
            checked = await work
        self._ready = True
        return checked

    def _asked(self) -> Asked:
        return Asked(
            table={**self._told, **self._started, **self._set},
            locale=self._locale,
            folders=self._folders(),
            encoding=PositionEncodingKind(self._server.workspace.position_encoding).value,
            related=self.offers("text_document.publish_diagnostics.related_information"),
        )

    def _folders(self) -> tuple[Path, ...]:
        workspace = self._server.workspace
        uris = [each.uri for each in workspace.folders.values()] or [workspace.root_uri or ""]
        return tuple(Path(path) for path in map(to_fs_path, uris) if path)
