"""Which files become messages, and what the user is told of the others."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from commsense.conversation import Kind, Message

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

MAIL = b"From: ann@firm.example\nTo: bo@firm.example\nSubject: hello\n\nHello there.\n"
MBOX = b"From ann@firm.example Mon Mar  2 09:05:00 2026\n" + MAIL
PROSE = b"We met on Monday and talked about the release. Ann fixes the login by Friday.\n"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("inbox.txt", MBOX, Kind.EMAIL),
        ("mail.txt", MAIL, Kind.EMAIL),
        ("mail.msg", MAIL, Kind.EMAIL),
        ("113", MAIL, Kind.EMAIL),
        ("mail.eml", b"\n" + MAIL, Kind.EMAIL),
        ("bare.eml", b"Hello, no headers here.\n", Kind.EMAIL),
        ("mail.emlx", b"1234\n" + MAIL, Kind.EMAIL),
        ("notes.txt", PROSE, Kind.NOTES),
        ("notes.md", PROSE, Kind.NOTES),
        ("notes.md", b"Notes:\n\n```\nint x;\nint y;\nreturn;\n```\n" + PROSE, Kind.NOTES),
        ("memo.txt", b"Date: 2026-03-02\nSubject: Call\n\n" + PROSE, Kind.NOTES),
        ("mail.eml.gz", gzip.compress(MAIL), Kind.EMAIL),
    ],
)
def test_told_by_content(
    archive: Archive, tmp_path: Path, name: str, data: bytes, kind: Kind
) -> None:
    (tmp_path / name).write_bytes(data)
    found, skipped = archive(tmp_path)
    assert [message.kind for message in found] == [kind]
    assert not skipped


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.eml", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("README.md", PROSE, "says what the folder is about"),
        ("LICENSE", PROSE, "says what the folder is about"),
        ("CONTRIBUTING.zh-CN.md", PROSE, "says what the folder is about"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "an image"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00", "an image"),
        ("a.json", b'{\n "a": 1\n}', "JSON"),
        ("tool.py", b"import os\nprint(os.name)\n", "source code"),
        ("code.txt", b"#include <a.h>\nint main() {\n  return 0;\n}\n", "not a mail"),
        ("urls.txt", b"http://a.example\nhttp://b.example\n", "not a mail"),
        ("data", b"\x00\x01\x02binary", "a binary file"),
        ("prose", PROSE, "not a mail"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        ("a.pst", b"!BDN" + bytes(600), "scanpst"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        ("a.pdf", b"%PDF-1.7", "a PDF"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "XML"),
        ("a.rtf", b"{\\rtf1", "rich-text"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "unpack it first"),
    ],
)
def test_what_is_left_out_has_its_reason(
    archive: Archive, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    found, skipped = archive(tmp_path)
    assert not found
    assert reason in skipped[name]


def test_a_readme_that_the_user_names_is_read(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(PROSE)
    assert len(archive(tmp_path / "README.md")[0]) == 1
