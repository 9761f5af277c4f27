"""HTML bodies as plain text, a line for each line that a reader sees."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from commsense.conversation import Part
from commsense.text.containers import container
from commsense.text.html_tokens import Tag, Text, tokens
from commsense.text.rendering import Rendered, Writer

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr basefont".split()
)
_LINE_TAGS = frozenset(
    "div tr li dt dd table tbody thead tfoot caption section article header footer main aside"
    " address center form fieldset figure figcaption dl nav option legend body html".split()
)
_PARAGRAPH_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre ul ol".split())
_BLOCK_TAGS = _LINE_TAGS | _PARAGRAPH_TAGS
_CELL_TAGS = frozenset({"td", "th"})
_LIST_TAGS = frozenset({"ul", "ol"})
# Only elements that can hide, quote or break lines are followed; the rest is looks.
_INLINE_FOLLOWED = frozenset({"span", "a", "font", "sign", "includetail", "qqmailquote"})
_SCOPES = frozenset({"table", "td", "th"})

_PIECE = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?|\s+|[^&\s]+(?: [^&\s]+)*|&"
)
_UNSEEN = re.compile("[\0\u200b\u200c\u2060\ufeff\u00ad]")
_ZERO_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s{0,3}:\s{0,3}0")


@dataclass(slots=True)
class _Element:
    """An open element with what its content inherits."""

    tag: str
    depth: int = 0
    part: Part | None = None
    hidden: bool = False
    verbatim: bool = False
    counter: int = 0


class _Page:
    """The state of rendering: open elements, and what must come before the next character."""

    __slots__ = (
        "blank", "cell", "newlines", "open_tags", "source", "space", "stack", "started", "writer"
    )  # fmt: skip

    def __init__(self, source: str) -> None:
        self.source = source
        self.writer = Writer()
        self.stack = [_Element("")]
        self.open_tags: dict[str, int] = {}
        self.newlines = 0
        self.space = -1  # where the blank before the next character stands; -1 if there is none
        self.cell = False
        self.blank = False  # the line so far holds no-break spaces only: an empty line to a reader
        self.started = False

    def break_line(self, count: int) -> None:
        """Ask for at least ``count`` line ends before the next character."""
        self.newlines = max(self.newlines, 2 if self.blank else count)
        self.space, self.cell, self.blank = -1, False, False

    def put(self, piece: str, raw: int) -> None:
        """Write characters that a reader sees; ``raw`` is -1 if they do not stand in the source."""
        top = self.stack[-1]
        if self.newlines and self.started:
            self.writer.insert("\n" * min(self.newlines, 2))
        elif self.cell:
            self.writer.insert("\t")
        elif self.space >= 0 and self.started:
            self._put_space()
        if self.newlines or not self.started:
            self.writer.region(top.depth, top.part)
        self.newlines, self.space, self.started = 0, -1, True
        self.cell = self.blank = False
        if raw < 0:
            self.writer.insert(piece)
        else:
            self.writer.copy(piece, raw)

    def _put_space(self) -> None:
        if self.source[self.space] == " ":
            self.writer.copy(" ", self.space)
        else:
            self.writer.insert(" ")


def render(source: str) -> Rendered:
    """Render an HTML body.

    Args:
        source: The raw body.

    Returns:
        Its text, with runs back to the source and a region for each quote or signature element.
    """
    page = _Page(source)
    for token in tokens(source):
        if isinstance(token, Text):
            if not page.stack[-1].hidden:
                _text(page, token)
        elif token.closing:
            _close(page, token.name)
        else:
            _open(page, token)
    return page.writer.rendered()


def _open(page: _Page, tag: Tag) -> None:
    name = tag.name
    parent = page.stack[-1]
    if name == "br":
        # A reader sees one more line end for each <br>, up to an empty line.
        page.break_line(min(page.newlines + 1, 2))
        return
    if name == "hr" and not parent.hidden:
        page.break_line(1)
        page.put("________", -1)
        page.break_line(1)
    if name in _VOID:
        return
    if name == "body" and page.open_tags.get("head"):
        _close(page, "head")
        parent = page.stack[-1]
    if name == "p" and parent.tag == "p":
        _close(page, "p")
        parent = page.stack[-1]
    block = name in _BLOCK_TAGS
    cell = name in _CELL_TAGS
    if not (block or cell or name in _INLINE_FOLLOWED or name == "head"):
        return
    said = container(name, tag.attributes)
    if block:
        page.break_line(_gap(name, tag.attributes))
    elif cell:
        page.cell = page.started and not page.newlines
    element = _Element(
        name,
        parent.depth + said.deeper,
        said.part or (None if said.deeper else parent.part),
        parent.hidden or said.hidden,
        parent.verbatim or name == "pre",
    )
    if element.part != parent.part or element.depth != parent.depth:
        page.break_line(1)
    page.stack.append(element)
    page.open_tags[name] = page.open_tags.get(name, 0) + 1
    if name == "li" and not element.hidden:
        _bullet(page, parent)


def _gap(name: str, attributes: dict[str, str]) -> int:
    """Return how many line ends a block asks for: Outlook's paragraphs are single lines."""
    if name not in _PARAGRAPH_TAGS or name in _LIST_TAGS:
        return 1
    outlook = attributes.get("class", "").startswith(("mso", "x_mso"))
    return 1 if outlook or _ZERO_MARGIN.search(attributes.get("style", "")) else 2


def _bullet(page: _Page, parent: _Element) -> None:
    if parent.tag == "ol":
        parent.counter += 1
        page.put(f"{parent.counter}.", -1)
    else:
        page.put("-", -1)
    page.writer.insert(" ")


def _close(page: _Page, name: str) -> None:
    if not page.open_tags.get(name):
        if name == "p":
            page.break_line(1)
        return
    if name not in _SCOPES and name not in ("tr", "tbody", "thead"):
        for element in reversed(page.stack[-40:]):
            if element.tag == name:
                break
            if element.tag in _SCOPES:
                return
    while len(page.stack) > 1:
        element = page.stack.pop()
        page.open_tags[element.tag] -= 1
        above = page.stack[-1]
        if element.depth != above.depth or element.part != above.part:
            page.break_line(1)
        if element.tag in _BLOCK_TAGS:
            page.break_line(2 if element.tag in ("blockquote", "table") else 1)
        if element.tag == name:
            return


def _text(page: _Page, token: Text) -> None:
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


def _word(page: _Page, piece: str, start: int) -> None:
    position = 0
    for unseen in _UNSEEN.finditer(piece):
        if unseen.start() > position:
            page.put(piece[position : unseen.start()], start + position)
        position = unseen.end()
    if position < len(piece):
        page.put(piece[position:], start + position)


def _decoded(page: _Page, character: str) -> None:
    if character.isspace():
        if page.newlines or not page.started:
            page.blank = True
        elif page.space < 0:
            page.put(" ", -1)
    elif not _UNSEEN.match(character):
        page.put(character, -1)


def _verbatim(page: _Page, token: Text) -> None:
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


def _entities(page: _Page, content: str, position: int) -> None:
    for match in _PIECE.finditer(content):
        piece = match.group()
        if piece[0] == "&" and len(piece) > 1:
            page.put(html.unescape(piece), -1)
        else:
            page.put(piece, position + match.start())
