"""Which words of a run of texts are no names, going by how they are mostly written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from commsense.text.words import phrases

_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,30}")
_ALONE = re.compile(r"(?<!\S)[(\"'“‘*]{0,2}([A-Za-zÀ-ɏ]{2,30})[)\"'”’*.,;:!?]{0,3}(?!\S)")
_LEAST = 2


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Give the words that the texts write small at least a quarter as often as with a capital.

    A Desk or an Outlook that stands in a header's name is so told from an Anna; a longer run of
    texts tells more.

    Args:
        texts: as many as there are of the run, in any order.
    """
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        _count(_WORD.findall(text), small, capital)
    return mostly_small(small, capital)


def count_words(text: str, small: Counter[str], capital: Counter[str]) -> None:
    """Count the words of a text that stand alone, by how they are written.

    What is part of an address or a path is left out: in ``ada.gray@northwind.example`` it is small.

    Args:
        text: a body of any type.
        small: gets the words written small.
        capital: gets the others, in lower case.
    """
    _count(_ALONE.findall(text), small, capital)


def mostly_small(small: Counter[str], capital: Counter[str]) -> frozenset[str]:
    """Give the words that are small at least a quarter as often as with a capital."""
    return frozenset(
        word for word, count in small.items() if count >= _LEAST and count * 4 >= capital[word]
    )


def _count(words: Iterable[str], small: Counter[str], capital: Counter[str]) -> None:
    for word in words:
        (small if word.islower() else capital)[word.casefold()] += 1


@cache
def known() -> frozenset[str]:
    """Give the words that are always taken for ordinary: names only beside another sign of one."""
    return frozenset((*phrases("ordinary", "redact_words"), *phrases("no_name", "redact_words")))
