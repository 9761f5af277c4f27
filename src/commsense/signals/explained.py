"""Whether the text around a term explains it: "user acceptance testing (UAT)", 联调即连起来测."""

from __future__ import annotations

import re

_LONGEST = 80  # characters to either side of a term in which its explanation may stand

_GLOSS_AFTER = re.compile(
    r"""['"”’)」]?\s{0,2}(?:
    [((]\s?(?P<inside>[^()()]{3,80})[))]
    | ,?\s?(?:i\.?e\.?|that\ is|which\ means|meaning|means|stands\ for|is\ short\ for)\b
    | [,,]?\s?(?:即|也就是|就是说|指的是|是指|意思是|全称)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED_SO = re.compile(
    r"(?:known as|called|short:|abbreviated|简称|又称|也叫|即|以下称)\s?[\"'“「((]?$", re.IGNORECASE
)
_OPEN = re.compile(r"[((]\s?[\"'“]?$")
_CLOSE = re.compile(r"[\"'”]?\s?[))]")
_WORD = re.compile(r"[A-Za-z][a-z']*")
_HAN_NAME = re.compile(r"[一-鿿]{3}\s?$")


def is_explained(text: str, start: int, end: int) -> bool:
    """Tell whether the words around ``text[start:end]`` explain that term."""
    term = text[start:end]
    after = text[end : end + _LONGEST + 6]
    before = text[max(0, start - _LONGEST) : start]
    gloss = _GLOSS_AFTER.match(after)
    if gloss and _explains(gloss["inside"], term):
        return True
    if _NAMED_SO.search(before):
        return True
    opened = _OPEN.search(before)
    return bool(opened and _CLOSE.match(after) and _spells(before[: opened.start()], term))


def _explains(inside: str | None, term: str) -> bool:
    """Tell whether the words in brackets after a term are a meaning, not a remark."""
    if inside is None:
        return True
    if re.search(r"[一-鿿]{2}", inside):
        return not re.match(r"[见如含包在第]", inside)
    words = _WORD.findall(inside)
    if term.isupper():
        return len(words) >= 2 and _initials_fit(words, term)
    return 2 <= len(words) <= 8 and not re.match(r"(?:see|cf|e\.g|for example|in|on|at)\b", inside)


def _spells(before: str, term: str) -> bool:
    """Tell whether the words before ``(UAT)`` spell it out."""
    if _HAN_NAME.search(before):
        return True
    words = _WORD.findall(before)[-len(term) - 2 :]
    return _initials_fit(words, term) if term.isupper() else len(words) >= 2


def _initials_fit(words: list[str], term: str) -> bool:
    """Tell whether the term's letters follow one another as initials of most of the words."""
    letters = [c for c in term.lower() if c.isalpha()]
    initials = iter(w[0].lower() for w in words)
    met = sum(1 for letter in letters if any(letter == i for i in initials))
    return bool(letters) and met >= max(2, len(letters) - 1)
