from __future__ import annotations

import pytest

from commsense.sources import headers, mime, transfer


def test_headers_end_at_the_blank_line() -> None:
    fields, body = headers.split(b"To: a\r\nX-Long: one\r\n two\r\n\r\nbody\r\n\r\nmore")
    assert fields == {"to": ["a"], "x-long": ["one\r\n two"]}
    assert body == b"body\r\n\r\nmore"


def test_repeated_headers_are_kept_in_order() -> None:
    assert headers.split(b"Received: b\nReceived: a\n\n")[0]["received"] == ["b", "a"]


def test_a_body_without_blank_line_begins_at_the_first_line_that_is_no_field() -> None:
    fields, body = headers.split(b"Subject: x\nHello there\n\nmore")
    assert fields == {"subject": ["x"]}
    assert body == b"Hello there\n\nmore"


def test_a_fold_that_was_not_indented_does_not_end_the_headers() -> None:
    fields, body = headers.split(b"Subject: =?gb2312?B?u+HS\nxMs=?=\nTo: a@b.example\n\nbody")
    assert fields["to"] == ["a@b.example"]
    assert body == b"body"


def multipart(
    *parts: bytes, kind: bytes = b"mixed", mark: bytes = b"xx", close: bool = True
) -> bytes:
    lines = [b'Content-Type: multipart/%s; boundary="%s"\n\npreamble' % (kind, mark)]
    lines += [b"--" + mark + b"\n" + part for part in parts]
    return b"\n".join([*lines, *([b"--" + mark + b"--", b"epilogue"] if close else [])])


@pytest.mark.parametrize("close", [True, False])
def test_parts_are_cut_at_the_boundary(close: bool) -> None:
    data = multipart(b"\none", b"Content-Type: text/html\n\n<p>two\n-- xx\n--xxy\n", close=close)
    part = mime.read(data)
    assert [inner.content_type for inner in part.parts] == ["text/plain", "text/html"]
    assert part.parts[0].data == b"one"
    assert part.parts[1].data == b"<p>two\n-- xx\n--xxy\n"


def test_line_ends_of_both_kinds() -> None:
    part = mime.read(multipart(b"\none", b"\ntwo").replace(b"\n", b"\r\n"))
    assert [inner.data for inner in part.parts] == [b"one", b"two"]


def test_a_boundary_that_is_not_the_declared_one_is_found() -> None:
    data = multipart(b"Content-Type: text/plain\n\none", b"Content-Type: text/plain\n\ntwo")
    part = mime.read(data.replace(b'boundary="xx"', b'boundary="other"'))
    assert [inner.data for inner in part.parts] == [b"one", b"two"]
    assert part.mended == "the boundary between parts was not the declared one"


def test_a_multipart_without_boundary_is_one_text() -> None:
    part = mime.read(b'Content-Type: multipart/mixed; boundary="none"\n\njust a text\n')
    assert (part.content_type, part.data) == ("text/plain", b"just a text\n")
    assert part.mended == "declared multipart, read as one text"


def test_depth_is_bounded() -> None:
    data = b"\ndeepest"
    for level in range(10_000):
        data = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n%s' % (level, level, data)
        if level == 300:
            break
    part = mime.read(data)
    depth = 0
    while part.parts:
        part, depth = part.parts[0], depth + 1
    assert depth == mime.MAX_DEPTH
    assert "left out" in part.mended


def test_number_of_parts_is_bounded() -> None:
    part = mime.read(multipart(*[b"\nx"] * 10_000))
    assert len(part.parts) == mime.MAX_PARTS
    assert "left out" in part.mended


BASE64 = b"5Lya6K6u57qq6KaB77ya6aG555uu6L+b5bGV6aG65Yip77yM5LiL5ZGo5LiK57q/44CC5Lya6K6u\n57qq6KaB\n"
TEXT = "会议纪要：项目进展顺利，下周上线。会议纪要".encode()


def test_base64() -> None:
    assert transfer.decode(BASE64, "Base64") == (TEXT, "")


def test_a_footer_behind_base64_is_kept() -> None:
    data, mended = transfer.decode(BASE64 + b"_______\nA list footer\n", "base64")
    assert data.startswith(TEXT)
    assert data.endswith(b"_______\nA list footer\n")
    assert mended == "text behind base64"


def test_base64_declared_over_a_text() -> None:
    raw = "这是没有编码的正文，直接写在信里。".encode("gbk")
    assert transfer.decode(raw, "base64") == (raw, "declared base64, read as it stands")
    english = b"This is plain text, not base64 at all.\n"
    assert transfer.decode(english, "base64")[0] == english


def test_base64_that_nobody_declared() -> None:
    assert transfer.decode(BASE64, "7bit") == (TEXT, "undeclared base64")
    assert transfer.decode(b"A line of words, and nothing else.\n", "7bit")[1] == ""


def test_cut_base64_gives_what_is_there() -> None:
    data, _ = transfer.decode(BASE64[:51], "base64")
    assert TEXT.startswith(data[:30])


def test_quoted_printable_also_where_it_is_broken() -> None:
    assert (
        transfer.decode(b"caf=C3=A9 =\nau lait", "quoted-printable")[0].decode() == "café au lait"
    )
    assert transfer.decode(b"100 = 50 =ZZ =C3=A9", "quoted-printable")[0].endswith("é".encode())


def test_uuencode() -> None:
    assert transfer.decode(b"begin 644 a\n#0V%T\n`\nend\n", "x-uuencode")[0] == b"Cat"
