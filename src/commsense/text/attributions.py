"""Lines above a quote that say who wrote it: ``On … wrote:``, ``Am … schrieb …:``, ``在…写道：``.

Mail programs wrap them, so up to four lines are read together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from commsense.text.header_blocks import Boundary
from commsense.text.lines import Line
from commsense.text.words import pattern

_MAX_LINES = 4
_MAX_LINE = 600
_MAX_WEAK = 100
_DECORATION = "*_- \t\xa0【】"

_MOMENT = re.compile(
    r"\d{1,4}\s?[./年년-]\s?\d{1,2}\s?[./月월-]\s?\d{1,4}"  # 2024-01-31, 31.01.2024, 2024年1月31日
    r"|\d{1,2}[:.h：]\d\d"  # 10:30
    r"|\b\d{1,2}\.?,?\s(?:de\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?\d{2,4}"  # 31 January 2024
    r"|\b[^\W\d]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?\b"  # Jan 31
    r"|\d{1,2}月\d{1,2}日"
)
_ADDRESS = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{1,200}")
# 30.09.2017, 18.30, "John Doe" <john@…>:   and the like, without a verb
_BARE = re.compile(
    r"(?:\W{0,2}[^\W\d]{2,12}\.?,\s?)?\W{0,3}\d{1,4}[^\n]{4,200}@[^\s@]{1,200}[>)]?\s?[:：]$"
)
_DATE_FIRST = re.compile(
    r"\W{0,3}(?:[^\W\d]{2,12}\.?,?\s)?\d{1,4}"
    r"(?:[./年:\s-]\s?\d|\.?,?\s(?:de\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?\d{2,4})"
)
_NAME_FIRST = re.compile(r"[\"'“‘*(]{0,2}[^\W\d_a-z][^\n]{0,120}")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w]|(?<=[\d\u2e80-\uffef]))({pattern('wrote')})", re.IGNORECASE)


@cache
def _opener() -> re.Pattern[str]:
    """An opening word with a date soon after it: ``On Tue, 1``, ``Am 13.``, ``在 2024``."""
    return re.compile(rf"\W{{0,6}}{pattern('opener')}[^\n]{{0,40}}?\d", re.IGNORECASE)


@cache
def _final_verb() -> re.Pattern[str]:
    return re.compile(rf"{pattern('wrote')}[\s\])>*_-]{{0,6}}[:：]?$", re.IGNORECASE)


def attribution_at(lines: Sequence[Line], index: int, quoted_below: bool) -> Boundary | None:
    """Return the attribution that ends at a line.

    Args:
        lines: All lines of the message.
        index: The line that may be the last of an attribution.
        quoted_below: Whether the next line that is not empty is quoted deeper, which lets
            a line without date and address (``Anna wrote:``) count.
    """
    text = lines[index].text
    if len(text) > _MAX_LINE or not _may_end(text):
        return None
    joined = ""
    named: Boundary | None = None
    for first in range(index, max(index - _MAX_LINES, -1), -1):
        line = lines[first]
        if not _belongs(line, lines[index], last=first == index):
            break
        joined = f"{line.text} {joined}".strip()
        strength = _strength(joined.strip(_DECORATION))
        if strength == 2 and not joined[0].islower():
            return Boundary(first - _named_above(lines, first, joined), index + 1)
        if strength and (named is None or strength == 2):
            named = Boundary(first, index + 1)
    if (
        named is None
        and quoted_below
        and len(text) <= _MAX_WEAK
        and _final_verb().search(text.rstrip(_DECORATION))
    ):
        return Boundary(index, index + 1)
    return named


def _may_end(text: str) -> bool:
    """Say cheaply whether a line could end an attribution."""
    end = text.rstrip(_DECORATION)
    return len(end) > 1 and (
        end[-1] in ":：" or end.endswith(("wrote", "写道", "寫道", "提到", "écrit"))
    )


def _belongs(line: Line, last_line: Line, last: bool) -> bool:
    """Say whether a line may be part of the attribution that ends with ``last_line``."""
    if last:
        return True
    ends_sentence = line.text.endswith((".", "!", "?", "。", "！", "？", ":", "："))
    return bool(
        line.text
        and line.depth == last_line.depth
        and line.part is last_line.part
        and len(line.text) <= _MAX_LINE
        and not (ends_sentence and len(line.text) > 20)
    )


def _named_above(lines: Sequence[Line], first: int, joined: str) -> bool:
    """Say whether ``张三 <a@…>`` stands on the line above ``于2024年… 写道：``."""
    if first == 0 or "@" in joined or not joined.startswith(("于", "於", "在")):
        return False
    above = lines[first - 1].text
    return len(above) <= 160 and above.endswith(">") and bool(_ADDRESS.search(above))


def _strength(joined: str) -> int:
    """Return 2 for a sure attribution, 1 for one that opens with a name, 0 for none."""
    colon = joined[-1:] in (":", "：")
    if colon and _BARE.match(joined):
        return 2
    verb = _verb().search(joined)
    if not verb or not _names_writer(joined[verb.end() :], colon):
        return 0
    dated = _MOMENT.search(joined)
    address = _ADDRESS.search(joined)
    if not dated and not address:
        return 0
    if (_opener().match(joined) or _DATE_FIRST.match(joined)) and (colon or address):
        return 2
    return 1 if _NAME_FIRST.match(joined) and _balanced(joined) else 0


def _names_writer(rest: str, colon: bool) -> bool:
    """Say whether nothing but the end, a name or an address follows the verb."""
    bare = rest.strip(" \t\"'“”:：-_>*()[]").split(" via ")[0]
    if not bare:
        return True
    if not colon:
        return False
    return "@" in bare or (len(bare) <= 60 and all(not word[0].islower() for word in bare.split()))


def _balanced(joined: str) -> bool:
    return joined.count("<") == joined.count(">") and joined.count("[") == joined.count("]")
