"""Legal notices below, and warnings about outside mail above, what the sender wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commsense.conversation import Part
from commsense.text.contacts import is_contact, is_title
from commsense.text.header_blocks import RULE
from commsense.text.lines import Line
from commsense.text.words import phrases

_MAIL = r"(?:e?-?mail|message|transmission|communication)"
_GUARDED = r"(?:confiden|privileged|privileg|intended|addressee|named recipient|property)"
_DISCLAIMER = re.compile(
    r"[\W_]{0,6}(?:"
    + "|".join(
        (
            r"(?:legal |e?-?mail |important )?disclaimer\s?(?:[:：.-]|$)",
            r"confidentiality(?: and [\w ]{1,20})? (?:notice|note|statement|warning)",
            r"confidential(?:ity)?(?: information)?\s?(?:[:：.-]|$)",
            r"(?:privileged|strictly|private) ?(?:and|&|/) ?confidential",
            rf"(?:this|the|any)[^\n.]{{0,80}}{_MAIL}[^\n]{{0,160}}{_GUARDED}",
            rf"the information (?:contained|transmitted|in this {_MAIL})",
            rf"if you (?:are not the (?:intended|named|addressee)|have received this {_MAIL})",
            r"(?:please )?(?:consider|think of|think about) the environment before",
            r"diese (?:e-?mail|nachricht)[^\n]{0,80}(?:vertraulich|rechtlich)",
            r"der inhalt dieser e-?mail|bitte (?:denken|prüfen)[^\n]{0,60}(?:umwelt|ausdruck)",
            r"ce (?:message|courriel|mail)[^\n]{0,120}(?:confiden|destin)",
            r"avant d.imprimer|pensez à l.environnement",
            r"este (?:mensaje|correo|e-?mail)[^\n]{0,120}(?:confiden|destinatario)",
            r"aviso (?:legal|de confidencialidad)|antes de imprimir",
            r"le informazioni contenute|questo messaggio[^\n]{0,80}(?:riservat|confiden)",
            r"(?:免责|免責|保密|法律)(?:声明|聲明|条款|提示|须知|通知)",
            r"(?:此|本|该|這|这)(?:封|份)?(?:电子|電子)?(?:邮件|郵件|信件|邮箱)[^\n]{0,60}"
            r"(?:保密|机密|機密|秘密|专有|特定|仅供|仅限|僅供|指定|收件人)",
            r"(?:如果|如|若)您?(?:不是|并非|非|错误|誤|误)[^\n]{0,30}(?:收件人|收件者|收到)",
            r"请?(?:考虑|考慮|在打印|打印前|为了环境|保护环境)[^\n]{0,30}(?:打印|环境|环保|列印)",
        )
    )
    + ")",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"[\W_]{0,6}(?:caution|warning|external|attention|注意|警告|提示|外部邮件|外部郵件|【外部)[\W_]{0,4}"
    r"[^\n]{0,120}(?:outside|external|外部|do not click|unknown sender|组织外|公司外|外網|外网)"
    r"|\[?external(?: e-?mail)?\]?[\W_]{0,3}$|[\W_]{0,3}外部(?:邮件|郵件)[\W_]{0,3}$",
    re.IGNORECASE,
)
_HAN = re.compile("[\u4e00-\u9fff]")
_WRAP = 50  # a line shorter than this does not run on in the next
_WRAP_HAN = 20
_MAX_LINE = 400
_MAX_DISCLAIMER = 60  # written lines
_TOP = 12  # a banner stands within the first lines


def label_disclaimers(lines: Sequence[Line], text: str) -> None:
    """Mark disclaimers and banners.

    Args:
        lines: The lines of one message; changed in place.
        text: The whole text, to see quickly whether there is anything to look for.
    """
    lowered = text.lower()
    if not any(word in lowered for word in phrases("disclaimer", "notice_words")):
        return
    above = ""
    begun = False  # something was written before: a mail that is all disclaimer is about it
    for index, line in enumerate(lines):
        if line.part in (Part.OWN, Part.SIGNATURE) and line.text:
            head = line.text[:_MAX_LINE]
            if index < _TOP and _BANNER.match(head):
                _mark(lines, index, _paragraph_end(lines, index))
            elif begun and _DISCLAIMER.match(head) and _is_fresh(above):
                first = index - 1 if RULE.match(above) else index
                _mark(lines, first, _end(lines, index))
        begun = begun or bool(line.text and line.part is not Part.DISCLAIMER)
        above = line.text


def _is_fresh(above: str) -> bool:
    """Say whether a paragraph may start below this line."""
    if not above or RULE.match(above):
        return True
    if " | " in above or is_title(above) or is_contact(above):  # the end of a signature
        return True
    return len(above) < (_WRAP_HAN if _HAN.search(above[:100]) else _WRAP)


def _end(lines: Sequence[Line], index: int) -> int:
    """Return where a disclaimer ends: with the sender's stretch, if little follows."""
    written = 0
    for end in range(index, len(lines)):
        if lines[end].part not in (Part.OWN, Part.SIGNATURE):
            return end
        written += bool(lines[end].text)
        if written > _MAX_DISCLAIMER:
            return _paragraph_end(lines, index)
    return len(lines)


def _paragraph_end(lines: Sequence[Line], index: int) -> int:
    while index < len(lines) and lines[index].text and lines[index].part is not Part.QUOTE:
        index += 1
    return index


def _mark(lines: Sequence[Line], first: int, end: int) -> None:
    for line in lines[first:end]:
        line.part = Part.DISCLAIMER
