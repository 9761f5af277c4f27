"""Finds a marked stretch in its sentence again when a program has counted otherwise.

Programs count UTF-16 units, or characters of a page on which line breaks and blanks were changed.
The marked words themselves tell where they stand.
"""

from __future__ import annotations

import re

TRIED = 1_000
"""Occurrences of the marked words that are looked at."""


def anchored(text: str, start: int, end: int, marked: str = "") -> tuple[int, int] | None:
    """Give where a stretch stands, in characters of ``text``; None where it cannot be found.

    Args:
        text: the sentence.
        start: the first character, as the file has it.
        end: the one behind the last.
        marked: the words that were marked; "" where the file does not tell them.
    """
    inside = 0 <= start < end <= len(text)
    if not marked.strip():
        return (start, end) if inside else None
    if inside and _same(text[start:end], marked):
        return start, end
    units = _from_utf16(text, start), _from_utf16(text, end)
    if units[0] < units[1] and _same(text[units[0] : units[1]], marked):
        return units
    return _nearest(text, marked, start)


def _same(one: str, other: str) -> bool:
    return one == other or one.split() == other.split()


def _from_utf16(text: str, units: int) -> int:
    """Turn a count of UTF-16 units into one of characters."""
    return len(
        text.encode("utf-16-le", "replace")[: max(0, 2 * units)].decode("utf-16-le", "ignore")
    )


def _nearest(text: str, marked: str, start: int) -> tuple[int, int] | None:
    # A blank may have become another blank, or several.
    wanted = re.compile(r"\s+".join(re.escape(word) for word in marked.split()))
    best: tuple[int, int] | None = None
    for tried, found in enumerate(wanted.finditer(text)):
        if tried >= TRIED:
            break
        if best is None or abs(found.start() - start) < abs(best[0] - start):
            best = found.span()
    return best
