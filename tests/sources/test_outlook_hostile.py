"""Crafted and damaged files of Outlook: a message or a reason comes of each, soon."""

from __future__ import annotations

import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense import sources
from commsense.conversation import Message, Place, Skipped
from commsense.sources.item import Item
from commsense.sources.outlook import mapi
from commsense.sources.outlook.compound import Compound, DamagedError
from outlook_files import (
    MAIL,
    attached,
    attribute,
    compound,
    embedded,
    listed,
    msg,
    storage,
    stored_rtf,
    tnef,
    u,
)

RTF = rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}Hello \'e9\u20320?{\*\htmltag72 </p>}}"
WHOLE_MSG = msg(
    {mapi.BODY: u(""), mapi.RTF: (mapi.BINARY, stored_rtf(RTF))},
    [attached("a.eml", b"From: a@b.example\n\nHi\n"), embedded(storage(MAIL, 24))],
)
WHOLE_TNEF = tnef(
    MAIL,
    attribute(0x69002, bytes(14)),
    attribute(0x69005, listed({mapi.ATTACHED: (mapi.OBJECT, bytes(16) + tnef(MAIL))})),
)
PACKED = [("msg", WHOLE_MSG), ("winmail", WHOLE_TNEF)]


def parse(reader: str, data: bytes) -> Message | Skipped:
    (found,) = sources.parse(Item(reader, Place("a"), data), None)
    if isinstance(found, Message):
        found.body.encode("utf-8")
        found.subject.encode("utf-8")
    else:
        assert found.reason
    return found


@pytest.mark.parametrize(("reader", "data"), PACKED)
def test_the_whole_files_are_read(reader: str, data: bytes) -> None:
    assert isinstance(parse(reader, data), Message)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(PACKED),
    st.lists(st.tuples(st.integers(0, 2**20), st.binary(min_size=1, max_size=8)), max_size=12),
    st.integers(0, 2**20),
)
def test_changed_and_cut_files(
    whole: tuple[str, bytes], changes: list[tuple[int, bytes]], length: int
) -> None:
    reader, data = whole
    changed = bytearray(data)
    for at, new in changes:
        at %= len(data)
        changed[at : at + len(new)] = new
    parse(reader, bytes(changed[: length % (2 * len(data))]))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE_MSG) // 4 - 1), st.sampled_from([0, 1, 2, 2**31, 2**32 - 1]))
def test_any_number_of_a_compound_file_may_lie(at: int, lie: int) -> None:
    data = bytearray(WHOLE_MSG)
    struct.pack_into("<I", data, at * 4, lie)
    parse("msg", bytes(data))


def test_sectors_in_a_ring() -> None:
    data = bytearray(msg({mapi.BODY: u("x" * 5_000)}))
    table = len(data) - 512
    for sector in range(40):  # each follows the first
        struct.pack_into("<I", data, table + 4 * sector, 0)
    began = time.perf_counter()
    parse("msg", bytes(data))
    assert time.perf_counter() - began < 2


def test_streams_that_share_their_sectors_are_not_read_without_end() -> None:
    file = Compound(compound({"a": bytes(100_000)}))
    stream = file.root.streams["a"]
    with pytest.raises(DamagedError, match="longer than the file"):
        [file.read(stream) for _ in range(100)]


def test_a_stream_that_claims_gigabytes() -> None:
    file = Compound(compound({"a": bytes(10_000)}))
    start, _ = file.root.streams["a"]
    assert len(file.read((start, 2**32 - 1))) < 20_000


def test_mails_in_mails_end() -> None:
    inner = storage(MAIL, 24)
    for _ in range(60):
        inner = storage(MAIL, 24, attachments=[embedded(inner)])
    found = parse("msg", compound(storage(MAIL, 32, attachments=[embedded(inner)])))
    assert isinstance(found, Message)
    assert 15 < found.body.count("When do we go live?") < 30
    packed = tnef(MAIL)
    for _ in range(60):
        inside = listed({mapi.ATTACHED: (mapi.OBJECT, bytes(16) + packed)})
        packed = tnef(MAIL, attribute(0x69002, bytes(14)), attribute(0x69005, inside))
    found = parse("winmail", packed)
    assert isinstance(found, Message)
    assert 15 < found.body.count("When do we go live?") < 30


def test_mails_and_winmails_in_turn_end() -> None:
    data = b"From: a@b.example\n\nThe last.\n"
    for _ in range(40):
        listing = listed({mapi.ATTACH_LONG_NAME: u("a.eml"), mapi.ATTACH_MIME: u("message/rfc822")})
        files = attribute(0x6800F, data) + attribute(0x69005, listing)
        packed = tnef(MAIL, attribute(0x69002, bytes(14)), files)
        data = b"From: a@b.example\nContent-Type: application/ms-tnef\n\n" + packed
    assert isinstance(parse("eml", data), Message)


def test_many_properties_recipients_and_attachments() -> None:
    many = bytes(32) + struct.pack("<HHI8s", 3, 0x0E07, 6, bytes(8)) * 100_000
    tree = {**storage(MAIL, 32), "__properties_version1.0": many}
    tree |= {f"__substg1.0_{at:04X}001F": b"x\0" for at in range(0x4000, 0x7000)}
    tree |= {f"__recip_version1.0_#{at:08X}": {} for at in range(5_000)}
    tree |= {f"__attach_version1.0_#{at:08X}": {} for at in range(2_000)}
    data = compound(tree)
    began = time.perf_counter()
    found = parse("msg", data)
    assert time.perf_counter() - began < 5
    assert isinstance(found, Message)
    assert len(found.attachments) == 500
    assert "more than 500 parts, the rest left out" in found.mended


def test_a_list_of_properties_that_claims_millions() -> None:
    many = struct.pack("<IHHI", 2**31, 0x101E, 0x1000, 2**32 - 1) + bytes(100)
    began = time.perf_counter()
    parse("winmail", tnef({}, attribute(0x69003, many, 1), attribute(0x69004, many, 1)))
    assert time.perf_counter() - began < 2
