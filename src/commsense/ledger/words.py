"""What a sentence speaks of (content words) and the turns of phrase that the ledger knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from commsense import lang

SEEN = 2000  # characters of a sentence that are looked at; a longer one is a log or a table
_HAN = re.compile(r"[一-鿿㐀-䶿]+")
_LATIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_'’-]|\.(?=\d)){0,60}|\d[\d.,:]{0,30}")
_RUN = re.compile(r"[a-z]+")
_FIGURE = re.compile(r"\d")
_TRIM = ".,:'’-"
_CLAUSE = re.compile(r"[,;:.!?，；：。！？]")
_BEFORE = 60  # characters before a phrase in which it may be denied or made a condition
_REPORTS = frozenset({"done", "settled", "received"})


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
    """Name the groups of cue phrases (``done``, ``again``, …) that a sentence holds.

    A phrase that reports something as done does not count where its clause denies it or makes it a
    condition ("if this is not solved", 还没修好).
    """
    text = text[:SEEN].lower().replace("’", "'")
    english = _english_cues(text)
    return english if text.isascii() else english | _named(text, "zh", _patterns("zh").items())


def _english_cues(text: str) -> frozenset[str]:
    words = set(_RUN.findall(text))
    likely = [
        (name, _patterns("en")[name])
        for name, openings in _openings().items()
        if not openings.isdisjoint(words)
    ]
    return _named(text, "en", likely)


def _named(
    text: str, language: str, patterns: Iterable[tuple[str, re.Pattern[str]]]
) -> frozenset[str]:
    return frozenset(
        name
        for name, pattern in patterns
        if any(
            name not in _REPORTS or not _denied(text, found.start(), language)
            for found in pattern.finditer(text)
        )
    )


def declines(text: str) -> bool:
    """Tell whether a sentence says that something will not be done in time or at all."""
    text = text[:SEEN].lower().replace("’", "'")
    return any(_phrases(language, "no_promise").search(text) for language in lang.LANGUAGES)


def is_number(word: str) -> bool:
    """Tell whether a content word is a figure, an amount, a time or an id."""
    return _FIGURE.search(word) is not None


def _denied(text: str, start: int, language: str) -> bool:
    clause = _CLAUSE.split(text[max(0, start - _BEFORE) : start])[-1]
    return _phrases(language, "denial").search(clause) is not None


def _chinese(text: str) -> list[str]:
    runs = _HAN.findall(text)
    if not runs:
        return []
    import rjieba  # only Chinese text pays for it

    stop = _stop("zh")
    return [word for run in runs for word in rjieba.cut(run) if word not in stop]


@lru_cache(maxsize=2**14)  # few words make up most of what is written
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
    groups = lang.data(language, "ledger")["cues"]
    return {name: _any_of(phrases, language) for name, phrases in groups.items()}


@cache
def _openings() -> dict[str, frozenset[str]]:
    """Give the first word of each English phrase: without it, its pattern need not be tried."""
    groups = lang.data("en", "ledger")["cues"]
    return {
        name: frozenset(run.group() for phrase in phrases if (run := _RUN.match(phrase)))
        for name, phrases in groups.items()
    }


@cache
def _phrases(language: str, name: str) -> re.Pattern[str]:
    return _any_of(lang.data(language, "ledger")[name], language)


def _any_of(phrases: Sequence[str], language: str) -> re.Pattern[str]:
    edge = r"(?<![a-z])" if language == "en" else ""
    end = r"(?![a-z])" if language == "en" else ""
    return re.compile(edge + "(?:" + "|".join(map(re.escape, phrases)) + ")" + end)
