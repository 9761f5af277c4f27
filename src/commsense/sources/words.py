"""Header values: encoded words (RFC 2047), raw 8-bit values, parameters (RFC 2231)."""

from __future__ import annotations

import binascii
import re
from email.message import Message as Fields
from email.utils import collapse_rfc2231_value

from commsense.sources import charset

MAX_VALUE = 100_000  # characters of one header value that are read
MAX_PARAMETERS = 10_000  # the standard library splits them in quadratic time

_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"\?=[ \t\r\n]+=\?")
_BLANKS = re.compile(r"[ \t\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(value: str, fallback: str = "") -> str:
    """Decode a header value to one line of text.

    Args:
        value: the value as raw bytes read as Latin-1, so that no byte is lost.
        fallback: the charset of raw 8-bit values, usually that of the body.
    """
    value = value[:MAX_VALUE]
    if "=?" not in value and value.isascii() and "\x1b" not in value:
        return _line(value)
    # A character may be split over two words, which RFC 2047 forbids and programs do: neighbours
    # in one charset are joined as bytes before they are decoded.
    runs: list[tuple[str, bytes]] = []
    end = 0
    value = _BETWEEN.sub("?==?", value)
    for match in _WORD.finditer(value):
        _add(runs, fallback, value[end : match.start()].encode("latin-1", "replace"))
        _add(runs, match[1].lower(), _payload(match[2], match[3]), word=True)
        end = match.end()
    _add(runs, fallback, value[end:].encode("latin-1", "replace"))
    return _line("".join(charset.decode(data, name)[0] for name, data in runs))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Read ``text/plain; charset=utf-8``: the value in lower case, and its parameters by name."""
    value = value[:MAX_PARAMETERS].replace("\n", " ").replace("\r", " ")
    main, _, rest = value.partition(";")
    main = _BLANKS.sub("", main).lower()
    if not rest.strip():
        return main, {}
    fields = Fields()
    fields["content-type"] = value
    try:
        found = fields.get_params(failobj=[], unquote=True)
    except (TypeError, ValueError, UnicodeError, LookupError):  # TypeError: a*0 and a*0 again
        return main, {}
    params: dict[str, str] = {}
    for name, content in found[1:]:
        if name:
            params.setdefault(name.lower(), _parameter(content))
    return main, params


def _parameter(content: str | tuple[str | None, str | None, str]) -> str:
    if isinstance(content, tuple):
        name, _, text = content
        try:
            return charset.decode(text.encode("latin-1"), name or "")[0]
        except (UnicodeError, ValueError):
            return collapse_rfc2231_value(content)
    return decode(content)


def _add(runs: list[tuple[str, bytes]], name: str, data: bytes, word: bool = False) -> None:
    if not data:
        return
    if word and runs and runs[-1][0] == name:
        runs[-1] = (name, runs[-1][1] + data)
    else:
        runs.append((name, data))


def _payload(encoding: str, text: str) -> bytes:
    data = text.encode("latin-1", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data.replace(b"_", b" "))
    data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(data) % 4 == 1:
        data = data[:-1]
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def _line(text: str) -> str:
    return _CONTROLS.sub("", _BLANKS.sub(" ", text)).strip()
