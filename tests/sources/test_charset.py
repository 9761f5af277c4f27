from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.sources import charset

CHINESE = "您好，请问新版本什么时候可以上线？我们的项目已经等了两个星期了，客户很着急。"
TRADITIONAL = (
    "您好，請問新版本什麼時候可以上線？我們的專案已經等了兩個星期了，客戶很著急，謝謝你們。"
)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("gb2312", "gb18030"), ("GBK", "gbk"), ('"gb18030"', "gb18030"), ("x-gbk", "gbk"),
        ("euc-cn", "gbk"), ("hz-gb-2312", "hz"), ("utf-8", "utf-8"), ("UTF8", "utf-8"),
    ],
)  # fmt: skip
def test_reads_declared_chinese(declared: str, codec: str) -> None:
    assert charset.decode(CHINESE.encode(codec), declared) == (CHINESE, "")


def test_reads_characters_of_gbk_that_are_declared_as_gb2312() -> None:
    text = "朱镕基，囍，€"
    assert charset.decode(text.encode("gb18030"), "gb2312") == (text, "")


@pytest.mark.parametrize("declared", ["big5", "BIG5-HKSCS", "cn-big5"])
def test_reads_big5(declared: str) -> None:
    assert charset.decode(TRADITIONAL.encode("big5"), declared) == (TRADITIONAL, "")


def test_reads_iso_2022() -> None:
    assert charset.decode("議事録です".encode("iso2022_jp"), "iso-2022-jp")[0] == "議事録です"
    assert charset.decode("회의록".encode("iso2022_kr"), "ISO-2022-KR")[0] == "회의록"
    coded = bytes(byte & 0x7F for byte in "会议纪要".encode("gb2312"))
    data = b"re: \x1b$)A\x0e" + coded + b"\x0f ok"
    assert charset.decode(data, "iso-2022-cn")[0] == "re: 会议纪要 ok"
    assert charset.decode(data, "")[0] == "re: 会议纪要 ok"


@pytest.mark.parametrize("declared", ["", "us-ascii", "iso-8859-1", "unknown-8bit", "x-nonsense"])
def test_guesses_what_is_not_declared(declared: str) -> None:
    for text, codec in (
        (CHINESE, "gb18030"),
        (CHINESE, "utf-8"),
        (TRADITIONAL, "big5"),
        ("Grüße aus Köln, die Änderung wird morgen früh geprüft.", "cp1252"),
        ("“We can’t ship it – sorry” café", "cp1252"),
    ):
        assert charset.decode(text.encode(codec), declared)[0] == text


def test_says_what_it_guessed() -> None:
    assert charset.decode("项目进展".encode("gbk"))[1] == "undeclared charset, read as gb18030"
    assert charset.decode("项目进展".encode("gbk"), "utf-8")[1].endswith("read as gb18030")
    assert charset.decode("项目进展".encode())[1] == ""


def test_short_names_are_told_apart() -> None:
    assert charset.decode("张伟".encode("gbk"))[0] == "张伟"
    assert charset.decode("Jörg Größe".encode("cp1252"))[0] == "Jörg Größe"
    assert charset.decode("René".encode("cp1252"))[0] == "René"


def test_a_damaged_byte_costs_a_character_not_the_text() -> None:
    data = CHINESE.encode("gb18030")
    text, mended = charset.decode(data[:20] + b"\xff" + data[20:], "gb2312")
    assert text.replace("\ufffd", "").startswith(CHINESE[:10])
    assert text.endswith(CHINESE[15:])
    assert "could not be decoded" in mended


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "gbk", "big5", "hz", "utf-7", "hex"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_text(data: bytes, declared: str) -> None:
    text, _ = charset.decode(data, declared)
    text.encode("utf-8")


@given(st.text(max_size=100))
@settings(max_examples=100, deadline=None)
def test_utf_8_survives(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert charset.decode(data, "utf-8")[0] == data.decode()
