"""Compressed RTF undone (MS-OXRTFCP), with a bound on what comes out."""

from __future__ import annotations

import struct

MAX_TEXT = 16 * 2**20  # bytes of RTF that are read of one mail

_HEADER = struct.Struct("<IIII")
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D  # "LZFu" and "MELA"
_WINDOW = 4096
# What the window holds before the first byte.
_FIRST = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def decompress(data: bytes, limit: int = MAX_TEXT) -> bytes:
    """The RTF in the property ``PidTagRtfCompressed``; nothing where it is none.

    A stream that is cut off or damaged gives what comes before the damage.

    Args:
        data: the property with its header of 16 bytes.
        limit: the most bytes that are unpacked.
    """
    if len(data) < _HEADER.size:
        return b""
    _, size, kind, _ = _HEADER.unpack_from(data)
    if kind == _PLAIN:
        return data[16 : 16 + min(size, limit)]
    if kind != _PACKED:
        return data[:limit] if data.startswith(b"{\\rtf") else b""
    return _unpack(data, min(size, limit))


def _unpack(data: bytes, size: int) -> bytes:
    out = bytearray(_FIRST)
    wanted = len(_FIRST) + size
    at, end = 16, len(data)
    while at < end and len(out) < wanted:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= end or len(out) >= wanted:
                break
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 1 >= end:
                return bytes(out[len(_FIRST) : wanted])
            pair = data[at] << 8 | data[at + 1]
            at += 2
            if not _copy(out, pair >> 4, (pair & 15) + 2):
                return bytes(out[len(_FIRST) : wanted])
    return bytes(out[len(_FIRST) : wanted])


def _copy(out: bytearray, offset: int, length: int) -> bool:
    """Repeat what stands at a place of the window; False at the mark of the end."""
    back = (len(out) - offset) % _WINDOW
    begin = len(out) - back
    if not back or begin < 0:
        return False
    if back >= length:
        out += out[begin : begin + length]
    else:
        out += (out[begin:] * (length // back + 1))[:length]
    return True
