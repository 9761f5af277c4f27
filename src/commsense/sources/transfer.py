"""Content-Transfer-Encoding undone (RFC 2045), also where it is damaged or not what is declared."""

from __future__ import annotations

import binascii
import re

_BASE64_LINES = re.compile(
    rb"\s*+(?:[A-Za-z0-9+/]{40,2000}+={0,2}+\s++)*+[A-Za-z0-9+/]*+={0,2}+\s*+"
)
_BASE64_LINE = re.compile(rb"^[A-Za-z0-9+/]{60,76}\r?$", re.MULTILINE)
_ESCAPE = re.compile(rb"=(?:[0-9A-Fa-f]{2}|\r?\n)")
_GROUP = re.compile(rb"[A-Za-z0-9+/]+={0,2}")


def decode(data: bytes, encoding: str) -> tuple[bytes, str]:
    """Undo a transfer encoding.

    Args:
        data: the bytes of a part.
        encoding: the declared encoding, in any case, or "".

    Returns:
        The bytes meant, and what had to be repaired ("" where nothing had).
    """
    name = encoding.strip().strip("\"';").lower()
    if name == "base64":
        return _base64(data)
    if name in ("quoted-printable", "quotedprintable"):
        return binascii.a2b_qp(data), ""
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uuencode(data)
    if _BASE64_LINE.match(data.lstrip()) and _BASE64_LINES.fullmatch(data):
        return _groups(data), "undeclared base64"
    return data, ""


def _base64(data: bytes) -> tuple[bytes, str]:
    """Decode the leading base64 lines; what follows them (a list's footer) is taken as it is."""
    match = _BASE64_LINES.match(data)
    end = match.end() if match else 0
    rest = data[end:]
    if not rest:
        return _groups(data), ""
    if end >= 60:
        return _groups(data[:end]) + b"\n" + rest, "text behind base64"
    if data.isascii() and b" " not in data.strip():
        return _groups(data), "damaged base64"
    return data, "declared base64, read as it stands"


def _groups(data: bytes) -> bytes:
    """Decode base64, group by group where padding stands in its midst."""
    packed = b"".join(data.split())
    decoded = []
    for match in _GROUP.finditer(packed):
        group = match[0].rstrip(b"=")
        group = group[:-1] if len(group) % 4 == 1 else group
        decoded.append(binascii.a2b_base64(group + b"=" * (-len(group) % 4)))
    return b"".join(decoded)


def _uuencode(data: bytes) -> tuple[bytes, str]:
    decoded = []
    for line in data.splitlines():
        if line.startswith((b"begin ", b"end")) or not line:
            continue
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            return data, "declared uuencode, read as it stands"
    return b"".join(decoded), ""
