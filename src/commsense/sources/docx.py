"""Meeting notes in Word's .docx, as Markdown: headings, lists and tables stay what they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from commsense.conversation import Message, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import notes
from commsense.sources.container import DAMAGE
from commsense.sources.item import Item, Source, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_XML = 64 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Deleted and moved text is no longer said; a text box stands twice, the second time for old Words.
_LEFT_OUT = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def claims(source: Source) -> bool:
    """Whether the file is a zip with a Word document in it."""
    if not source.head.startswith(b"PK\x03\x04"):
        return False
    return source.name.endswith((".docx", ".docm")) or b"word/document.xml" in source.head


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One file is one item."""
    return whole("docx", source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read the document; entities, external parts and macros are never looked at."""
    del columns
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(item.data)) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.file_size > MAX_XML:
                return (Skipped(item.place, "a Word document with more than 64 MB of text"),)
            xml = archive.read(entry)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        root = etree.fromstring(xml, parser)
    except (KeyError, etree.XMLSyntaxError, *DAMAGE) as error:
        return (Skipped(item.place, f"a damaged Word document ({_first_line(error)})"),)
    blocks = list(_blocks(root.iter(f"{_W}body")))
    body = "\n".join(blocks).strip("\n")
    if not body.strip():
        return (Skipped(item.place, "a Word document without text"),)
    return (notes.of_text(item, body, "markdown", notes.title(body)),)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200]


def _blocks(containers: Iterator[_Element]) -> Iterator[str]:
    """Paragraphs and tables in order, also those inside content controls."""
    for container in containers:
        for child in container:
            if child.tag == f"{_W}p":
                yield _paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from _table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
                yield from _blocks(iter([child]))


def _paragraph(paragraph: _Element) -> str:
    text = _text(paragraph).strip()
    if not text:
        return ""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    if name.startswith("toc"):  # the table of contents repeats the headings
        return ""
    if name.startswith("heading") or name in ("title", "1", "2", "3"):
        level = name[-1] if name[-1].isdigit() else "1"
        return f"\n{'#' * min(6, max(1, int(level)))} {' '.join(text.split())}\n"
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    if numbered or name.startswith("list"):
        depth = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        value = (depth.get(f"{_W}val") or "0") if depth is not None else "0"
        return "  " * (int(value) if value in "012345678" else 0) + f"- {text}"
    return f"{text}\n"


def _table(table: _Element) -> Iterator[str]:
    yield ""
    for number, row in enumerate(table.iterchildren(f"{_W}tr")):
        cells = [
            " ".join(" ".join(_text(part) for part in cell.iter(f"{_W}p")).split())
            for cell in row.iter(f"{_W}tc")
        ]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        if not number:
            yield "|" + " --- |" * len(cells)
    yield ""


def _text(element: _Element) -> str:
    """The text of a paragraph as it is shown, without a deep call for deep XML."""
    found: list[str] = []
    pending = [element]
    while pending:
        current = pending.pop()
        if current.tag in _LEFT_OUT:
            continue
        if current.tag == f"{_W}t":
            found.append(current.text or "")
        elif current.tag in _TEXT:
            found.append(_TEXT[current.tag])
        pending.extend(reversed(current))
    return "".join(found)
