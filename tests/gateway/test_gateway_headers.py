"""Mails that go on: what is put on top of them, and that all else stays."""

from __future__ import annotations

import base64
import smtplib

import pytest
from mails_made import ANSWERS, CLIENT, PASSES_OVER, TEAM, mail

from commsense.gateway.options import Mode

ADDED = b"X-Commsense-Comments: "


def test_comments_are_counted_on_top_and_the_mail_stays_as_it_was(send, hop) -> None:
    content = mail()
    assert send(content) == (250, "2.0.0 queued as 17")
    (taken,) = hop.taken
    head, _, rest = taken.content.partition(b"From: ")
    assert b"From: " + rest == content
    assert head == b"X-Commsense-Comments: 2 errors\r\nX-Commsense-Criteria: TR6, CO7\r\n"
    assert (taken.sender, taken.recipients) == (TEAM, [CLIENT])


def test_a_good_mail_says_none(send, hop) -> None:
    send(mail(ANSWERS))
    assert hop.taken[0].content == ADDED + b"none\r\n" + mail(ANSWERS)


def test_headers_hold_no_word_of_the_mail(send, hop) -> None:
    send(mail())
    head = hop.taken[0].content.split(b"From: ")[0]
    assert b"export" not in head.lower()
    assert b"Anna" not in head


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": "Joe <joe@elsewhere.example>"},
        {"more": "Auto-Submitted: auto-replied\n"},
        {"subject": "Out of office"},
        {"more": 'Content-Type: multipart/encrypted; boundary="b"\n'},
        {"more": "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n"},
        {"body": "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"},
        {
            "body": "--b\nContent-Type: application/pkcs7-mime\n\nMIIB\n--b--\n",
            "more": 'Content-Type: multipart/mixed; boundary="b"\n',
        },
    ],
    ids=["stranger", "automatic", "absence", "pgp-mime", "smime", "pgp-inline", "smime-within"],
)
def test_what_is_not_ours_to_read_passes_untouched(send, hop, changes) -> None:
    content = mail(**changes)
    assert send(content, mode=Mode.HOLD)[0] == 250
    assert hop.taken[0].content == content


def test_a_mail_to_colleagues_passes_untouched(send, hop) -> None:
    send(mail(to="sam@brightline.example"), to=("sam@brightline.example",))
    assert hop.taken[0].content == mail(to="sam@brightline.example")


def test_a_bounce_passes_untouched(send, hop) -> None:
    send(mail(sender="mailer-daemon@brightline.example"), sender="")
    assert hop.taken[0].content == mail(sender="mailer-daemon@brightline.example")
    assert hop.taken[0].sender == "<>"


def test_a_signed_mail_gets_its_headers_outside(send, hop) -> None:
    signed = (
        f"--s\nContent-Type: text/plain\n\n{PASSES_OVER}\n"
        "--s\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n--s--\n"
    )
    content = mail(signed, more='Content-Type: multipart/signed; boundary="s"\n')
    send(content)
    assert hop.taken[0].content.startswith(ADDED + b"2 errors")
    assert hop.taken[0].content.endswith(content)


def test_a_client_in_bcc_is_a_client_and_stays_hidden(send, hop) -> None:
    content = mail(to="sam@brightline.example")
    send(content, to=("sam@brightline.example", CLIENT))
    assert hop.taken[0].recipients == ["sam@brightline.example", CLIENT]
    assert hop.taken[0].content.startswith(ADDED)
    assert CLIENT.encode() not in hop.taken[0].content.split(b"\r\n\r\n")[0]


CHINESE = """\
安娜您好：

来信收到，谢谢。

发件人: Anna Berg <anna@northwind.example>
发送时间: 2026年6月3日 10:00
收件人: Maya <maya@brightline.example>
主题: 导出

> 导出到 Excel 的功能什么时候可以完成？周一开始导入又失败了，我们很不满意。
"""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("coding", ["base64", "8bit"])
def test_chinese_mails(send, hop, charset: str, coding: str) -> None:
    raw = CHINESE.replace("\n", "\r\n").encode(charset)
    body = base64.encodebytes(raw) if coding == "base64" else raw.replace(b"\r\n", b"\n")
    subject = "=?utf-8?b?" + base64.b64encode("回复：导出".encode()).decode() + "?="
    kind = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {coding}\n"
    content = mail(body, subject=subject, more=kind)
    assert send(content, parameters=("BODY=8BITMIME",))[0] == 250
    assert hop.taken[0].content.startswith(ADDED)
    assert b"X-Commsense-Criteria: " in hop.taken[0].content
    assert hop.taken[0].content.endswith(content)
    assert "BODY=8BITMIME" in hop.taken[0].parameters


def test_utf8_in_headers_and_addresses(send, hop) -> None:
    content = mail(subject="回复：导出", to="安娜@northwind.example")
    code, _ = send(content, to=("安娜@northwind.example",), parameters=("SMTPUTF8",))
    assert code == 250
    assert hop.taken[0].recipients == ["安娜@northwind.example"]
    assert "SMTPUTF8" in hop.taken[0].parameters
    assert hop.taken[0].content.endswith(content)


def test_an_html_mail_with_a_picture_is_checked_and_its_picture_stays(send, hop) -> None:
    picture = base64.encodebytes(bytes(range(256)) * 8).decode()
    html = "<p>Hello Anna,</p><p>thank you.</p><blockquote><p>When is it ready?</p></blockquote>"
    body = (
        f"--m\nContent-Type: text/html\n\n{html}\n--m\nContent-Type: image/png\n"
        f"Content-Transfer-Encoding: base64\n\n{picture}--m--\n"
    )
    content = mail(body, more='MIME-Version: 1.0\nContent-Type: multipart/related; boundary="m"\n')
    send(content)
    assert hop.taken[0].content.startswith(ADDED + b"1 error")
    assert hop.taken[0].content.endswith(content)


def test_dots_at_the_start_of_lines(send, hop) -> None:
    content = mail(".hidden\n..\n.\n...end\n" + ANSWERS)
    send(content)
    assert hop.taken[0].content.endswith(content)


def test_bare_line_ends_stay(send, hop) -> None:
    content = mail(ANSWERS).replace(b"\r\n\r\nMaya", b"\nMaya") + b"one\ntwo\n.three\rfour\r\n"
    send(content)
    assert hop.taken[0].content.endswith(content)


@pytest.mark.parametrize("end", [b"\n.\r\n", b"\r\n.\n", b"\n.\n", b"\r.\r", b"\r\n.\r"])
def test_a_mail_that_would_end_early_elsewhere_is_refused(send, hop, end: bytes) -> None:
    code, said = send(mail(ANSWERS) + b"x" + end + b"MAIL FROM:<a@b.example>\r\n")
    assert (code, said[:5]) == (550, "5.6.0")
    assert hop.taken == []


def test_the_override_leaves_no_mail_that_would_end_early(send, hop) -> None:
    """Without its line, the dot behind it would stand after a bare line end."""
    content = (
        b"From: " + TEAM.encode() + b"\nX-Commsense: send\r\n.\r\nSubject: none\r\n\r\nnone\r\n"
    )
    code, said = send(content)
    assert (code, said[:5]) == (550, "5.6.0")
    assert hop.taken == []


def test_a_large_mail_is_relayed_and_its_text_checked(send, hop) -> None:
    attached = (base64.b64encode(b"x" * 54).decode() + "\n") * 30_000
    body = (
        f"--m\nContent-Type: text/plain\n\n{PASSES_OVER}\n--m\nContent-Type: application/pdf\n"
        f"Content-Transfer-Encoding: base64\n\n{attached}--m--\n"
    )
    content = mail(body, more='MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="m"\n')
    assert len(content) > 2_000_000
    send(content)
    assert hop.taken[0].content.startswith(ADDED + b"2 errors")
    assert hop.taken[0].content.endswith(content)


def test_a_text_that_is_too_long_goes_on_and_says_so(send, hop) -> None:
    content = mail("We will send you the plan by Friday.\n" * 30_000)
    assert send(content)[0] == 250
    assert hop.taken[0].content == ADDED + b"not checked (too long)\r\n" + content


def test_a_mail_in_another_language_says_so(send, hop) -> None:
    french = "Bonjour Anna, je vous remercie pour votre message et vous réponds demain matin.\n"
    content = mail(french, more="Content-Type: text/plain; charset=utf-8\n")
    send(content, mode=Mode.HOLD)
    assert hop.taken[0].content.startswith(ADDED + b"not checked (language not read)\r\n")


def test_several_mails_on_one_connection(gate, hop) -> None:
    options = gate()
    with smtplib.SMTP("127.0.0.1", options.listen.port) as client:
        for _ in range(3):
            client.sendmail(TEAM, [CLIENT], mail(ANSWERS))
        client.mail(TEAM)
        client.rset()
        client.sendmail(TEAM, [CLIENT], mail())
    assert len(hop.taken) == 4
