"""HTML bodies as plain text, a line for each line that a reader sees."""

from __future__ import annotations

import html
import re

from commsense.text.containers import container
from commsense.text.html_page import Element, Page
from commsense.text.html_tokens import Tag, Text, tokens
from commsense.text.rendering import Rendered

_VOID = frozenset(
    {"area", "base", "basefont", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
    | {"param", "source", "track", "wbr"}
)
_LINE_TAGS = frozenset(
    {"address", "article", "aside", "body", "caption", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "html", "legend", "li"}
    | {"main", "nav", "ol", "option", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
_PARAGRAPH_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})
_BLOCK_TAGS = _LINE_TAGS | _PARAGRAPH_TAGS
_SET_APART = frozenset({"blockquote", "table"})
_CELL_TAGS = frozenset({"td", "th"})
# Only elements that can hide, quote or break lines are followed; the rest is looks.
_INLINE_FOLLOWED = frozenset({"head", "span", "a", "font", "sign", "includetail", "qqmailquote"})

_PIECE = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?|\s+|[^&\s]+(?: [^&\s]+)*|&"
)
_UNSEEN = re.compile("[\0\u200b\u200c\u2060\ufeff\u00ad]")
_ZERO_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s{0,3}:\s{0,3}0")


def render(source: str) -> Rendered:
    """Render an HTML body.

    Args:
        source: The raw body.

    Returns:
        Its text, with runs back to the source and a region for each quote or signature element.
    """
    page = Page(source)
    for token in tokens(source):
        if isinstance(token, Text):
            if not page.stack[-1].hidden:
                _text(page, token)
        elif token.closing:
            _close(page, token.name)
        else:
            _open(page, token)
    return page.writer.rendered()


def _open(page: Page, tag: Tag) -> None:
    name = tag.name
    if name in _VOID:
        _void(page, name)
        return
    # A body ends a head that was left open, and a paragraph the one before it.
    implied = {"body": "head", "p": "p"}.get(name, "")
    if implied and (name == "body" or page.stack[-1].tag == "p"):
        _close(page, implied)
    if name in _BLOCK_TAGS:
        page.break_line(_gap(name, tag.attributes))
    elif name in _CELL_TAGS:
        page.cell = page.started and not page.newlines
    elif name not in _INLINE_FOLLOWED:
        return
    parent = page.stack[-1]
    said = container(name, tag.attributes)
    element = Element(
        name,
        parent.depth + said.deeper,
        said.part or (None if said.deeper else parent.part),
        parent.hidden or said.hidden,
        parent.verbatim or name == "pre",
    )
    page.push(element)
    if name == "li" and not element.hidden:
        _bullet(page, parent)


def _void(page: Page, name: str) -> None:
    if name == "br":
        # A reader sees one more line end for each <br>, up to an empty line.
        page.break_line(min(page.newlines + 1, 2))
    elif name == "hr" and not page.stack[-1].hidden:
        page.break_line(1)
        page.put("________", -1)
        page.break_line(1)


def _gap(name: str, attributes: dict[str, str]) -> int:
    """Return how many line ends a block asks for: Outlook's paragraphs are single lines."""
    if name not in _PARAGRAPH_TAGS:
        return 1
    outlook = attributes.get("class", "").startswith(("mso", "x_mso"))
    return 1 if outlook or _ZERO_MARGIN.search(attributes.get("style", "")) else 2


def _bullet(page: Page, parent: Element) -> None:
    if parent.tag == "ol":
        parent.counter += 1
        page.put(f"{parent.counter}.", -1)
    else:
        page.put("-", -1)
    page.writer.insert(" ")


def _close(page: Page, name: str) -> None:
    if not page.is_open(name):
        if name == "p":
            page.break_line(1)
        return
    while len(page.stack) > 1:
        element = page.pop()
        if element.tag in _BLOCK_TAGS:
            page.break_line(2 if element.tag in _SET_APART else 1)
        if element.tag == name:
            return


def _text(page: Page, token: Text) -> None:
    source = page.source
    if page.stack[-1].verbatim:
        _verbatim(page, token)
        return
    for match in _PIECE.finditer(source, token.start, token.end):
        piece, start = match.group(), match.start()
        first = piece[0]
        if first.isspace() and first not in "\xa0\u3000":
            page.space = start if page.space < 0 else page.space
        elif first == "&" and len(piece) > 1:
            _decoded(page, html.unescape(piece))
        else:
            _word(page, piece, start)


def _word(page: Page, piece: str, start: int) -> None:
    position = 0
    for unseen in _UNSEEN.finditer(piece):
        if unseen.start() > position:
            page.put(piece[position : unseen.start()], start + position)
        position = unseen.end()
    if position < len(piece):
        page.put(piece[position:], start + position)


def _decoded(page: Page, character: str) -> None:
    if character.isspace():
        if page.newlines or not page.started:
            page.blank = True
        elif page.space < 0:
            page.put(" ", -1)
    elif not _UNSEEN.match(character):
        page.put(character, -1)


def _verbatim(page: Page, token: Text) -> None:
    """Write preformatted text: its own line ends and blanks count."""
    position = token.start
    for line in page.source[token.start : token.end].splitlines(keepends=True):
        content = line.rstrip("\r\n")
        if content.strip():
            if "&" in content:
                _entities(page, content, position)
            else:
                page.put(content, position)
        if content != line:
            page.break_line(min(page.newlines + 1, 2))
        position += len(line)


def _entities(page: Page, content: str, position: int) -> None:
    for match in _PIECE.finditer(content):
        piece = match.group()
        if piece[0] == "&" and len(piece) > 1:
            page.put(html.unescape(piece), -1)
        else:
            page.put(piece, position + match.start())
