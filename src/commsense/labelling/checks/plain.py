"""Texts made comparable: what counts as the same sentence."""

from __future__ import annotations

import re
import unicodedata

from commsense.backends.pieces import LONGEST

_BLANKS = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_SHOWN = 160


def same(text: str) -> str:
    """Give a text without what a copy may change: case, blanks, full-width signs."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _BLANKS.sub(" ", text).strip().lower()


def bare(text: str) -> str:
    """Give the letters and digits of a text alone; its first ``LONGEST`` characters count."""
    return _NO_WORD.sub("", same(text[:LONGEST]))


def weight(text: str) -> int:
    """Give how much a text says, in letters; a Chinese character counts for three."""
    return len(text) + 2 * len(_HAN.findall(text))


def shown(text: str) -> str:
    """Give a text in one line, shortened."""
    line = _BLANKS.sub(" ", text[: _SHOWN * 4]).strip()
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
