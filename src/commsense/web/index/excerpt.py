"""The part of a text that shows why a message was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from commsense.web.index.words import plain

LENGTH = 240
_AT_ONCE = 60  # characters that are seen in any window
_BEFORE = 25
_LOOKED_AT = 200_000  # characters of a text
_ENDINGS = ("ing", "ed", "es", "ly", "s", "e")  # that stemming may take off
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text with the places of what was looked for in it, in code points."""

    text: str
    hits: list[tuple[int, int]]


def pattern(looked_for: Iterable[str]) -> re.Pattern[str] | None:
    """Give what finds the words again, with other endings as well; none where there are none."""
    found = {form for word in looked_for for form in _forms(word)}
    return re.compile("|".join(sorted(found, key=lambda f: (-len(f), f))), re.I) if found else None


def excerpt(text: str, wanted: re.Pattern[str] | None) -> Excerpt:
    """Give the beginning of a text, or the stretch around the first word that was looked for."""
    first = wanted.search(text, 0, _LOOKED_AT) if wanted else None
    start = 0
    if first and first.end() > _AT_ONCE:
        start = max(0, first.start() - _BEFORE)
    stretch = text[start : start + LENGTH]
    before = "…" if start else ""
    after = "…" if start + LENGTH < len(text) else ""
    hits = [found.span() for found in wanted.finditer(stretch)] if wanted else []
    shift = len(before)
    return Excerpt(
        f"{before}{stretch}{after}",
        [(begin + shift, end + shift) for begin, end in hits if begin < end],
    )


def _forms(word: str) -> Iterable[str]:
    text = plain(word).strip()
    if text.isascii() and text.isalpha():
        for ending in _ENDINGS:
            if text.lower().endswith(ending) and len(text) - len(ending) >= _SHORTEST:
                text = text[: -len(ending)]
                break
        return [rf"\b{text}\w{{0,12}}" if len(text) >= _SHORTEST else rf"\b{text}\b"]
    parts = [re.escape(part) for part in re.findall(r"\w+", text)]
    return [r"\W{1,3}".join(parts)] if parts else []
