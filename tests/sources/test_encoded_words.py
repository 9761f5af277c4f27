from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.sources import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Re: status", "Re: status"),
        ("folded\n\t value\r\n  here", "folded value here"),
        ("=?utf-8?q?caf=C3=A9_au_lait?=", "café au lait"),
        ("=?UTF-8?B?5Lya6K6u57qq6KaB?=", "会议纪要"),
        ("=?gb2312?B?u+HS6bzN0qo=?=", "会议纪要"),
        ("[Fwd: =?gb2312?B?u+HS6bzN0qo=?=]", "[Fwd: 会议纪要]"),
        ("=?utf-8?q?one?= =?utf-8?q?two?=", "onetwo"),
        ("=?utf-8?q?one?= and =?utf-8?q?two?=", "one and two"),
        ("=?utf-8*en?q?tagged?=", "tagged"),
        ("=?utf-8?B?5Lya6K6u57qq6KaB", "=?utf-8?B?5Lya6K6u57qq6KaB"),
        ("=?utf-8?B?5Lya6K6u57qq6KaB=?=", "会议纪要"),
        ("=?x-unheard-of?q?plain?=", "plain"),
    ],
)
def test_decodes(value: str, text: str) -> None:
    assert words.decode(value) == text


def test_a_character_split_over_two_words_is_whole() -> None:
    data = "会议纪要".encode()
    first, second = (base64.b64encode(part).decode() for part in (data[:4], data[4:]))
    assert words.decode(f"=?utf-8?B?{first}?=\n =?UTF-8?B?{second}?=") == "会议纪要"


def test_raw_bytes_are_read_in_the_charset_of_the_body() -> None:
    raw = "會議記錄".encode("big5").decode("latin-1")
    assert words.decode(raw, "big5") == "會議記錄"
    assert words.decode("会议".encode("gbk").decode("latin-1")) == "会议"


def test_raw_bytes_and_words_stand_side_by_side() -> None:
    raw = "回复".encode("gbk").decode("latin-1")
    assert words.decode(f"{raw}: =?gbk?B?u+HS6bzN0qo=?=", "gbk") == "回复: 会议纪要"


@pytest.mark.parametrize(
    ("value", "main", "params"),
    [
        ("text/plain", "text/plain", {}),
        ('Text/Plain; charset="GB2312"', "text/plain", {"charset": "GB2312"}),
        ("text/plain;\n charset=utf-8;format=flowed", "text/plain",
         {"charset": "utf-8", "format": "flowed"}),
        ("a/b; name*0*=utf-8''%E4%BC%9A; name*1*=%E8%AE%AE.txt", "a/b", {"name": "会议.txt"}),
        ("a/b; name*=gb2312''%BB%E1%D2%E9.doc", "a/b", {"name": "会议.doc"}),
        ('a/b; name="=?gb2312?B?u+HS6bzN0qo=?="', "a/b", {"name": "会议纪要"}),
        ("", "", {}),
        (";;;", "", {}),
    ],
)  # fmt: skip
def test_reads_parameters(value: str, main: str, params: dict[str, str]) -> None:
    assert words.parameters(value) == (main, params)


@given(st.text(alphabet="=?utf-8qQbB_*';\"%0aAé \n", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_value_gives_a_line(value: str) -> None:
    assert "\n" not in words.decode(value)
    words.parameters(value)


def test_a_parameter_that_stands_twice_does_no_harm() -> None:
    assert words.parameters("text/plain; a*0=b; a*0=c")[0] == "text/plain"
