"""The state of rendering an HTML body: open elements, and what the next character needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from commsense.conversation import Part
from commsense.text.rendering import Writer

_SCOPES = frozenset({"table", "td", "th"})
_ACROSS_SCOPES = _SCOPES | {"tr", "tbody", "thead"}
_MAX_LOOK = 40  # open elements that an end tag is compared with


@dataclass(slots=True)
class Element:
    """An open element with what its content inherits; ``counter`` numbers list items."""

    tag: str
    depth: int = 0
    part: Part | None = None
    hidden: bool = False
    verbatim: bool = False
    counter: int = 0


@dataclass(slots=True)
class Page:
    """Where rendering stands.

    ``newlines`` line ends, a cell's tab or a blank must be written before the next character;
    ``space`` is where that blank stands in the source, -1 if there is none. ``blank`` says that
    the line so far holds no-break spaces only, which is an empty line to a reader.
    """

    source: str
    writer: Writer = field(default_factory=Writer)
    stack: list[Element] = field(default_factory=lambda: [Element("")])
    open_tags: dict[str, int] = field(default_factory=dict)
    newlines: int = 0
    space: int = -1
    cell: bool = False
    blank: bool = False
    started: bool = False

    def break_line(self, count: int) -> None:
        """Ask for at least ``count`` line ends before the next character."""
        self.newlines = max(self.newlines, 2 if self.blank else count)
        self.space, self.cell, self.blank = -1, False, False

    def put(self, piece: str, raw: int) -> None:
        """Write characters that a reader sees; ``raw`` is -1 if they do not stand in the source."""
        if self.newlines and self.started:
            self.writer.insert("\n" * min(self.newlines, 2))
        elif self.cell:
            self.writer.insert("\t")
        elif self.space >= 0 and self.started:
            self._put_space()
        if self.newlines or not self.started:
            top = self.stack[-1]
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

    def push(self, element: Element) -> None:
        """Open an element; one that changes depth or part starts on a new line."""
        self._break_if_changed(element)
        self.stack.append(element)
        self.open_tags[element.tag] = self.open_tags.get(element.tag, 0) + 1

    def pop(self) -> Element:
        """Close the innermost element."""
        element = self.stack.pop()
        self.open_tags[element.tag] -= 1
        self._break_if_changed(element)
        return element

    def _break_if_changed(self, element: Element) -> None:
        outer = self.stack[-1]
        if element.depth != outer.depth or element.part != outer.part:
            self.break_line(1)

    def is_open(self, name: str) -> bool:
        """Say whether an end tag has an element to close, in the same table cell."""
        if not self.open_tags.get(name):
            return False
        if name in _ACROSS_SCOPES:
            return True
        for element in reversed(self.stack[-_MAX_LOOK:]):
            if element.tag == name:
                return True
            if element.tag in _SCOPES:
                return False
        return True
