"""Files that are dropped on the page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

import outlook_files
from commsense.checking import earlier

HEAD = b"""From: =?utf-8?b?546L5pWP?= <wangmin@yuanshan.example>
To: "Lind, Maya" <maya@brightline.example>, chen@brightline.example
Date: Mon, 02 Mar 2026 10:00:00 +0800
Subject: =?utf-8?b?6aqM5pS25pe26Ze0?=
Received: from somewhere
MIME-Version: 1.0
"""
QUOTE = (
    "On Fri, 27 Feb 2026 at 09:00, Maya Lind <maya@brightline.example> wrote:{open}"
    "We send the plan by Monday.{nested}"
    "On Thu, 26 Feb 2026 at 08:00, Wang Min <wangmin@yuanshan.example> wrote:{deep}"
    "Can you send the plan?{close}"
)
PLAIN = "When does the test start?\n\n" + QUOTE.format(
    open="\n> ", nested="\n>\n> ", deep="\n>> ", close="\n"
)
HTML = "<p>When does the test start?</p>" + QUOTE.replace("<w", "&lt;w").replace(
    "<m", "&lt;m"
).format(
    open="<blockquote><p>",
    nested="</p><div>",
    deep="<br><blockquote>",
    close="</blockquote></div></blockquote>",
)
OUTLOOK = (
    "<p>When does the test start?</p><hr><div><b>From:</b> Maya Lind &lt;maya@brightline.example"
    "&gt;<br><b>Sent:</b> Friday, 27 February 2026 09:00<br><b>To:</b> Wang Min<br>"
    "<b>Subject:</b> plan</div><div><p>We send the plan by Monday.</p></div><hr><div><b>From:</b>"
    " Wang Min &lt;wangmin@yuanshan.example&gt;<br><b>Sent:</b> Thursday, 26 February 2026 08:00"
    "<br><b>To:</b> Maya<br><b>Subject:</b> plan</div><div><p>Can you send the plan?</p></div>"
)

Read = Callable[..., str]


@pytest.fixture
def read(web: TestClient) -> Read:
    def text(data: bytes, name: str) -> str:
        headers = {"Content-Type": "application/octet-stream", "X-File-Name": quote(name)}
        answer = web.post("/api/v1/read", content=data, headers=headers)
        assert answer.status_code == 200, answer.text
        found: str = answer.json()["text"]
        return found

    return text


def mail(kind: str, body: str) -> bytes:
    return HEAD + f"Content-Type: text/{kind}; charset=utf-8\n\n{body}".encode()


def test_a_mail_has_a_few_header_lines(read: Read) -> None:
    text = read(mail("plain", PLAIN), "mail.eml")
    head, _, body = text.partition("\n\n")
    assert head.splitlines() == [
        "From: 王敏 <wangmin@yuanshan.example>",
        'To: "Lind, Maya" <maya@brightline.example>, chen@brightline.example',
        "Date: Mon, 02 Mar 2026 10:00:00 +0800",
        "Subject: 验收时间",
    ]
    assert body == PLAIN


@pytest.mark.parametrize(("kind", "body"), [("plain", PLAIN), ("html", HTML), ("html", OUTLOOK)])
def test_who_wrote_what_when_survives(read: Read, kind: str, body: str) -> None:
    oldest, older, last = earlier.of_text(read(mail(kind, body), "mail.eml"))
    assert [s.text for s in oldest.sentences] == ["Can you send the plan?"]
    assert [s.text for s in older.sentences] == ["We send the plan by Monday."]
    assert [s.text for s in last.sentences] == ["When does the test start?"]
    assert [m.sender and m.sender.email for m in (oldest, older, last)] == [
        "wangmin@yuanshan.example",
        "maya@brightline.example",
        "wangmin@yuanshan.example",
    ]
    assert [m.date and m.date.day for m in (oldest, older, last)] == [26, 27, 2]
    assert last.sender is not None
    assert last.sender.name == "王敏"
    assert last.subject == "验收时间"


def test_an_answer_below_a_quote_of_a_page_stays_apart_from_it(read: Read) -> None:
    page = "<blockquote><p>We send the plan by Monday.</p></blockquote><p>Which Monday?</p>"
    text = read(mail("html", page), "mail.eml")
    assert "> We send the plan by Monday.\n" in text
    *before, last = earlier.of_text(text)
    assert [s.text for s in last.sentences] == ["Which Monday?"]
    assert [s.text for m in before for s in m.sentences] == ["We send the plan by Monday."]


def test_a_mail_is_one_whatever_its_name(read: Read) -> None:
    for name in ("", "mail.txt", "客户来信.eml", "a/b\\c.eml"):
        assert read(mail("plain", "Hi."), name).startswith("From: 王敏")


def test_texts_stay_as_they_are(read: Read) -> None:
    assert read("你好，\r\n什么时候？".encode("gb18030"), "mail.txt") == "你好，\n什么时候？"
    assert read(b"\xff\xfe" + "Hi.".encode("utf-16-le"), "mail.txt") == "Hi."
    assert read(b"# Hi\n\n> When?\n", "mail.md") == "# Hi\n\n> When?\n"
    assert read(b"", "empty.txt") == ""


def test_a_mail_in_outlooks_own_format_is_read(read: Read) -> None:
    found = read(outlook_files.msg(), "mail.msg")
    assert found.startswith("From: Anna Field <anna@northwind.example>\n")
    assert found.endswith("\n\nWhen do we go live?\nAnna\n")


def test_a_page_becomes_text(read: Read) -> None:
    page = b"<html><style>p{}</style><script>alert(1)</script><p>When &amp; where?</p></html>"
    assert read(page, "mail.html") == "When & where?\n"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "mail.msg", "save it as .eml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "mail.eml", "save it as .eml"),
        (b"PK\x03\x04", "notes.docx", ".eml, .msg, .txt, .md and .html"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "", ".eml, .msg, .txt, .md and .html"),
        (b"\x00\x01", "mail.txt", ".eml, .msg, .txt, .md and .html"),
    ],
)
def test_what_is_no_text_is_refused(web: TestClient, data: bytes, name: str, said: str) -> None:
    headers = {"Content-Type": "application/octet-stream", "X-File-Name": name}
    answer = web.post("/api/v1/read", content=data, headers=headers)
    assert answer.status_code == 415
    assert said in answer.json()["error"]


def test_nested_quotes_do_not_swell(read: Read) -> None:
    """So many marks before each line would take gigabytes."""
    page = "<blockquote>a" * 20_000
    assert len(read(page.encode(), "mail.html")) < 20 * len(page)


def test_headers_cannot_be_put_in(read: Read) -> None:
    subject = "=?utf-8?q?Hi=0D=0ABcc:_all@evil.example=0A=0AHello?="
    head = f'From: "A\r\n B" <a@b.example>\nSubject: {subject}\nMessage-ID: <x@y>\n\nHi.\n'
    text = read(head.encode(), "mail.eml")
    assert [line.partition(":")[0] for line in text.splitlines()] == ["From", "Subject", "", "Hi."]
