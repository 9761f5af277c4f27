from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense import sources
from commsense.conversation import Kind, Message, Person, Place, Skipped
from commsense.sources import eml
from commsense.sources.item import Item

Archive = Callable[..., tuple[list[Message], dict[str, str]]]
Read = Callable[[bytes], Message]

MAIL = """\
Received: from relay.example; Mon, 2 Mar 2026 09:06:00 +0800
Message-ID: <relay-1@relay.example>
Message-ID: <abc@northwind.example>
From: =?gb2312?B?wO7A1w==?= <Li.Lei@Northwind.example>
To: Ann Lee <ann@brightline.example>, "Bo, QA" <bo@brightline.example>
Cc: ann@brightline.example
Subject: =?utf-8?B?5LiK57q/?= plan
Date: Mon, 2 Mar 2026 09:05:00 +0800
In-Reply-To: Your message of Monday <q@brightline.example>
References: <p@brightline.example>
\t<q@brightline.example>
Thread-Index: AdW8oQ==
List-Id: Project <project.lists.example>
Content-Type: text/plain; charset=gb2312
Content-Transfer-Encoding: 8bit

什么时候上线？
""".encode("gb2312")


def test_every_field_is_read(mail: Read) -> None:
    message = mail(MAIL)
    assert message.kind is Kind.EMAIL
    assert message.body == "什么时候上线？\n"
    assert message.subject == "上线 plan"
    assert message.sender == Person("李雷", "li.lei@northwind.example")
    assert [person.email for person in message.recipients] == [
        "ann@brightline.example", "bo@brightline.example", "ann@brightline.example",
    ]  # fmt: skip
    assert message.date == datetime(2026, 3, 2, 9, 5, tzinfo=timezone(timedelta(hours=8)))
    assert message.message_id == "abc@northwind.example"
    assert message.in_reply_to == ("q@brightline.example",)
    assert message.references == ("p@brightline.example", "q@brightline.example")
    assert (message.thread_index, message.list_id) == ("AdW8oQ==", "project.lists.example")
    assert not message.automatic
    assert message.mended == ()


def test_the_id_is_the_same_in_every_run_and_tells_mails_apart(mail: Read) -> None:
    assert mail(MAIL).id == mail(MAIL).id == "1a727407b42f01c6"
    assert mail(MAIL).id != mail(MAIL.replace(b"abc@", b"abd@")).id
    assert mail(MAIL).id != mail(MAIL + b"more").id


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_do_not_matter(mail: Read, end: bytes) -> None:
    message = mail(MAIL.replace(b"\n", end))
    assert (message.subject, message.body) == ("上线 plan", "什么时候上线？\n")


def test_the_author_behind_a_list_is_named(mail: Read) -> None:
    message = mail(
        b"From: Ann Lee via Users <users@lists.example>\nReply-To: Ann Lee <ann@firm.example>\n\nHi"
    )
    assert message.sender == Person("Ann Lee", "ann@firm.example")
    alone = mail(b"From: 'Ann Lee' via Users <users@lists.example>\nTo: users@lists.example\n\nHi")
    assert alone.sender == Person("Ann Lee", "")


def test_a_mail_without_from_has_the_sender_of_another_header(mail: Read) -> None:
    message = mail(b"Return-Path: <ann@firm.example>\nTo: bo@firm.example\n\nHi")
    assert message.sender == Person("", "ann@firm.example")


@pytest.mark.parametrize("label", ["Inbox,Drafts", "=?utf-8?q?=E8=8D=89=E7=A8=BF?=", "Spam"])
def test_what_was_never_sent_is_left_out(label: str) -> None:
    (found,) = sources.parse(
        Item("eml", Place("x"), f"From: a@b.example\nX-Gmail-Labels: {label}\n\nHi".encode()), None
    )
    assert found == Skipped(Place("x"), "a draft or spam, as its mailbox marks it")
    (found,) = sources.parse(Item("eml", Place("cur/1:2,DS"), b"From: a@b.example\n\nHi"), None)
    assert isinstance(found, Skipped)


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (b"From: a@b.example\nTo: c@d.example\n\nHi", True),
        (b"From: a@b.example\n\nHi", True),
        (b"Subject: =?gb2312?B?u+HS\nxMs=?=\nReceived: by x\n\nHi", True),
        (b"Received: from x\nX-Odd: 1\nDate: today\n\nHi", True),
        (b"Date: 2026-03-02\nSubject: Weekly call\nAttendees: Ann\n\nWe met.", False),
        (b"Note: all\nTodo: nothing\n\n", False),
        (b"Hello,\nFrom: here\nTo: there\n", False),
        (b"https://a.example\nhttps://b.example\n", False),
        (b"", False),
    ],
)
def test_mails_are_told_by_their_headers(head: bytes, is_mail: bool) -> None:
    assert eml.looks_like_mail(head) is is_mail


LINES = [
    b"From: a@b.example\n", b"Content-Type: multipart/mixed; boundary=x\n", b"\n", b"--x\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Type: message/rfc822\n", b"--x--\n",
    b"Date: Mon, 2 Mar\n", b"aGVsbG8gd29ybGQ=\n", b"Subject: =?utf-8?b?5Lya?=\n", b"text \n",
    b"Content-Type: text/html; charset=utf-16\n", b"--y\n", b"\x00\xff\n", b" fold\n",
    b"Content-Type: multipart/alternative; boundary=y\n", b"\xd6\xd0\xce\xc4\n",
    b"Content-Type: text/plain; format=flowed; charset=hz\n", b"~{<:Ky\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=25))
@settings(max_examples=200, deadline=None)
def test_parse_never_raises(lines: list[bytes]) -> None:
    found = sources.parse(Item("eml", Place("x.eml"), b"".join(lines)), None)
    assert len(found) == 1


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_parse_never_raises_on_any_bytes(data: bytes) -> None:
    for reader in sources.READERS:
        if reader != "table":
            sources.parse(Item(reader, Place("x"), data), None)


def test_mails_that_nothing_tells_apart_have_ids_of_their_own(
    archive: Archive, tmp_path: Path
) -> None:
    for name in ("a.eml", "b.eml"):
        (tmp_path / name).write_text("From: ann@a.example\nSubject: Empty\n\n")
    first, second = archive(tmp_path)[0]
    assert first.id != second.id
