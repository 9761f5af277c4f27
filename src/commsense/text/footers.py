"""What mailing lists and free mail services add below a message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commsense.conversation import Part
from commsense.text.header_blocks import RULE
from commsense.text.lines import Line
from commsense.text.words import phrases

_FOOTER = re.compile(
    "|".join(
        (
            r"to unsubscribe\b",
            r"unsubscribe(?: from this| here|:| by|$|\s?<)",
            r"you can unsubscribe",
            r"you (?:are receiv|receiv|got|are subscribed)",
            r"reply to this email directly",
            r"view it on github",
            r"this sf\.net email is sponsored",
            r"do you yahoo!\?",
            r"yahoo! groups sponsor",
            r"##- please type your reply above",
            r"to (?:post to|subscribe to|view this discussion|manage your subscription)",
            r"for more options, visit",
            r"visit this group at",
            r"archives?: https?:",
            r"list archive:",
            r"posting guide",
            r"\S{2,60} mailing list(?:$|\s{1,3}[-(<]|\s\S{1,80}@)",
            r"mailing list\s?[-:]",
            r"https?://\S{1,200}/listinfo/",
            r"this (?:message|e?-?mail) (?:has been|was) (?:scanned|checked)",
            r"virus[- ]free\.",
            r"diese e-mail wurde (?:von|auf).{0,30}(?:geprüft|viren)",
            r"此邮件没有病毒",
            r"※ (?:来源|修改|转载|來源|轉載):",
            r"(?:如需|如要|若要|如果您?不想|点击).{0,16}(?:退订|取消订阅)",
            r"(?:退订|取消订阅)(?:请|$|此|该|：|:)",
            r"此邮件由.{0,20}(?:系统|邮件列表).{0,10}(?:发送|发出)",
        )
    ),
    re.IGNORECASE,
)
_AD = re.compile(
    r"msn|yahoo|hotmail|sponsor|free email|mailing list|listinfo|https?://|@|免费|邮箱",
    re.IGNORECASE,
)
_NEXT_PART = re.compile(r"-{8,} next part -{8,}$|-{8,} 下一部分 -{8,}$")
_RULE_ABOVE = re.compile(r"_{2,}$|-{20,}$|-{3}$|--~--~|\*{20,}$")
_DELIMITERS = frozenset({"--", "---"})
_MAX_FOOTER = 14  # written lines
_MAX_LINE = 400


def label_footers(lines: Sequence[Line], text: str) -> None:
    """Mark list footers and pipermail's stubs of removed parts.

    Args:
        lines: The lines of one message; changed in place.
        text: The whole text, to see quickly whether there is anything to look for.
    """
    lowered = text.lower()
    if not any(word in lowered for word in phrases("footer", "notice_words")):
        return
    left = _written_from(lines)
    for index, line in enumerate(lines):
        if not line.text or line.marked or line.part is Part.FOOTER:
            continue
        if line.text[0] == "-" and _NEXT_PART.match(line.text):
            _mark(lines, index, len(lines))
            return
        first = _start(lines, index, left[index] <= _MAX_FOOTER)
        if first is not None:
            _mark(lines, first, _end(lines, index, left))


def _written_from(lines: Sequence[Line]) -> list[int]:
    """Return for each line how many written lines there are from it to the end."""
    left = [0] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        left[index] = left[index + 1] + bool(lines[index].text)
    return left


def _start(lines: Sequence[Line], index: int, near_end: bool) -> int | None:
    """Return where the footer that a line belongs to starts, or None."""
    text = lines[index].text
    if len(text) > _MAX_LINE:
        return None
    if _RULE_ABOVE.match(text) and lines[index].part is not Part.ATTRIBUTION:
        below = [line.text[:_MAX_LINE] for line in lines[index + 1 : index + 6] if line.text]
        rule = text.startswith("___") or len(text) >= 20
        ad = rule and near_end and any(_AD.search(line) for line in below[:3])
        return index if below and (ad or _FOOTER.match(below[0])) else None
    if not _FOOTER.match(text.lstrip("-_=* ")) or (not near_end and lines[index].part is Part.OWN):
        return None
    above = lines[index - 1].text if index else ""
    return index - 1 if above in _DELIMITERS or RULE.match(above) else index


def _end(lines: Sequence[Line], index: int, left: Sequence[int]) -> int:
    """Return where a footer ends: at a quote, below two empty lines if much follows, at the end."""
    written = blanks = 0
    for end in range(index, len(lines)):
        line = lines[end]
        blanks = 0 if line.text else blanks + 1
        written += bool(line.text)
        if line.marked or written > _MAX_FOOTER or (blanks >= 2 and left[end] > _MAX_FOOTER):
            return end
    return len(lines)


def _mark(lines: Sequence[Line], first: int, end: int) -> None:
    for line in lines[first:end]:
        line.part = Part.FOOTER
