"""The nested parts of a mail (RFC 2046).

The standard library's parser walks line by line, once more for each level, so that a crafted mail
of a few megabytes holds it for minutes. Here a part is cut at its boundary by one search, depth
and number of parts are bounded, and a declared multipart without a boundary stays a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commsense.sources import headers as fields
from commsense.sources import transfer, words
from commsense.sources.headers import Headers

MAX_DEPTH = 20
MAX_PARTS = 500
FORWARDED = ("message/rfc822", "message/global")

_LOST_BOUNDARY = re.compile(
    rb"^--([^\r\n]{1,200}?)[ \t]{0,20}\r?\n"
    rb"(?=content-(?:type|transfer-encoding|disposition|description|id)[ \t]{0,20}:)",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A mail or a part of one: its headers, its bytes, and the parts in it.

    ``size`` is that of bytes that were not kept, as those of an attachment in Outlook's formats.
    """

    headers: Headers
    data: bytes
    content_type: str
    params: dict[str, str]
    parts: tuple[Part, ...] = ()
    mended: str = ""
    size: int = 0


def read(data: bytes, depth: int = 0, default: str = "text/plain") -> Part:
    """Read a mail or a part, headers first, and the parts in it."""
    headers, body = fields.split(data)
    content_type, params = words.parameters(fields.first(headers, "content-type"))
    if content_type.count("/") != 1:
        content_type = "text/html" if content_type == "html" else default
    if content_type in FORWARDED and depth < MAX_DEPTH:
        encoding = fields.first(headers, "content-transfer-encoding")
        inner = read(transfer.decode(body, encoding)[0], depth + 1)
        return Part(headers, body, content_type, params, (inner,))
    if not content_type.startswith("multipart/"):
        return Part(headers, body, content_type, params)
    if depth >= MAX_DEPTH:
        return Part(
            headers, body, content_type, params, (), f"parts below level {MAX_DEPTH} left out"
        )
    pieces, mended = _pieces(body, params.get("boundary", ""))
    if not pieces:
        return Part(headers, body, "text/plain", params, (), "declared multipart, read as one text")
    kind = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
    if len(pieces) > MAX_PARTS:
        mended = f"more than {MAX_PARTS} parts, the rest left out"
    parts = tuple(read(piece, depth + 1, kind) for piece in pieces[:MAX_PARTS])
    return Part(headers, body, content_type, params, parts, mended)


def _pieces(body: bytes, boundary: str) -> tuple[list[bytes], str]:
    """Cut a multipart's body at its boundary, or at the one that really stands in it."""
    mark = boundary.encode("latin-1", "replace").rstrip()
    if mark:
        pieces = _cut(body, mark)
        if pieces:
            return pieces, ""
    lost = _LOST_BOUNDARY.search(body)
    if lost:
        return _cut(body, lost[1]), "the boundary between parts was not the declared one"
    return [], ""


def _cut(body: bytes, mark: bytes) -> list[bytes]:
    """The pieces between the lines ``--mark``, up to ``--mark--`` or the end."""
    pieces: list[bytes] = []
    begin = -1
    line = b"--" + mark
    at = body.find(line)
    while at >= 0 and len(pieces) <= MAX_PARTS:
        end = _line_end(body, at + len(line)) if body[at - 1 : at] in (b"\n", b"") else -1
        if end >= 0:
            if begin >= 0:
                pieces.append(body[begin : max(begin, at - 1)].removesuffix(b"\r"))
            begin = end
            if body.startswith(b"--", at + len(line)):
                return pieces
        at = body.find(line, at + len(line))
    if begin >= 0 and len(pieces) <= MAX_PARTS:
        pieces.append(body[begin:])
    return pieces


def _line_end(body: bytes, at: int) -> int:
    """Where the line behind a boundary ends; -1 if more stands on it."""
    end = body.find(b"\n", at, at + 200)
    if end < 0:
        return len(body) if len(body) - at < 200 and not body[at:].strip(b"-\t\r ") else -1
    return end + 1 if not body[at:end].strip(b"-\t\r ") else -1
