"""Mails made to do harm: each must be read, in the time that its size allows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commsense.conversation import Message

Read = Callable[[bytes], Message]

FROM = b"From: a@b.example\n"
MIXED = FROM + b"Content-Type: multipart/mixed; boundary=x\n\n"
BIG = 1_000_000


@pytest.mark.parametrize(
    "data",
    [
        FROM + b"X: y\n" * 200_000 + b"\nHello",
        FROM + b"Subject: " + b"a" * BIG + b"\n\nHello",
        FROM + b"Subject: " + b"=?utf-8?q?a" * 100_000 + b"\n\nHello",
        FROM + b"Subject: " + b"=?utf-8?q?a?= " * 70_000 + b"\n\nHello",
        FROM + b"To: " + b"a@b.example, " * 70_000 + b"\n\nHello",
        FROM + b"To: " + b"(" * BIG + b"\n\nHello",
        FROM + b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\n\nHello",
        FROM + b'Content-Type: text/plain; a="' + b'";' * 100_000 + b"\n\nHello",
        FROM + b"References: " + b"<a@b> " * 100_000 + b"\n\nHello",
        FROM + b"Date: " + b"1" * BIG + b"\n\nHello",
        FROM + b"Subject: x\n" + b" folded\n" * 100_000 + b"\nHello",
        MIXED + b"--x\n" * 100_000 + b"\nHello",
        MIXED + b"--x" * 100_000,
        MIXED + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 10_000 + b"Hello",
        MIXED + b"--x\nContent-Type: message/rfc822\n\nFrom: a\n\n" * 10_000 + b"Hello",
        FROM + b"Content-Transfer-Encoding: base64\n\n" + b"A" * BIG + b"*",
        FROM + b"Content-Transfer-Encoding: base64\n\n" + b"AAAA\n" * 200_000 + b"*",
        FROM + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * BIG,
        FROM + b"Content-Type: text/plain; format=flowed\n\n" + b"word \n" * 150_000,
        FROM + b"Content-Type: text/plain; format=flowed\n\n" + b"> " * 400_000,
        FROM + b"\n" + b"<" * BIG,
        FROM + b"\n" + b"<p " * 300_000,
        FROM + b"Content-Type: text/plain; charset=iso-2022-cn\n\n" + b"\x1b$)A\x0e" * 200_000,
        FROM + b"\n" + b"-------------- next part --------------\n" * 20_000,
    ],
    ids=range(24),
)
def test_it_is_read(mail: Read, data: bytes) -> None:
    message = mail(data)
    assert message.sender is not None
    assert len(message.recipients) <= 2_000


def test_ten_thousand_levels(mail: Read) -> None:
    levels = (
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
        for level in range(10_000)
    )
    message = mail(FROM + b"".join(levels) + b"\nHello")
    assert any("left out" in note for note in message.mended)
