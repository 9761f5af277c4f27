"""Offsets and an editor's lines and columns, both ways."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from commsense.lsp.places import Places

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
LETTERS = "ab \t\né\u0301你好，😀👩\u200d🚀\u2028\x0b\x85\u00a0"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=60) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=40
)


def slowly(text: str, offset: int, encoding: str) -> Position:
    """Count as the protocol says it: line ends before, then units of the encoding."""
    codec, width = CODECS[encoding]
    line, _, before = f"\n{text[:offset]}".rpartition("\n")
    return Position(line.count("\n"), len(before.encode(codec)) // width)


@given(TEXTS, st.data(), st.sampled_from(sorted(CODECS)))
def test_an_offset_has_the_position_that_the_protocol_says(
    text: str, data: st.DataObject, encoding: str
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert Places(text, encoding).position(offset) == slowly(text, offset, encoding)


@given(TEXTS, st.data(), st.sampled_from(sorted(CODECS)))
def test_there_and_back(text: str, data: st.DataObject, encoding: str) -> None:
    offset = data.draw(st.integers(0, len(text)))
    places = Places(text, encoding)
    assert places.offset(places.position(offset)) == offset


@given(TEXTS, st.integers(0, 30), st.integers(0, 90), st.sampled_from(sorted(CODECS)))
def test_any_position_gives_a_place_in_its_line(
    text: str, line: int, character: int, encoding: str
) -> None:
    offset = Places(text, encoding).offset(Position(line, character))
    assert 0 <= offset <= len(text)
    assert text.count("\n", 0, offset) == min(line, text.count("\n"))


@pytest.mark.parametrize(("encoding", "column"), [("utf-16", 8), ("utf-8", 14), ("utf-32", 7)])
def test_after_an_emoji_and_chinese(encoding: str, column: int) -> None:
    text = "x\n😀 你好 - UAT"
    assert Places(text, encoding).position(text.index("UAT")) == Position(1, column)


def test_within_half_an_emoji_is_before_it() -> None:
    assert Places("a😀b").offset(Position(0, 2)) == 1


def test_a_line_without_the_blanks_at_its_end() -> None:
    places = Places("one\n two  \nthree")
    assert places.line_of(6) == (4, 8)


def test_a_line_of_a_megabyte_is_no_hindrance() -> None:
    text = "We will send it soon. " * 50_000
    places = Places(text)
    started = time.monotonic()
    for offset in range(0, len(text), len(text) // 200):
        assert places.offset(places.position(offset)) == offset
    assert time.monotonic() - started < 5
