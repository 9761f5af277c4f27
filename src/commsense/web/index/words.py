"""Text as it is indexed, and words as they are looked for.

FTS5 finds words between blanks, and Chinese has none. So each run of Han characters goes in as its
overlapping pairs (交货时间 as 交货 货时 时间), and a word is looked for as the same pairs in a row:
of two characters and more every word is found wherever it stands, with no dictionary that could
cut otherwise. The single characters of a text stand once each behind it, for words of one
character. English is stemmed by FTS5 itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_RUN = re.compile(
    "([々〇\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+)"
)


def indexed(text: str) -> str:
    """Give a text in the form in which FTS5 is to take it."""
    parts = _RUN.split(plain(text))
    if len(parts) == 1:
        return parts[0]
    singles = dict.fromkeys("".join(parts[1::2]))
    return " ".join((_spaced(parts), *singles))


def looked_for(word: str) -> str:
    """Give the FTS5 expression of a word or a phrase; empty where there is nothing to look for.

    Args:
        word: as somebody wrote it.
    """
    text = plain(word)
    if not any(each.isalnum() for each in text):
        return ""
    parts = _RUN.split(text)
    if any(len(run) == 1 for run in parts[1::2]):
        # Within a longer run a single character is in pairs only and has no place of its own.
        pieces = [_spaced(["", each]) if _RUN.match(each) else each for each in parts]
        pieces = [each for each in pieces if any(map(str.isalnum, each))]
        return "(" + " AND ".join(f'"{_quoted(each)}"' for each in pieces) + ")"
    return f'"{_quoted(_spaced(parts))}"'


def plain(text: str) -> str:
    """Make wide and narrow forms the same (Unicode NFKC), and take out what SQLite would end at."""
    return unicodedata.normalize("NFKC", text).replace("\0", " ")


def _spaced(parts: list[str]) -> str:
    """Put parts together, of which each second one is a run of Han characters."""
    return "".join(
        f" {' '.join(_pairs(part))} " if place % 2 else part for place, part in enumerate(parts)
    ).strip()


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for place in range(len(run) - 1):
        yield run[place : place + 2]


def _quoted(text: str) -> str:
    return text.replace('"', '""').strip()
