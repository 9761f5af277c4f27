"""Where earlier passages stand in files that the editor can open."""

from __future__ import annotations

import time
from pathlib import Path

from lsprotocol.types import Location, Position, Range

from commsense.checking.result import Comment, Passage, Severity
from commsense.conversation import Kind, Message, Place
from commsense.lsp.documents import Document
from commsense.lsp.places import Places
from commsense.lsp.related import Sources, related

DOCUMENT = Document("file:///draft.md", 1, "draft.md", None, "Hi Anna.\n")


def found(words: str, mail: str, folder: Path) -> list[Location]:
    file = folder / "anna.txt"
    file.write_text(mail, encoding="utf-8")
    message = Message("m", Kind.EMAIL, Place(str(file)), mail)
    sources = Sources(DOCUMENT, Places(DOCUMENT.text), (message,), file)
    passages = (Passage("m", 0, 0, words),)
    comment = Comment("TR6", Severity.ERROR, 0, 0, 0.9, elsewhere=passages)
    return [each.location for each in related(comment, sources)]


def test_a_passage_is_found_over_a_line_break_of_a_quote(tmp_path: Path) -> None:
    mail = "> Say: the second\n> phase -> when?\n"
    (where,) = found("the second phase -> when?", mail, tmp_path)
    assert where.range == Range(Position(0, 7), Position(1, 16))


def test_marks_within_a_passage_match_in_one_way_only(tmp_path: Path) -> None:
    """Were they words, there would be more ways to match than anybody can wait for."""
    started = time.monotonic()
    mail = f"Can you {'> ' * 40}see it?\nCan you {'> ' * 8}say when?\n"
    (where,) = found(f"Can you {'> ' * 8}say when?", mail, tmp_path)
    assert where.range.start == Position(1, 0)
    assert time.monotonic() - started < 5
