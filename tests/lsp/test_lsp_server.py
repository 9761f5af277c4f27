"""The server as an editor meets it: a process that is spoken to."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

CAPABILITIES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        configuration=True,
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
    ),
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
    ),
    window=types.WindowClientCapabilities(work_done_progress=True),
)
TERMS = "Hi Anna,\n\nWe will start UAT on 12 May. The API is ready.\n"
SECONDS = 40

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Editor:
    """An editor with one folder open."""

    client: LanguageClient
    folder: Path
    versions: dict[str, int] = field(default_factory=dict)

    def open(self, name: str, text: str, language: str = "markdown") -> str:
        uri = (self.folder / name).as_uri()
        self.versions[uri] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        return uri

    def change(self, uri: str, text: str) -> None:
        self.versions[uri] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[uri], uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(
            types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    async def told(self, uri: str) -> list[types.Diagnostic]:
        """Wait for what the server says next of a document."""
        async with asyncio.timeout(SECONDS):
            while uri not in self.client.diagnostics:
                await asyncio.sleep(0.02)
        return list(self.client.diagnostics.pop(uri))

    async def actions(self, uri: str, place: types.Range) -> dict[str, types.CodeAction]:
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri), place, types.CodeActionContext([])
            )
        )
        return {each.title: each for each in found or () if isinstance(each, types.CodeAction)}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    """Start a server for a folder that is empty."""
    folder = tmp_path_factory.mktemp("workspace")
    command = [sys.executable, "-m", "commsense", "lsp"]
    client = await ClientServerConfig(command).start()
    assert isinstance(client, LanguageClient)
    started = await client.initialize_session(
        types.InitializeParams(
            capabilities=CAPABILITIES,
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "workspace")],
        )
    )
    assert started.capabilities.position_encoding == types.PositionEncodingKind.Utf16
    yield Editor(client, folder)
    await client.shutdown_session()
    await client.stop()


def criteria(told: Sequence[types.Diagnostic]) -> list[str]:
    return [str(each.code) for each in told]


def term(told: Sequence[types.Diagnostic]) -> types.Diagnostic:
    return next(each for each in told if each.code == "CO3")


async def test_a_draft_that_is_opened_is_told_of(editor: Editor) -> None:
    uri = editor.open("first.md", TERMS)
    found = term(await editor.told(uri))
    assert found.range == types.Range(types.Position(2, 14), types.Position(2, 17))
    assert found.source == "commsense"
    reports = [each for some in editor.client.progress_reports.values() for each in some]
    assert isinstance(reports[0], types.WorkDoneProgressBegin)
    assert isinstance(reports[-1], types.WorkDoneProgressEnd)


async def test_places_are_counted_as_the_editor_does(editor: Editor) -> None:
    text = TERMS.replace("We will", "😀 你好 We will").replace("\n", "\r\n")
    found = term(await editor.told(editor.open("wide.md", text)))
    assert found.range == types.Range(types.Position(2, 20), types.Position(2, 23))


async def test_the_mouse_shows_why(editor: Editor) -> None:
    uri = editor.open("hover.md", TERMS)
    await editor.told(uri)
    document = types.TextDocumentIdentifier(uri)
    shown = await editor.client.text_document_hover_async(
        types.HoverParams(document, types.Position(2, 15))
    )
    assert shown
    assert isinstance(shown.contents, types.MarkupContent)
    assert shown.contents.kind is types.MarkupKind.Markdown
    assert shown.contents.value.startswith("**CO3 ·")
    nothing = types.HoverParams(document, types.Position(0, 0))
    assert await editor.client.text_document_hover_async(nothing) is None


async def test_other_words_are_offered_for_this_version(editor: Editor) -> None:
    uri = editor.open("replace.md", TERMS)
    found = term(await editor.told(uri))
    offered = await editor.actions(uri, found.range)
    (title,) = (each for each in offered if each.startswith("Replace with "))
    change = offered[title].edit
    assert change
    assert change.document_changes
    (edited,) = change.document_changes
    assert isinstance(edited, types.TextDocumentEdit)
    assert edited.text_document.version == 1
    (edit,) = edited.edits
    assert edit.range == found.range
    assert list(offered[title].diagnostics or ()) == [found]


async def test_a_comment_that_is_left_out_is_gone(editor: Editor) -> None:
    uri = editor.open("ignore.md", TERMS)
    found = term(await editor.told(uri))
    offered = await editor.actions(uri, found.range)
    change = offered["Ignore CO3 here"].edit
    assert change
    assert change.document_changes
    (edited,) = change.document_changes
    assert isinstance(edited, types.TextDocumentEdit)
    (edit,) = edited.edits
    assert isinstance(edit, types.TextEdit)
    assert edit.range.start == types.Position(2, 46)
    lines = TERMS.split("\n")
    lines[2] += edit.new_text
    editor.change(uri, "\n".join(lines))
    assert "CO3" not in criteria(await editor.told(uri))


async def test_nothing_is_offered_for_a_text_that_was_not_checked_yet(editor: Editor) -> None:
    uri = editor.open("stale.md", TERMS)
    found = term(await editor.told(uri))
    editor.change(uri, f"\n{TERMS}")
    assert await editor.actions(uri, found.range) == {}
    await editor.told(uri)
    assert await editor.actions(uri, found.range) == {}


async def test_what_is_told_follows_the_text_and_goes_with_it(editor: Editor) -> None:
    uri = editor.open("follow.md", TERMS)
    assert "CO3" in criteria(await editor.told(uri))
    editor.change(uri, f"Good morning.\n\n{TERMS}")
    assert term(await editor.told(uri)).range.start.line == 4
    editor.close(uri)
    assert await editor.told(uri) == []
    await asyncio.sleep(0.5)
    assert uri not in editor.client.diagnostics


async def test_the_newest_text_wins(editor: Editor) -> None:
    uri = editor.open("newest.md", "".join(f"Step {n}: we start UAT.\n\n" for n in range(400)))
    await asyncio.sleep(0.5)  # its check is running now
    for _ in range(30):
        editor.change(uri, TERMS)
    editor.change(uri, "")
    assert await editor.told(uri) == []
    await asyncio.sleep(1)
    assert uri not in editor.client.diagnostics


async def test_a_mail_is_told_of_in_its_body(editor: Editor) -> None:
    headers = "From: maya@brightline.example\nTo: anna@northwind.example\nSubject: Plan\n\n"
    uri = editor.open("mail.eml", headers + TERMS, "plaintext")
    assert term(await editor.told(uri)).range.start == types.Position(6, 14)


async def test_an_unsaved_draft_is_told_of(editor: Editor) -> None:
    uri = "untitled:Untitled-1"
    item = types.TextDocumentItem(uri, "plaintext", 1, TERMS)
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    assert "CO3" in criteria(await editor.told(uri))


async def test_an_empty_draft_has_nothing_and_a_huge_one_one_remark(editor: Editor) -> None:
    assert await editor.told(editor.open("empty.md", "")) == []
    (only,) = await editor.told(editor.open("huge.txt", "We will start.\n" * 140_000, "plaintext"))
    assert "at most" in only.message


async def test_other_documents_are_let_be(editor: Editor) -> None:
    uri = editor.open("code.py", TERMS, "python")
    await editor.told(editor.open("after.md", TERMS))
    assert uri not in editor.client.diagnostics


async def test_a_question_of_the_client_that_is_passed_over(editor: Editor) -> None:
    (editor.folder / "anna.txt").write_text(
        "Hi Maya,\n\nHow much does the second phase cost? When does the training start?\n\nAnna\n"
    )
    text = "<!-- commsense: reply-to anna.txt -->\nHi Anna,\n\nThe training starts on 12 May.\n"
    (found,) = (e for e in await editor.told(editor.open("answer.md", text)) if e.code == "TR6")
    assert found.severity is types.DiagnosticSeverity.Error
    assert "How much does the second phase cost?" in found.message
    assert found.related_information
    assert found.related_information[0].location.uri.endswith("/anna.txt")


async def test_settings_of_the_folder_hold_from_the_next_save(editor: Editor) -> None:
    uri = editor.open("settings.md", TERMS)
    assert "CO3" in criteria(await editor.told(uri))
    toml = editor.folder / "commsense.toml"
    toml.write_text('[check]\nignore = ["CO3"]\n')
    try:
        editor.save(uri)
        assert "CO3" not in criteria(await editor.told(uri))
    finally:
        toml.unlink()


async def test_settings_of_the_editor_hold_at_once(editor: Editor) -> None:
    uri = editor.open("asked.md", TERMS)
    assert "UAT" in term(await editor.told(uri)).message
    editor.client.set_configuration({"commsense": {"language": "zh"}})
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams({}))
    try:
        assert "客户" in term(await editor.told(uri)).message
    finally:
        editor.client.set_configuration({})
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams({}))
        assert "客户" not in term(await editor.told(uri)).message
