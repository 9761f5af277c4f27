"""What an editor offers to do about a comment: other words, words to fill in, or leave it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from commsense.lsp.checker import Checked, Told
from commsense.reports.wording import Say, wording

_LONGEST = 60  # characters of a wording in a menu
_JOINED = "\u2e80"  # from here on scripts that put no blank between sentences


def at(checked: Checked, place: Range, *, versioned: bool) -> list[CodeAction]:
    """Give what can be done about the comments in a range.

    Args:
        checked: the draft as it stands.
        place: where the cursor or the selection is.
        versioned: whether the editor takes edits of one version of a document only.
    """
    start, end = checked.places.offset(place.start), checked.places.offset(place.end)
    say = wording(checked.language, "editors")
    found: dict[tuple[str, int, int], CodeAction] = {}
    for told in checked.told:
        if told.start <= end and start <= told.end:
            for title, edit in _edits(told, checked, say):
                key = (title, edit.range.start.line, edit.range.start.character)
                action = found.setdefault(key, _action(title, edit, checked, versioned=versioned))
                action.diagnostics = [*(action.diagnostics or ()), told.diagnostic]
    return list(found.values())


def wanted(only: Iterable[CodeActionKind | str] | None) -> bool:
    """Tell whether an editor that asks for some kinds of actions asks for these."""
    return only is None or any(
        kind in (CodeActionKind.Empty, CodeActionKind.QuickFix) for kind in only
    )


def _edits(told: Told, checked: Checked, say: Say) -> Iterator[tuple[str, TextEdit]]:
    if checked.top < 0:
        return
    suggestion = told.comment.suggestion
    if suggestion and suggestion.replaces and told.here:
        edit = TextEdit(checked.places.range(told.start, told.end), suggestion.text)
        yield say("action.replace", text=_short(suggestion.text)), edit
    elif suggestion and not suggestion.replaces:
        edit = _at_line_end(checked, told.after, suggestion.text)
        yield say("action.insert", text=_short(suggestion.text)), edit
    criterion = told.comment.criterion
    directive = f"<!-- commsense: ignore {criterion} -->"
    if told.here:
        edit = _at_line_end(checked, told.end, f" {directive}")
        yield say("action.ignore_here", criterion=criterion), edit
    else:
        top = checked.places.range(checked.top, checked.top)
        edit = TextEdit(top, f"{directive}{checked.document.line_end}")
        yield say("action.ignore_draft", criterion=criterion), edit


def _at_line_end(checked: Checked, place: int, words: str) -> TextEdit:
    """Put words behind the line of the character before ``place``."""
    start, end = checked.places.line_of(max(place - 1, 0))
    before = checked.places.text[start:end]
    blank = "" if not before or words.startswith(" ") or before[-1] >= _JOINED else " "
    return TextEdit(checked.places.range(end, end), blank + words)


def _action(title: str, edit: TextEdit, checked: Checked, *, versioned: bool) -> CodeAction:
    document = checked.document
    if versioned:
        identifier = OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        changes = WorkspaceEdit(document_changes=[TextDocumentEdit(identifier, [edit])])
    else:
        changes = WorkspaceEdit(changes={document.uri: [edit]})
    return CodeAction(title=title, kind=CodeActionKind.QuickFix, edit=changes)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
