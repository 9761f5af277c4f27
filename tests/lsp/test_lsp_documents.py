"""Which documents are drafts, and how their text is taken."""

from __future__ import annotations

import pytest

from commsense.lsp import documents


@pytest.mark.parametrize(
    ("uri", "language", "name"),
    [
        ("file:///w/a.md", "markdown", "a.md"),
        ("file:///w/a.txt", "plaintext", "a.txt"),
        ("file:///w/a.eml", "plaintext", "a.eml"),
        ("file:///w/A.EML", None, "A.eml"),
        ("file:///w/a%20b.md", "markdown", "a b.md"),
        ("file:///w/answer", "markdown", "answer.md"),
        ("file:///w/v1.2", "plaintext", "v1.2.txt"),
        ("untitled:Untitled-1", "eml", "Untitled-1.eml"),
        ("untitled:Untitled-1", "markdown", "Untitled-1.md"),
    ],
)
def test_a_draft_and_its_name(uri: str, language: str | None, name: str) -> None:
    draft = documents.of(uri, language, 1, "")
    assert draft is not None
    assert draft.name == name


@pytest.mark.parametrize(
    ("uri", "language"),
    [
        ("file:///w/a.py", "python"),
        ("file:///w/a", None),
        ("git:/w/a.md?HEAD", "markdown"),
        ("file:///w/a.reply-to.md", "markdown"),
        ("untitled:Untitled-1", "python"),
    ],
)
def test_no_draft(uri: str, language: str | None) -> None:
    assert documents.of(uri, language, 1, "") is None


def test_line_ends_are_plain_and_remembered() -> None:
    draft = documents.of("file:///w/a.md", "markdown", 1, "a\r\nb\rc\n")
    assert draft is not None
    assert (draft.text, draft.line_end) == ("a\nb\nc\n", "\r\n")


def test_half_a_character_is_still_one() -> None:
    draft = documents.of("file:///w/a.md", "markdown", 1, "a\ud83db")
    assert draft is not None
    assert draft.text == "a\ufffdb"
