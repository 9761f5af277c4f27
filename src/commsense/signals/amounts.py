"""Sums of money, in both languages; ``value`` is currency and figure: ``EUR 12000``.

Label: ``money``. A currency that is not named (``12,000``) is no sum: a figure may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from commsense.assessment import ReadSentence, Signal
from commsense.labels import Origin

CONFIDENCE = 0.9
LONGEST = 20_000
"""Characters of a sentence that are looked at: more is no sentence."""

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY", "￥": "CNY", "₹": "INR"}
_WORDS = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pound": "GBP",
    "pounds": "GBP", "francs": "CHF", "rmb": "CNY", "yuan": "CNY", "元": "CNY", "块钱": "CNY",
    "人民币": "CNY", "美元": "USD", "欧元": "EUR", "英镑": "GBP",
}  # fmt: skip
_CODES = ("EUR", "USD", "GBP", "CNY", "CHF", "INR", "JPY", "HKD", "SEK", "AUD", "CAD")
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "千": 1e3, "万": 1e4, "亿": 1e8}
_FIGURE = r"\d{1,15}(?:[.,' ]\d{3}){0,5}(?:[.,]\d{1,2})?(?!\d)"
_TIME = r"(?:\s?(?P<times{0}>k|m|thousand|million)\b|\s?(?P<han{0}>[千万亿]))?"
_BEFORE = re.compile(
    rf"(?P<sign>[€$£¥￥₹]|\b(?:{'|'.join(_CODES)}|RMB)\b)\s?(?P<figure>{_FIGURE}){_TIME.format('')}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![\d.,])(?P<figure>{_FIGURE}){_TIME.format('')}\s?"
    rf"(?P<sign>€|(?:{'|'.join([*_CODES, *(w for w in _WORDS if w.isascii())])})(?![\w-])"
    rf"|{'|'.join(w for w in _WORDS if not w.isascii())})",
    re.IGNORECASE,
)


def detect(sentences: Sequence[ReadSentence], moment: datetime | None) -> list[list[Signal]]:  # noqa: ARG001
    """Give the sums of each sentence, in the order of their places."""
    return [of(sentence.text) for sentence in sentences]


def of(text: str) -> list[Signal]:
    """Give the sums of money of a text."""
    text = text[:LONGEST]
    if not any(character.isdigit() for character in text):
        return []
    found: dict[int, Signal] = {}
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            if not any(s.start < match.end() and match.start() < s.end for s in found.values()):
                found[match.start()] = Signal(
                    "amount", "money", match.start(), match.end(), CONFIDENCE, Origin.RULE,
                    _value(match),
                )  # fmt: skip
    return [found[start] for start in sorted(found)]


def _value(match: re.Match[str]) -> str:
    sign = match["sign"]
    currency = _SIGNS.get(sign) or _WORDS.get(sign.lower(), sign.upper())
    figure = _number(match["figure"]) * _TIMES.get(
        (match["times"] or match["han"] or "").lower(), 1
    )
    return f"{currency} {figure:.2f}".removesuffix(".00")


def _number(figure: str) -> float:
    """Read a figure with blanks, points or commas between thousands."""
    figure = re.sub(r"[ ']", "", figure)
    tail = re.search(r"[.,](\d{1,2})$", figure)
    whole = figure[: tail.start()] if tail else figure
    return float(re.sub(r"[.,]", "", whole) + (f".{tail[1]}" if tail else ""))
