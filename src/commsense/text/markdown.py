"""Markdown bodies (meeting notes) as plain text: no emphasis, no addresses, no fences."""

from __future__ import annotations

import re

from commsense.conversation import Part
from commsense.text.rendering import Rendered, Writer

_HEADING = re.compile(r"(\s{0,3}#{1,6})(\s+)")
_FENCE = re.compile(r"\s{0,12}(```|~~~)")
_BULLET = re.compile(r"(\s{0,40}(?:[-*+]|\d{1,3}[.)])\s{1,6})(?:\[[ xX]\]\s{1,3})?")
_QUOTED = re.compile(r"\s{0,40}(?:>\s{0,3}){1,9}")
_TABLE_RULE = re.compile(r"\s{0,3}\|?[\s|:-]{3,}$")
_COMMENT = re.compile(r"\s{0,3}<!--")
# What marks up words within a line. Group 1 is the text of a link or image.
_INLINE = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{0,400})\]\([^()\n]{0,1500}\)"
    r"|<(?P<url>https?://[^<>\s]{1,1500})>"
    r"|(?P<mark>\*{1,3}|_{2,3}|~~|`{1,2})"
    r"|<!--[^\n]{0,500}?-->|</?[a-zA-Z][^<>\n]{0,200}>"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!|>~-])"
)
_SPACED = re.compile(r"\s")
_MAX_CELL_NAME = 24  # a table with no longer cell than this lists names or figures, not sentences


def render(source: str) -> Rendered:
    """Render a Markdown body; headings, fences and the heads of tables are ``Part.MARKUP``."""
    writer = Writer()
    lines = source.split("\n")
    fence = ""
    position = 0
    for index, line in enumerate(lines):
        if index:
            writer.insert("\n")
        content = line.rstrip("\r")
        opening = _FENCE.match(content)
        if fence:
            writer.region(0, Part.MARKUP)
            writer.copy(content, position)
            fence = "" if content.strip().startswith(fence) else fence
        elif opening:
            fence = opening.group(1)
            writer.region(0, Part.MARKUP)
            writer.copy(content, position)
        else:
            below = lines[index + 1] if index + 1 < len(lines) else ""
            _line(writer, content, position, below)
        position += len(line) + 1
    return writer.rendered()


def _line(writer: Writer, content: str, position: int, below: str) -> None:
    quoted = _QUOTED.match(content)
    if quoted:  # a remark set apart: in notes nobody else is quoted
        content, position = content[quoted.end() :], position + quoted.end()
    heading = _HEADING.match(content)
    if heading:
        writer.region(0, Part.MARKUP)
        _inline(writer, content[heading.end() :], position + heading.end())
        return
    if _is_row(content):
        _row(writer, content, position, head=_is_row(below) and bool(_TABLE_RULE.match(below)))
        return
    writer.region(0, Part.MARKUP if _COMMENT.match(content) else None)
    bullet = _BULLET.match(content)
    start = 0
    if bullet:
        writer.copy(bullet.group(1), position)
        start = bullet.end()
    _inline(writer, content[start:], position + start)


def _is_row(content: str) -> bool:
    bare = content.strip()
    return len(bare) > 2 and bare[0] == "|" and bare.count("|") >= 2 and len(bare) < 20_000


def _row(writer: Writer, content: str, position: int, head: bool) -> None:
    """Write a table row; rules, heads and rows of names or figures are markup."""
    if _TABLE_RULE.match(content):
        writer.region(0, Part.MARKUP)
        writer.copy(content.strip(), position + len(content) - len(content.lstrip()))
        return
    bare = _INLINE.sub(lambda match: match["text"] or "", content)
    cells = bare.split("|")
    said = not head and any(len(cell.strip()) > _MAX_CELL_NAME for cell in cells)
    writer.region(0, None if said else Part.MARKUP)
    written = False
    for cell in content.split("|"):
        bare = cell.strip()
        if bare:
            if written:
                writer.insert(" | ")
            _inline(writer, bare, position + len(cell) - len(cell.lstrip()))
            written = True
        position += len(cell) + 1


def _inline(writer: Writer, content: str, position: int) -> None:
    """Write a line's words without the marks around them."""
    done = 0
    for match in _INLINE.finditer(content):
        if match["mark"] and _is_operator(content, match):
            continue
        writer.copy(content[done : match.start()], position + done)
        for group in ("text", "url", "escaped"):
            if match[group]:
                writer.copy(match[group], position + match.start(group))
        done = match.end()
    writer.copy(content[done:], position + done)


def _is_operator(content: str, match: re.Match[str]) -> bool:
    """Say whether a ``*`` or ``__`` stands between blanks or within a word: no emphasis."""
    before = content[match.start() - 1 : match.start()] or " "
    after = content[match.end() : match.end() + 1] or " "
    if _SPACED.match(before) and _SPACED.match(after):
        return True
    return match["mark"].startswith("_") and before.isalnum() and after.isalnum()
