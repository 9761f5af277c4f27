"""What a sentence speaks of (content words) and the turns of phrase that the ledger knows."""

from __future__ import annotations

import re
from functools import cache

from commsense import lang

SEEN = 2000  # characters of a sentence that are looked at; a longer one is a log or a table
_HAN = re.compile(r"[一-鿿㐀-䶿]+")
_LATIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_'’-]|\.(?=\d)){0,60}|\d[\d.,:]{0,30}")
_TRIM = ".,:'’-"


def content(text: str) -> tuple[str, ...]:
    """Give the content words, numbers and names of a sentence in order; repeats stay.

    English words lose their common endings, Chinese runs are cut with rjieba. Function words of
    both languages (``stop`` in ``lang/xx/ledger.toml``) are left out.
    """
    text = text[:SEEN]
    words = [_stem(found.group().strip(_TRIM).lower()) for found in _LATIN.finditer(text)]
    kept = [word for word in words if word and word not in _stop("en")]
    return (*kept, *_chinese(text))


def cues(text: str) -> frozenset[str]:
    """Name the groups of cue phrases (``done``, ``again``, …) that a sentence holds."""
    text = text[:SEEN].lower().replace("’", "'")
    return frozenset(
        name
        for language in lang.LANGUAGES
        for name, pattern in _patterns(language).items()
        if pattern.search(text)
    )


def is_number(word: str) -> bool:
    """Tell whether a content word is a figure, an amount, a time or an id."""
    return any(character.isdigit() for character in word)


def _chinese(text: str) -> list[str]:
    runs = _HAN.findall(text)
    if not runs:
        return []
    import rjieba  # only Chinese text pays for it

    stop = _stop("zh")
    return [word for run in runs for word in rjieba.cut(run) if word not in stop]


def _stem(word: str) -> str:
    if is_number(word):
        return word
    for ending in ("'s", "ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending == "s"):
            return word[: -len(ending)]
    return word


@cache
def _stop(language: str) -> frozenset[str]:
    words = str(lang.data(language, "ledger")["stop"]).split()
    return frozenset([*words, *(_stem(word) for word in words)])


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    edge = r"(?<![a-z])" if language == "en" else ""
    end = r"(?![a-z])" if language == "en" else ""
    groups = lang.data(language, "ledger")["cues"]
    return {
        name: re.compile(edge + "(?:" + "|".join(map(re.escape, phrases)) + ")" + end)
        for name, phrases in groups.items()
    }
