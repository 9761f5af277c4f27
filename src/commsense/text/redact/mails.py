"""Mail addresses, also in brackets or written out: ``anna at x dot org``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.text.redact.result import Found, Kind

_LOCAL = r"[A-Za-z0-9À-ɏ._%+='-]"
_HOST = r"[A-Za-z0-9À-ɏ-]{1,63}"
_DOT = r"(?:\.|\s?[(\[{]?\s?\bdot\b\s?[)\]}]?\s?)"
_ENDING = "(?:com|org|net|edu|gov|mil|info|biz|io|cn|de|uk|fr|eu|jp|tw|hk|sg|in|au|ca|us|ch|at|nl)"

_PLAIN = re.compile(rf"(?<!{_LOCAL}){_LOCAL}++ ?@ ?{_HOST}(?:\.{_HOST}){{0,8}}")
_WRITTEN_OUT = re.compile(
    rf"(?<!{_LOCAL})({_LOCAL}++)(\s?[(\[{{<]\s?(?:at|@)\s?[)\]}}>]\s?|\s(?:at|AT)\s)"
    rf"({_HOST}(?:{_DOT}{_HOST}){{0,6}}{_DOT}{_ENDING})(?![\w-])",
    re.IGNORECASE,
)
_NO_LOCAL = re.compile(r"[a-z]+", re.IGNORECASE)


def find(text: str) -> Iterator[Found]:
    """Give the addresses of a text, whose signs are narrow."""
    for found in _PLAIN.finditer(text):
        if "." in found.group().partition("@")[2] or " " not in found.group():
            yield _found(found, found.group().replace(" ", ""))
    for found in _WRITTEN_OUT.finditer(text):
        local, at, host = found.groups()
        # "the pages at example.com" is no address, "anna.berg at example.com" is.
        told = at.strip().lower() != "at" or not _NO_LOCAL.fullmatch(local)
        told = told or "dot" in host.lower() or text[found.start() - 1 : found.start()] == "<"
        if told:
            yield _found(found, f"{local}@{re.sub(_DOT, '.', host, flags=re.IGNORECASE)}")


def _found(found: re.Match[str], address: str) -> Found:
    start = found.start() + len(found.group()) - len(found.group().lstrip("'.="))
    return Found(start, found.end(), Kind.MAIL, address.strip("'.=").casefold())
