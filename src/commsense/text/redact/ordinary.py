"""Which words of a run of texts are no names, going by how they are mostly written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from commsense.text.words import phrases

_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,30}")
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
        for word in _WORD.findall(text):
            (small if word.islower() else capital)[word.casefold()] += 1
    return frozenset(
        word for word, count in small.items() if count >= _LEAST and count * 4 >= capital[word]
    )


@cache
def known() -> frozenset[str]:
    """Give the words that are always taken for ordinary: names only beside another sign of one."""
    return frozenset((*phrases("ordinary", "redact_words"), *phrases("no_name", "redact_words")))
