"""TNEF, in a file of its own and as a part of a mail."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from commsense.conversation import Attachment, Message
from commsense.sources.outlook import mapi
from outlook_files import MAIL, attribute, listed, s8, tnef, u

Mail = Callable[[bytes], Message]

FILES = (
    attribute(0x69002, bytes(14)),
    attribute(0x18010, b"PLAN~1.PDF\0"),
    attribute(0x6800F, b"%PDF-1.7"),
    attribute(0x69005, listed({mapi.ATTACH_LONG_NAME: u("the plan.pdf")})),
    attribute(0x69002, bytes(14)),
    attribute(0x18010, b"b.txt\0"),
    attribute(0x6800F, b"words"),
)


def packed(data: bytes, plain: str) -> bytes:
    """A mail with a text and a ``winmail.dat``."""
    return (
        "From: ann@firm.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        f"{plain}\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}\n--b--\n"
    ).encode()


def test_a_file_of_its_own(archive: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "winmail.dat").write_bytes(tnef(MAIL, *FILES))
    (tmp_path / "broken.dat").write_bytes(b"\x78\x9f\x3e\x22\x01\x00\x07")
    found, skipped = archive(tmp_path)  # type: ignore[misc]
    (mail,) = found
    assert mail.subject == "Go-live"
    assert mail.body.startswith("When do we go live?")
    assert str(mail.date) == "2026-03-02 09:05:00+00:00"
    assert [each.name for each in mail.attachments] == ["the plan.pdf", "b.txt"]
    assert skipped == {"broken.dat": "damaged (nothing readable in it)"}


def test_a_part_of_a_mail_gives_its_attachments(mail: Mail) -> None:
    found = mail(packed(tnef(MAIL, *FILES), "The words of the mail."))
    assert found.body.strip() == "The words of the mail."
    assert found.attachments[0] == Attachment("the plan.pdf", "application/octet-stream", 8)


def test_its_text_is_read_where_the_mail_has_none(mail: Mail) -> None:
    assert mail(packed(tnef(MAIL), " ")).body.startswith("When do we go live?")


def test_what_is_no_tnef_stays_an_attachment(mail: Mail) -> None:
    (found,) = mail(packed(b"\x89PNG\r\n", "Words.")).attachments
    assert (found.name, found.content_type) == ("winmail.dat", "application/ms-tnef")


def test_old_programs_and_an_attached_mail(mail: Mail) -> None:
    inner = listed({mapi.ATTACHED: (mapi.OBJECT, bytes(16) + tnef(MAIL))})
    body = attribute(0x2800C, "你好，项目经理".encode("gbk") + b"\0", 1)
    page = attribute(0x69007, (936).to_bytes(8, "little"), 1)
    data = tnef({}, page, body, attribute(0x69002, bytes(14)), attribute(0x69005, inner))
    text = mail(packed(data, "")).body
    assert text.startswith("你好，项目经理")
    assert "Subject: Go-live" in text
    assert mail(packed(tnef({mapi.BODY: s8(b"Short.")}), "")).body == "Short."
