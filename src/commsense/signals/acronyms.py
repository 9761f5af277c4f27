"""Capitals that nobody has explained (UAT, FERC, RFO); everyday ones (PDF, HR) are left alone."""

from __future__ import annotations

import re
from functools import cache

from commsense.lang import data
from commsense.signals.phrases import Hit, normal

# Letters first, not part of a name in code, a path, an address, a file name or a ticket key.
_CAPITALS = re.compile(
    r"(?<![A-Za-z0-9_.@/\\\-&'’#$:])[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,5}(?=s?(?![A-Za-z0-9_@\\&(]|[-./]\w|\.[a-z]))"
)
_CODE = re.compile(
    r"[A-Z]{1,2}\d+|[A-Z]+\d+[A-Z]\w*|\d+|[IVXLC]{1,4}|Q[1-4]|H[12]|FY\d+|W\d+|CW\d+|KW\d+"
)
_MODEL = re.compile(r"\s(?:[A-Z]{1,2}-?)?\d{2,}")  # "USRP N310": a product, not initials
_SHOUTED_RUN = re.compile(r"[A-Z]{2}\W{1,3}[A-Z]{2,}+\W{1,3}[A-Z]{2}")
_SHARE_OF_CAPITALS = 0.4
_SHORTEST_SHOUT = 12  # letters
_CODES_OF_A_ROW = 3


def find(text: str, language: str) -> list[Hit]:
    """Give the acronyms of a text that are not common knowledge, whether explained or not."""
    found = [
        m
        for m in _CAPITALS.finditer(text)
        if _stands_for_something(m.group(), language) and not _MODEL.match(text, m.end())
    ]
    if not found or _is_shouted(text) or _is_table(text, found):
        return []
    return [Hit(m.start(), m.end(), normal(m.group()), "acronym", "") for m in found]


def _stands_for_something(word: str, language: str) -> bool:
    if _CODE.fullmatch(word) or len(set(word)) == 1 or _is_spoken_as_word(word):
        return False
    if len(word) == 2 and language == "en":  # initials of a person, more often than not
        return False
    return word not in _known(language) and word not in _known("en")


def _is_table(text: str, found: list[re.Match[str]]) -> bool:
    """Tell whether a text is a row of codes rather than something that somebody says."""
    codes = {m.group() for m in found}
    return len(codes) >= _CODES_OF_A_ROW and len(found) * 3 > len(text.split())


def _is_spoken_as_word(word: str) -> bool:
    """Tell whether a long word in capitals is a name or shouted, not initials."""
    return len(word) > 4 and sum(1 for c in word if c in "AEIOUY") > 1


def _is_shouted(text: str) -> bool:
    """Tell whether a text is written in capitals, so that capitals mean nothing."""
    if _SHOUTED_RUN.search(text):
        return True
    latin = [c for c in text if c.isascii() and c.isalpha()]
    upper = sum(1 for c in latin if c.isupper())
    han = any("一" <= c <= "鿿" for c in text)
    return not han and len(latin) >= _SHORTEST_SHOUT and upper > _SHARE_OF_CAPITALS * len(latin)


@cache
def _known(language: str) -> frozenset[str]:
    capitals = data(language, "language")["capitals"]
    return frozenset((capitals["everyday"] + " " + capitals["shouted"]).split())
