"""The header block of a mail or of a part (RFC 5322), kept so that no raw byte is lost."""

from __future__ import annotations

import re

MAX_BLOCK = 1_000_000  # bytes of headers that are read

Headers = dict[str, list[str]]

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
# A field with its folded lines.
_FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]{0,20}:[ \t]{0,200}([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
# Stray lines between fields, such as the separator of an mbox or a fold that was not indented.
_STRAY = re.compile(r"(?:>?From |[ \t])[^\n]*(?:\n|\Z)|[^\n]+\n(?=[!-9;-~]{1,100}:[ \t])")


def split(data: bytes) -> tuple[Headers, bytes]:
    """Separate a mail or part into its headers and its body.

    Values are the raw bytes read as Latin-1, folds kept; names are in lower case. Where a line
    that is no field follows without a blank line, the body begins there.
    """
    if data.startswith((b"\n", b"\r\n")):
        return {}, data[data.index(b"\n") + 1 :]
    match = _BLANK_LINE.search(data)
    end, begin = (match.start(), match.end()) if match else (len(data), len(data))
    block = data[: min(end, MAX_BLOCK)].decode("latin-1")
    headers: Headers = {}
    at = 0
    while at < len(block):
        field = _FIELD.match(block, at)
        if field:
            headers.setdefault(field[1].lower(), []).append(field[2].rstrip("\r"))
        found = field or _STRAY.match(block, at)
        if found is None:
            return headers, data[at:]
        at = found.end()
    return headers, data[begin:]


def first(headers: Headers, name: str) -> str:
    """The first header of this (lower-case) name, raw; "" where there is none."""
    values = headers.get(name)
    return values[0] if values else ""
