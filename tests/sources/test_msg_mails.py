"""Outlook's ``.msg``: what of a mail is read, and from where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commsense import sources
from commsense.conversation import Attachment, Message, Person, Place, Skipped
from commsense.settings import Limits
from commsense.sources.item import Item
from commsense.sources.outlook import mapi
from outlook_files import MAIL, attached, embedded, msg, number, s8, storage, stored_rtf, u

Archive = Callable[..., tuple[list[Message], dict[str, str]]]


def read(data: bytes) -> Message:
    (found,) = sources.parse(Item("msg", Place("a.msg"), data), None)
    assert isinstance(found, Message)
    return found


def test_a_mail() -> None:
    mail = read(msg())
    assert mail.subject == "Go-live"
    assert mail.body == "When do we go live?\nAnna"
    assert mail.sender == Person("Anna Field", "anna@northwind.example")
    assert mail.recipients == (
        Person("Ben Wood", "ben@brightline.example"),
        Person("Cy", "cy@brightline.example"),
    )
    assert mail.date == datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert mail.message_id == "1@northwind.example"
    assert mail.in_reply_to == ("0@brightline.example",)
    assert mail.references == ("a@x.example", "0@brightline.example")
    assert mail.thread_index == "AAECAwQFBgcICQoLDA0ODxAREhMUFQ=="
    assert not mail.automatic
    assert not mail.mended


def test_the_headers_of_the_internet_come_first() -> None:
    sent = "From: Anna <anna@real.example>\r\nDate: Mon, 2 Mar 2026 17:05:00 +0800\r\n"
    mail = read(msg({mapi.TRANSPORT_HEADERS: u(f"{sent}List-Id: <users.example>\r\n\r\n")}))
    assert mail.sender == Person("Anna", "anna@real.example")
    assert mail.date is not None
    assert mail.date.isoformat() == "2026-03-02T17:05:00+08:00"
    assert mail.list_id == "users.example"


def test_an_exchange_name_is_no_address() -> None:
    nowhere = {mapi.AUTHOR_SMTP: u("")}
    assert read(msg(nowhere)).sender == Person("Anna Field")
    same = {**nowhere, mapi.AUTHOR_EMAIL: u("/o=BRIGHTLINE/cn=ben")}
    assert read(msg(same)).sender == Person("Anna Field", "ben@brightline.example")


@pytest.mark.parametrize(
    ("page", "codec"), [(936, "gbk"), (950, "cp950"), (932, "cp932"), (1251, "cp1251")]
)
def test_old_strings_are_in_the_code_page_that_is_stated(page: int, codec: str) -> None:
    texts = {936: "项目什么时候上线？", 950: "專案何時上線？", 932: "いつ公開しますか？",
             1251: "Когда запуск?"}  # fmt: skip
    old = s8(texts[page].encode(codec))
    mail = read(msg({mapi.SUBJECT: old, mapi.BODY: old, mapi.CODE_PAGE: number(page)}))
    assert (mail.subject, mail.body) == (texts[page], texts[page])
    by_locale = {936: 0x804, 950: 0x404, 932: 0x411, 1251: 0x419}[page]
    assert read(msg({mapi.SUBJECT: old, mapi.LOCALE: number(by_locale)})).subject == texts[page]


def test_html_in_its_own_code_page() -> None:
    page = "<html><body><p>项目上线了</p></body></html>".encode("gbk")
    changed = {mapi.BODY: u(""), mapi.HTML: (mapi.BINARY, page)}
    mail = read(msg({**changed, mapi.INTERNET_CODE_PAGE: number(936)}))
    assert "项目上线了" in mail.body
    assert mail.body_type == "html"


def test_rich_text_is_read_where_nothing_else_is() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg936 \'c4\'e3\'ba\'c3\par see you}"
    changed = {mapi.BODY: u(""), mapi.RTF: (mapi.BINARY, stored_rtf(rtf))}
    assert read(msg(changed)).body == "你好\nsee you"
    html = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf\par\htmlrtf0 Hi{\*\htmltag72 </p>}}"
    mail = read(msg({**changed, mapi.RTF: (mapi.BINARY, stored_rtf(html))}))
    assert (mail.body, mail.body_type) == ("<p>Hi</p>", "html")


def test_attachments_and_attached_mails() -> None:
    eml = b"From: bo@x.example\r\nSubject: Inner\r\n\r\nThe inner mail.\r\n"
    mail = read(
        msg(
            attachments=[
                attached("plan.pdf", b"%PDF" + bytes(5_000), "application/pdf"),
                attached("x.eml", eml, "message/rfc822"),
                embedded(storage({**MAIL, mapi.SUBJECT: u("Older")}, 24)),
            ]
        )
    )
    assert mail.attachments[0] == Attachment("plan.pdf", "application/pdf", 5_004)
    assert [each.content_type for each in mail.attachments[1:]] == ["message/rfc822"] * 2
    assert "Subject: Inner" in mail.body
    assert "The inner mail." in mail.body
    assert "Subject: Older" in mail.body
    assert mail.body.count("When do we go live?") == 2


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("IPM.Appointment", "a calendar entry, not a mail"),
        ("IPM.Contact", "a contact, not a mail"),
        ("IPM.Task", "a task, not a mail"),
        ("IPM.StickyNote", "a sticky note, not a mail"),
    ],
)
def test_what_is_no_mail_is_said(kind: str, reason: str) -> None:
    data = msg({mapi.MESSAGE_CLASS: u(kind)})
    assert sources.parse(Item("msg", Place("a.msg"), data), None) == (
        Skipped(Place("a.msg"), reason),
    )


@pytest.mark.parametrize(
    ("kind", "automatic"),
    [
        ("IPM.Schedule.Meeting.Request", False),
        ("IPM.Schedule.Meeting.Resp.Pos", True),
        ("REPORT.IPM.Note.NDR", True),
        ("IPM.Note.Rules.OofTemplate.Microsoft", True),
    ],
)
def test_what_outlook_wrote_itself_is_automatic(kind: str, automatic: bool) -> None:
    assert read(msg({mapi.MESSAGE_CLASS: u(kind)})).automatic is automatic


def test_an_encrypted_mail_says_so() -> None:
    mail = read(
        msg(
            {mapi.MESSAGE_CLASS: u("IPM.Note.SMIME"), mapi.BODY: u("")},
            [attached("smime.p7m", b"\x30\x80", "application/pkcs7-mime")],
        )
    )
    assert mail.mended == ("the text is encrypted",)
    assert [each.name for each in mail.attachments] == ["smime.p7m"]


def test_a_signed_mail_is_read_from_its_signed_part() -> None:
    inner = b"Content-Type: multipart/signed; boundary=b\n\n--b\n\nSigned words.\n--b--\n"
    mail = read(
        msg(
            {mapi.MESSAGE_CLASS: u("IPM.Note.SMIME.MultipartSigned"), mapi.BODY: u("")},
            [attached("smime.p7m", inner, "multipart/signed")],
        )
    )
    assert mail.body.strip() == "Signed words."


def test_it_is_found_by_its_content(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "no-suffix").write_bytes(msg())
    (tmp_path / "old.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    found, skipped = archive(tmp_path)
    assert [mail.subject for mail in found] == ["Go-live"]
    assert skipped == {"old.msg": "damaged (sectors of an unknown size in version 0)"}


def test_one_that_is_too_large_is_said(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.msg").write_bytes(msg())
    skipped = archive(tmp_path, limits=Limits(file_bytes=1_000))[1]
    assert "raise file_bytes" in skipped["a.msg"]
