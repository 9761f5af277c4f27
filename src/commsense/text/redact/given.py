"""Names told by a common given name: Cliff McPherson, Stan's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from commsense.text.redact.ordinary import known
from commsense.text.redact.result import Found, Kind
from commsense.text.words import phrases

_FAMILY = (
    r"(?:(?:van|von|de|del|di|da|la|le|al|bin)\s){0,2}(?:O['’]|Ma?c)?"
    r"[A-ZÀ-ÖØ-Þ][a-zß-ɏ]{1,24}(?:-[A-ZÀ-Þ][a-zß-ɏ]{1,24})?"
)
_NAMED = re.compile(
    rf"(?<![\w@./&'’-])([A-Z][a-z]{{1,14}})(?![\w@&]|[./-]\w)"
    rf"(?: (?:[A-Z]\.? )?({_FAMILY})(?![\w@&]|[./]\w))?"
)

_BEFORE = re.compile(r"(?<![A-Za-z])([a-z]{1,12}),? $")
_NO_NAME_FOLLOWS = frozenset(("the", "a", "an", "this", "per", "of", "on", "in", "at", "by"))


class Given:
    """Finds them; words that the archive mostly writes small are none."""

    def __init__(self, ordinary: Collection[str] = ()) -> None:
        """Take words that are no names by themselves, in lower case."""
        self._ordinary = frozenset(ordinary) | known()

    def find(self, text: str) -> Iterator[Found]:
        """Give the names of a text, whose signs are narrow."""
        place = 0
        while found := _NAMED.search(text, place):
            given, family = found.group(1), found.group(2)
            place = found.end(1)
            spelt = given.casefold()
            told = spelt in _given() and spelt not in self._ordinary
            if not told and spelt not in _given() and spelt not in _words_too():
                continue
            last = family.split()[-1].casefold() if family else ""
            if last and (last not in self._ordinary or last in _families()):
                place = found.end(2)
                yield Found(found.start(), place, Kind.NAME, f"{spelt} {family.casefold()}")
            elif told or (spelt in _words_too() and _in_sentence(text, found.start())):
                yield Found(found.start(), place, Kind.NAME, spelt)


@cache
def _given() -> frozenset[str]:
    return frozenset(phrases("given", "redact_words"))


@cache
def _words_too() -> frozenset[str]:
    """Given names that are words: a family name or a capital within a sentence shows a name."""
    return frozenset(phrases("given_or_word", "redact_words"))


@cache
def _families() -> frozenset[str]:
    return frozenset(phrases("family_or_word", "redact_words"))


def _in_sentence(text: str, start: int) -> bool:
    """Tell whether a capital is none of a sentence's start: I'm ok if Rob is; not: the Mark."""
    before = _BEFORE.search(text, max(0, start - 14), start)
    return before is not None and before.group(1) not in _NO_NAME_FOLLOWS
