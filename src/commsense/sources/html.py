"""Meeting notes saved as a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from commsense.conversation import Kind, Message, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import attendees, charset, identity, note_dates, prose
from commsense.sources.item import Item, Source, whole

_OPENING = re.compile(
    r"\s*(?:<!--[^>]{0,2000}-->\s*|<\?xml[^>]{0,500}>\s*)*<(?:!doctype html|html|head|body)\b", re.I
)
_CHARSET = re.compile(rb"<meta[^>]{0,500}charset=[\"']?([\w-]{1,40})", re.I)
_HIDDEN = re.compile(r"<(script|style|head)\b", re.I)
_CLOSING = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "head")}
_TAG = re.compile(r"<[^<>]{0,5000}>")
_TITLE = re.compile(r"<(title|h1|h2)\b[^<>]{0,2000}>(.{0,1000}?)</\1", re.I | re.DOTALL)


def claims(source: Source) -> bool:
    """Whether the file begins as a web page does, or calls itself one."""
    if not prose.is_text(source.head):
        return False
    start = source.head[:4_000].decode("utf-8", "replace").lstrip("\ufeff")
    return _OPENING.match(start) is not None or source.name.endswith((".html", ".htm"))


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One file is one item."""
    return whole("html", source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read the page; its text is taken from the markup later, with the way back kept."""
    del columns
    declared = _CHARSET.search(item.data[:4_000])
    text, note = charset.decode(item.data, declared[1].decode("ascii") if declared else "")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    shown = _shown(text[:200_000])
    if not prose.is_prose(shown):
        return (Skipped(item.place, "a web page without text"),)
    title = _TITLE.search(text[:50_000])
    return (
        Message(
            id=identity.of("notes", text, item.place.path),
            kind=Kind.NOTES,
            place=item.place,
            body=text,
            body_type="html",
            subject=" ".join(unescape(_TAG.sub("", title[2])).split())[:200] if title else "",
            recipients=attendees.find(shown),
            date=note_dates.find(shown, item.place.path),
            mended=(note,) if note else (),
        ),
    )


def _shown(text: str) -> str:
    """Roughly what a page shows, a tag a line."""
    kept: list[str] = []
    at = 0
    for opening in _HIDDEN.finditer(text):
        if opening.start() < at:
            continue
        kept.append(text[at : opening.start()])
        closing = _CLOSING[opening[1].lower()].search(text, opening.end())
        at = closing.start() if closing else len(text)
    kept.append(text[at:])
    return unescape(_TAG.sub("\n", "".join(kept)))
