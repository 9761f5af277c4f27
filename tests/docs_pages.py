"""The pages of the project, in sections, and the blocks in them that are examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from commsense.settings import FILE_NAME

PAGES = (
    "README.md",
    "docs/checking.md",
    "docs/labelling.md",
    "docs/labels.md",
    "docs/models.md",
    "docs/training.md",
)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([\w.-]+\.\w+)`:\n\n\Z")
_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page; ``follows`` tells that nothing stands between it and the one before."""

    kind: str
    text: str
    file: str
    follows: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its blocks, and the files of the sections before it."""

    page: str
    title: str
    blocks: tuple[Block, ...]
    files: tuple[Block, ...] = ()

    def __str__(self) -> str:
        return f"{self.page}: {self.title}"


def blocks(text: str) -> Iterator[Block]:
    end = 0
    for found in _BLOCK.finditer(text):
        between = text[end : found.start()]
        named = _NAMED.search(between)
        yield Block(found[1], found[2], named[1] if named else "", not between.strip())
        end = found.end()


def sections(page: str) -> list[Section]:
    text = (Path(__file__).resolve().parents[1] / page).read_text(encoding="utf-8")
    heads = list(_HEADING.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found = [
        Section(page, head[1], tuple(blocks(text[head.end() : end])))
        for head, end in zip(heads, ends, strict=True)
    ]
    shown = [
        tuple(each for each in section.blocks if each.file and each.file != FILE_NAME)
        for section in found
    ]
    return [
        replace(section, files=tuple(b for files in shown[:place] for b in files))
        for place, section in enumerate(found)
    ]
