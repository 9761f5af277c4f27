"""HTML cut into tags and text, with positions.

A tree would lose where each character stood in the source, which is what highlights need; so the
body is read as a stream, by the rules of the HTML standard's tokenizer as far as mail needs them
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization). One pass, linear.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Elements whose content is not markup, and is never shown.
_RAW_TEXT = frozenset({"script", "style", "title", "textarea", "xml", "noscript", "template"})
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,60})")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:][\w:.-]{0,60})(?:\s{0,20}=\s{0,20}("[^"]*"|'[^']*'|[^\s"'>]+))?"""
)
_MAX_TAG = 20_000  # a tag longer than this is damage


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; ``attributes`` holds what tells quotes and hidden text, lower case."""

    name: str
    closing: bool
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """Character data from ``start`` to ``end`` of the source, entities not yet decoded."""

    start: int
    end: int


class _Finder:
    """Looks for one string from growing positions; never searches the same stretch twice."""

    __slots__ = ("_next", "_source", "_wanted")

    def __init__(self, source: str, wanted: str) -> None:
        self._source, self._wanted, self._next = source, wanted, 0

    def find(self, position: int) -> int:
        """Return the first place at or after ``position``, or -1."""
        if 0 <= self._next < position or position == 0:
            self._next = self._source.find(self._wanted, position)
        return self._next


def tokens(source: str) -> Iterator[Tag | Text]:
    """Yield the tags and texts of an HTML body in order."""
    opening, closing = _Finder(source, "<"), _Finder(source, ">")
    comment_end = _Finder(source, "-->")
    position = text_start = 0
    while True:
        start = opening.find(position)
        if start < 0:
            break
        follower = source[start + 1 : start + 2]
        if not (follower.isascii() and (follower.isalpha() or follower in ("/", "!", "?"))):
            position = start + 1
            continue
        if source.startswith("<!--", start):
            end = comment_end.find(start) + 2
            end = end if end > 2 else len(source)  # a comment that is never closed hides the rest
        else:
            end = _tag_end(source, start, closing.find(start))
        if end < 0:
            position = start + 1
            continue
        if text_start < start:
            yield Text(text_start, start)
        position = text_start = end + 1
        tag = _tag(source, start, position)
        if tag is None:
            continue
        yield tag
        if tag.name in _RAW_TEXT and not tag.closing:
            position = text_start = _raw_text_end(source, tag.name, position)
    if text_start < len(source):
        yield Text(text_start, len(source))


def _tag_end(source: str, start: int, end: int) -> int:
    """Return where the tag's ``>`` is, given the first one, which may stand within quotes."""
    if end < 0 or end - start > _MAX_TAG:
        return -1
    tag = source[start:end]
    for quote in ('"', "'"):
        if f"={quote}" in tag and tag.count(quote) % 2:
            quote_end = source.find(quote, end, end + 4000)
            later = source.find(">", quote_end, quote_end + 4000) if quote_end >= 0 else -1
            return later if later >= 0 else end
    return end


def _tag(source: str, start: int, end: int) -> Tag | None:
    match = _NAME.match(source, start, end)
    if not match:
        return None
    closing = source[start + 1] == "/"
    attributes: dict[str, str] = {}
    if not closing and end - match.end() > 2:
        for name, value in _ATTRIBUTE.findall(source, match.end(), end - 1):
            attributes.setdefault(name.lower(), html.unescape(value.strip("\"'")).lower())
    return Tag(match.group(1).lower(), closing, attributes)


def _raw_text_end(source: str, name: str, position: int) -> int:
    """Return where the end tag of a raw text element starts; the end of the source if none."""
    match = re.compile(rf"</{re.escape(name)}[\s/>]", re.IGNORECASE).search(source, position)
    return match.start() if match else len(source)
