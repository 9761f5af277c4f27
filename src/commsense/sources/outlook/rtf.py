r"""Rich text (RTF 1.9.1) to plain text, or to the HTML that it was made of (MS-OXRTFEX).

One pass over the file, whatever stands in it: the marks are told apart by ``_MARK``, the state of
a group is kept on a stack of bounded depth.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from commsense.sources import charset
from commsense.sources.outlook import code_pages

MAX_DEPTH = 500  # groups in groups; what stands deeper is left out

_MARK = re.compile(
    rb"\\'([0-9A-Fa-f]{2})|\\([A-Za-z]{1,32})(-?[0-9]{1,9})? ?|\\([^A-Za-z])|([{}])"
    rb"|([^\\{}\r\n]+)|[\r\n\\]",
    re.DOTALL,
)
_CHARACTERS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "", "\\": "\\", "{": "{", "}": "}", "\n": "\n",
            "\r": "\n"}  # fmt: skip
# Groups that hold no text of the document.
_UNSHOWN = frozenset({
    "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr",
    "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "aftnsep",
    "aftnsepc", "xmlnstbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "filetbl",
    "generator", "themedata", "datastore", "latentstyles"
})  # fmt: skip
_SHOWN_AFTER_STAR = frozenset({"htmltag", "pntext", "fldrslt", "listtext", "nestcell"})


@dataclass(frozen=True, slots=True)
class Text:
    """What a rich text says, and whether that is HTML."""

    text: str
    html: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds up to the end of a group."""

    code_page: int | None = None
    skip: int = 1  # how many characters stand in for one of \u
    hidden: bool = False
    outside: bool = False  # \htmlrtf: the RTF's own, not of the HTML
    fonts: bool = False  # in the table of fonts
    star: bool = False  # \* was just read


def read(data: bytes) -> Text:
    """Read rich text; what is damaged in it is passed over."""
    reader = _Reader(html=b"\\fromhtml" in data[:4_000])
    at, end = 0, len(data)
    while at < end:
        match = _MARK.match(data, at)
        if match is None:
            break
        at = reader.take(match)
    return Text(reader.result(), reader.html)


class _Reader:
    def __init__(self, html: bool) -> None:
        self.html = html
        self._group = _Group()
        self._stack: list[_Group] = []
        self._too_deep = 0
        self._default: int | None = None
        self._fonts: dict[int, int | None] = {}
        self._font = 0
        self._pending = bytearray()
        self._pending_page: int | None = None
        self._leave = 0  # characters to pass over behind \u
        self._out: list[str] = []

    def take(self, match: re.Match[bytes]) -> int:
        """Take one mark, and tell where the next begins."""
        code, word, value, symbol, brace, text = match.groups()
        if self._too_deep and not brace:
            return match.end()
        if text is not None:
            self._bytes(text)
        elif code is not None:
            self._bytes(bytes((int(code, 16),)))
        elif word is not None:
            number = int(value) if value else None
            if word == b"bin":
                return match.end() + max(0, number or 0)
            self._word(word.decode("ascii"), number)
        elif brace is not None:
            self._brace(brace == b"{")
        elif symbol == b"*":
            self._group = replace(self._group, star=True)
        elif symbol is not None:
            self._show(_SYMBOLS.get(symbol.decode("latin-1"), ""))
        return match.end()

    def result(self) -> str:
        """All the text."""
        self._flush()
        text = "".join(self._out)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text.replace("\x00", "")

    def _brace(self, opening: bool) -> None:
        self._leave = 0
        if opening and len(self._stack) >= MAX_DEPTH:
            self._too_deep += 1
        elif opening:
            self._stack.append(self._group)
            self._group = replace(self._group, star=False)
        elif self._too_deep:
            self._too_deep -= 1
        elif self._stack:
            self._group = self._stack.pop()

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        if group.star:
            known = word in _SHOWN_AFTER_STAR and (word != "htmltag" or self.html)
            self._group = replace(group, star=False, hidden=group.hidden or not known)
        elif word in _UNSHOWN:
            self._group = replace(group, hidden=True)
        if word in _CHARACTERS:
            self._show(_CHARACTERS[word])
        elif word in _WORDS:
            _WORDS[word](self, number)

    def _unicode(self, number: int | None) -> None:
        self._show(chr((number or 0) & 0xFFFF))
        self._leave = self._group.skip

    def _unicode_skip(self, number: int | None) -> None:
        self._group = replace(self._group, skip=min(max(number or 0, 0), 16))

    def _html_rtf(self, number: int | None) -> None:
        self._group = replace(self._group, outside=number != 0)

    def _code_page(self, number: int | None) -> None:
        self._default = self._default or number
        self._group = replace(self._group, code_page=self._group.code_page or number)

    def _font_table(self, _: int | None) -> None:
        self._group = replace(self._group, fonts=True, hidden=True)

    def _use_font(self, number: int | None) -> None:
        self._font = number or 0
        if not self._group.fonts:
            page = self._fonts.get(self._font) or self._default
            self._group = replace(self._group, code_page=page)

    def _font_charset(self, number: int | None) -> None:
        if self._group.fonts and len(self._fonts) < 10_000:
            self._fonts[self._font] = code_pages.of_font(number or 0)

    def _bytes(self, data: bytes) -> None:
        if self._leave:
            left = self._leave
            self._leave = max(0, left - len(data))
            data = data[left:]
        if not self._visible():
            return
        if self._pending and self._pending_page != self._group.code_page:
            self._flush()
        self._pending_page = self._group.code_page
        self._pending += data

    def _show(self, text: str) -> None:
        self._leave = 0
        if self._visible() and text:
            self._flush()
            self._out.append(text)

    def _visible(self) -> bool:
        group = self._group
        return not (group.hidden or (self.html and group.outside))

    def _flush(self) -> None:
        if self._pending:
            self._out.append(_decode(bytes(self._pending), self._pending_page))
            self._pending.clear()


def _decode(data: bytes, page: int | None) -> str:
    if data.isascii():
        return data.decode("ascii")
    name = code_pages.charset(page) or "cp1252"
    return charset.decode_as(data, name)


_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "u": _Reader._unicode,
    "uc": _Reader._unicode_skip,
    "htmlrtf": _Reader._html_rtf,
    "ansicpg": _Reader._code_page,
    "fonttbl": _Reader._font_table,
    "f": _Reader._use_font,
    "fcharset": _Reader._font_charset,
}
