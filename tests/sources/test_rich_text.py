"""RTF: compressed, as text, and as the HTML that it was made of."""

from __future__ import annotations

import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.sources.outlook import lzfu, rtf

# The example of MS-OXRTFCP 3.1.1, and that of a text that repeats itself (3.1.2).
SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3206865"
    "6c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_examples_of_the_standard() -> None:
    assert lzfu.decompress(SIMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert lzfu.decompress(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_what_is_unpacked_is_bounded() -> None:
    bomb = struct.pack("<IIII", 2**31, 2**32 - 1, 0x75465A4C, 0) + b"\xff" + b"\x00\x0f" * 200_000
    began = time.perf_counter()
    assert len(lzfu.decompress(bomb, 100_000)) <= 100_000
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansi One\par two\line three\tab x}", "One\ntwo\nthree\tx"),
        (rb"{\rtf1\ansi\ansicpg1252 caf\'e9 \{a\}\~b}", "café {a}\u00a0b"),
        (rb"{\rtf1\ansi\ansicpg936 \'cf\'ee\'c4\'bf}", "项目"),
        (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset134 S;}{\f2\fcharset136"
         rb" M;}}\f1\'cf\'ee\f2 \'b1\'4d\f0 \'e9}", "项專é"),
        (rb"{\rtf1\ansi\uc1 \u20320?\u-27197\'3f ok}", "你闃 ok"),
        (rb"{\rtf1\uc2 \u8364 xxdone}", "€done"),
        (rb"{\rtf1\uc0\u-10179\u-8704}", "\U0001f600"),
        (rb"{\rtf1{\*\generator Word;}{\info{\title T}}{\pict 00ff}Words}", "Words"),
        (rb'{\rtf1{\field{\*\fldinst HYPERLINK "x"}{\fldrslt here}}}', "here"),
        (rb"{\rtf1 a\bin4 {{{{b}", "ab"),
        (rb"{\rtf1 cut \'4", "cut 4"),
        (rb"}}}{\rtf1 unbalanced", "unbalanced"),
        (b"", ""),
    ],
)  # fmt: skip
def test_text(source: bytes, text: str) -> None:
    assert rtf.read(source) == rtf.Text(text, html=False)


def test_the_html_inside() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg936\fromhtml1 \deff0{\fonttbl{\f0\fcharset134 SimSun;}}"
        rb"{\*\htmltag19 <html>}{\*\htmltag241 <style>p \{color:red\}</style>}"
        rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \'c4\'e3 {\*\htmltag84 &nbsp;}\htmlrtf \'a0"
        rb"\htmlrtf0 b{\*\htmltag72 </p>}"
        rb"\htmlrtf \par }\htmlrtf0{\*\mhtmltag84 x}{\*\htmltag27 </html>}}"
    )
    expected = "<html><style>p {color:red}</style><p>你 &nbsp;b</p></html>"
    assert rtf.read(source) == rtf.Text(expected, html=True)


def test_depth_and_length_take_little_time() -> None:
    began = time.perf_counter()
    assert rtf.read(b"{" * 300_000 + b"deep" + b"}" * 300_000 + b"after").text == "after"
    assert rtf.read(b"\\u1" * 100_000 + b"\\'" * 100_000).text
    assert time.perf_counter() - began < 5


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [b"{", b"}", b"\\par", b"\\'c4", b"\\u-1", b"\\u55357 ", b"\\*", b"\\htmltag",
             b"\\bin9", b"\\htmlrtf0", b"\\fonttbl", b"\\f1", b"\\fcharset134", b"\\ansicpg99999",
             b"\\uc9", b"\\fromhtml1", b"text", b"\\", b"\x80\xff",
             b"\\ansicpg1200", b"\\ansicpg50225"]
        )
    )
)  # fmt: skip
def test_anything_is_read(pieces: list[bytes]) -> None:
    rtf.read(b"".join(pieces)).text.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2**32 - 1))
def test_any_bytes_are_unpacked_or_not(data: bytes, size: int) -> None:
    header = struct.pack("<IIII", len(data), size, 0x75465A4C, 0)
    assert len(lzfu.decompress(header + data, 1_000)) <= 1_000
