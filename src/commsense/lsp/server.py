"""The server: which messages of an editor it takes, and what it answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from commsense.lsp import actions, hovers
from commsense.lsp.session import Session
from commsense.model_places import is_plain
from commsense.version import __version__


class _Server(LanguageServer):
    """A language server that says of its own errors their kind only, never what was in them."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        del source
        message = f"commsense: {type(error).__name__}"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def build(model: str | None = None) -> LanguageServer:
    """Make a server for one editor; ``model`` is taken where the editor names none."""
    # Whole texts: what counts as a line end within a change is not the same for all editors.
    server = _Server(
        "commsense", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
    )
    session = Session(server, {"model": model and _from_here(model)})
    _follow(server, session)
    _answer(server, session)
    return server


def _from_here(model: str) -> str:
    """Give a model that is a path as a full one: the editor's folders are others."""
    return model if is_plain(model) else str(Path(model).absolute())


def _follow(server: LanguageServer, session: Session) -> None:
    """Take what happens in the editor."""

    @server.feature(types.INITIALIZE)
    def begin(params: types.InitializeParams) -> None:
        session.begin(params)

    @server.feature(types.INITIALIZED)
    async def begun(_: types.InitializedParams) -> None:
        await session.ask_settings()
        if session.offers("workspace.did_change_configuration.dynamic_registration"):
            wanted = types.Registration("settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION)
            await server.client_register_capability_async(types.RegistrationParams([wanted]))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def set_anew(params: types.DidChangeConfigurationParams) -> None:
        await session.ask_settings(params.settings)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        session.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        session.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        session.saved(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        session.close(params.text_document.uri)

    @server.feature(types.SHUTDOWN)
    def end(_: None) -> None:
        session.end()


def _answer(server: LanguageServer, session: Session) -> None:
    """Answer what the editor asks."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        checked = session.current(params.text_document.uri)
        formats = get_capability(
            server.client_capabilities, "text_document.hover.content_format", None
        )
        markdown = types.MarkupKind.Markdown in (formats or ())
        return hovers.at(checked, params.position, markdown=markdown) if checked else None

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        checked = session.current(params.text_document.uri)
        if checked is None or not actions.wanted(params.context.only):
            return []
        versioned = session.offers("workspace.workspace_edit.document_changes")
        return actions.at(checked, params.range, versioned=versioned)
