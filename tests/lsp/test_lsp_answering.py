"""What a draft says that it answers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commsense.errors import InputError
from commsense.lsp import answering, documents
from commsense.settings import Settings

QUESTION = "How much does the second phase cost?"
MAIL = (
    "From: Anna <anna@northwind.example>\nSubject: Costs\nMessage-ID: <1@northwind.example>\n\n"
    f"{QUESTION}\n"
)


def document(path: Path | None, text: str) -> documents.Document:
    uri = path.as_uri() if path else "untitled:Untitled-1"
    made = documents.of(uri, "markdown", 1, text)
    assert made is not None
    return made


def texts(path: Path | None, text: str, folders: tuple[Path, ...] = ()) -> list[str]:
    found = answering.read(document(path, text), folders, Settings()).messages
    return [sentence.text for message in found for sentence in message.sentences]


@pytest.mark.parametrize(
    "line",
    [
        "<!-- commsense: reply-to mail/anna.eml -->",
        "# commsense: reply-to mail/anna.eml",
        "  <!--commsense:reply-to  mail/anna.eml-->  ",
        "\ufeff# Commsense: Reply-to mail/anna.eml",
    ],
)
def test_the_first_line_names_it(tmp_path: Path, line: str) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail/anna.eml").write_text(MAIL)
    assert texts(tmp_path / "draft.md", f"{line}\nHello.\n") == [QUESTION]


def test_another_line_does_not(tmp_path: Path) -> None:
    assert texts(tmp_path / "draft.md", "Hello.\n# commsense: reply-to anna.eml\n") == []


def test_a_file_with_a_name_in_chinese_and_blanks(tmp_path: Path) -> None:
    (tmp_path / "客户 邮件.txt").write_text(
        "第二期要多少钱？我们想知道。\n\n谢谢！\n", encoding="utf-8"
    )
    found = texts(tmp_path / "a.md", "# commsense: reply-to 客户 邮件.txt\n")
    assert found[0] == "第二期要多少钱？"


@pytest.mark.parametrize("ending", [".eml", ".txt", ".md"])
def test_a_file_beside_it(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"draft.reply-to{ending}").write_text(MAIL if ending == ".eml" else QUESTION)
    assert texts(tmp_path / "draft.md", "Hello.\n") == [QUESTION]


def test_a_file_beside_it_in_latin_1(tmp_path: Path) -> None:
    mail = "When is André back? We would like to know.\n\nGreetings from Zürich\n"
    (tmp_path / "draft.reply-to.txt").write_bytes(mail.encode("latin-1"))
    assert texts(tmp_path / "draft.txt", "Hello.\n")[0] == "When is André back?"


def test_a_message_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_text(
        f"From a Mon Mar  2 10:00:00 2026\n{MAIL}\nFrom b Mon Mar  2 11:00:00 2026\n"
        "From: bo@northwind.example\nSubject: Other\nMessage-ID: <2@northwind.example>\n\nHi.\n"
    )
    line = "<!-- commsense: reply-to all.mbox:<1@northwind.example> -->\n"
    assert texts(tmp_path / "draft.md", line) == [QUESTION]


def test_a_draft_that_is_not_saved_counts_from_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "anna.eml").write_text(MAIL)
    assert texts(None, "# commsense: reply-to anna.eml\n", (tmp_path,)) == [QUESTION]


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "draft.reply-to.txt").write_text(QUESTION)
    assert texts(tmp_path / "draft.md", "Hello.\n") == [QUESTION]
    (tmp_path / "draft.reply-to.txt").write_text("When does the training start?")
    assert texts(tmp_path / "draft.md", "Hello.\n") == ["When does the training start?"]


@pytest.mark.parametrize(
    "wanted",
    [
        "../secret.eml",
        "{root}/secret.eml",
        "link.eml",
        "link.eml:<1@northwind.example>",
        ".",
    ],
)
def test_nothing_outside_is_read(tmp_path: Path, wanted: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.eml").write_text(MAIL)
    (home / "link.eml").symlink_to(tmp_path / "secret.eml")
    line = f"# commsense: reply-to {wanted.format(root=tmp_path)}\n"
    with pytest.raises(InputError, match="in the workspace or beside the draft"):
        texts(home / "draft.md", line, (home,))


def test_the_workspace_around_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "anna.eml").write_text(MAIL)
    line = "# commsense: reply-to ../anna.eml\n"
    assert texts(tmp_path / "drafts/draft.md", line, (tmp_path,)) == [QUESTION]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"reply-to: there is no file 'anna\.eml'"):
        texts(tmp_path / "draft.md", "# commsense: reply-to anna.eml\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "anna.eml").write_text(MAIL)
    (tmp_path / "anna.eml").chmod(0)
    with pytest.raises(InputError, match="reply-to: "):
        texts(tmp_path / "draft.md", "# commsense: reply-to anna.eml\n")


def test_the_line_is_blanked_and_nothing_moves() -> None:
    text = "\ufeff# commsense: reply-to a.eml\nHello.\n"
    blanked = answering.without_directive(text)
    assert len(blanked) == len(text)
    assert blanked.split() == ["\ufeff", "Hello."]
    assert answering.without_directive("Hello.\n") == "Hello.\n"
