from __future__ import annotations

from collections.abc import Callable

import pytest

from commsense.conversation import Message
from commsense.sources.text_part import unflow

Read = Callable[[bytes], Message]


def alternative(plain: str, html: str) -> bytes:
    return (
        "From: ann@brightline.example\nContent-Type: multipart/alternative; boundary=xx\n\n"
        f"--xx\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
        f"--xx\nContent-Type: text/html; charset=utf-8\n\n{html}\n--xx--\n"
    ).encode()


def test_the_plain_version_is_preferred(mail: Read) -> None:
    message = mail(alternative("The release is on Friday.", "<p>The release is on Friday.</p>"))
    assert (message.body, message.body_type) == ("The release is on Friday.", "plain")
    assert message.attachments == ()


@pytest.mark.parametrize(
    "plain",
    [
        "",
        " \n ",
        "Your mail client does not support HTML.",
        "This message requires an HTML-capable reader.",
        "您的邮件客户端不支持HTML格式",
        "To view this message in your browser click here; you cannot display html.",
    ],
)
def test_a_stub_gives_way_to_html(mail: Read, plain: str) -> None:
    message = mail(alternative(plain, "<p>Die <b>Freigabe</b> ist am Freitag.</p>"))
    assert message.body_type == "html"
    assert "Freigabe" in message.body


def test_texts_beside_each_other_are_joined(mail: Read) -> None:
    message = mail(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=xx\n\n"
        b"--xx\n\nFirst.\n--xx\nContent-Type: text/plain\n\n____\nA list\n--xx--"
    )
    assert message.body == "First.\n____\nA list\n"


def test_a_footer_beside_html_becomes_html(mail: Read) -> None:
    message = mail(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=xx\n\n"
        b"--xx\nContent-Type: text/html\n\n<p>First.</p>\n--xx\n\nlist <users@b.example>\n--xx--"
    )
    assert message.body_type == "html"
    assert message.body == "<p>First.</p>\n<div>list &lt;users@b.example&gt;</div>\n"


def test_attachments_are_named_and_not_read(mail: Read) -> None:
    message = mail(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=xx\n\n"
        b"--xx\nContent-Type: text/plain\n\nSee the log.\n"
        b"--xx\nContent-Type: text/plain; name=build.log\n\nERROR 1\n"
        b"--xx\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
        b"Content-Disposition: attachment;\n filename*=utf-8''%E6%8A%A5%E5%91%8A.pdf\n\nJVBERi0x\n"
        b"--xx\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--xx--"
    )
    assert message.body == "See the log."
    assert [found.name for found in message.attachments] == ["build.log", "报告.pdf", ""]
    assert message.attachments[2].content_type == "text/calendar"


def test_images_of_a_page_are_attachments(mail: Read) -> None:
    message = mail(
        b"From: a@b.example\nContent-Type: multipart/related; boundary=xx\n\n"
        b"--xx\nContent-Type: text/html\n\n<img src=cid:1>\n"
        b"--xx\nContent-Type: text/plain\n\nnot shown\n--xx--"
    )
    assert "not shown" not in message.body
    assert len(message.attachments) == 1


def test_an_attached_mail_is_a_forward(mail: Read) -> None:
    message = mail(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\n\nFor you.\n"
        b"--xx\nContent-Type: message/rfc822\n\nFrom: Li Lei <li@northwind.example>\n"
        b"Subject: Login fails\nDate: Mon, 2 Mar 2026 09:00:00 +0800\n\nThe login fails.\n--xx--"
    )
    opening = "For you.\n\n---------- Forwarded message ----------\nFrom: Li"
    assert message.body.startswith(opening)
    assert message.body.rstrip().endswith("The login fails.")
    assert message.attachments[0].name == "Login fails"


def test_a_bounce_gives_its_words_only(mail: Read) -> None:
    message = mail(
        b"From: mailer-daemon@b.example\nContent-Type: multipart/report; boundary=xx\n\n--xx\n\n"
        b"Could not deliver.\n--xx\nContent-Type: message/rfc822\n\nFrom: x@b.example\n\nMine"
    )
    assert message.body == "Could not deliver."
    assert message.automatic


def test_html_that_is_declared_plain_is_html(mail: Read) -> None:
    page = b"<html><body><p>Hello</p></body></html>"
    assert mail(b"From: a@b.example\n\n" + page).body_type == "html"
    assert (
        mail(b"From: a@b.example\n\nUse <br> or <p> in <div>? Tell me more.").body_type == "plain"
    )


def test_encrypted_text_is_said(mail: Read) -> None:
    message = mail(
        b"From: a@b.example\nContent-Type: multipart/encrypted; boundary=xx\n\n"
        b"--xx\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        b"--xx\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--xx--"
    )
    assert message.body == ""
    assert message.mended == ("the text is encrypted",)


def test_flowed_lines_are_joined() -> None:
    text = "A long \nline.\n\n> quoted \n> on\n>> deeper\n-- \nAnn"
    assert unflow(text) == "A long line.\n\n> quoted on\n>> deeper\n-- \nAnn"


def test_flowed_chinese_loses_the_space() -> None:
    assert unflow("今天 \n上线", delete_space=True) == "今天上线"


def test_stuffed_lines_lose_the_blank() -> None:
    assert unflow(" From here\n >no quote") == "From here\n>no quote"
