"""What programs and companies add below (or above) a message: list footers, disclaimers, banners."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commsense.conversation import Part
from commsense.text.header_blocks import RULE
from commsense.text.lines import Line

# Looked for in the whole text first, so that most messages pay nothing more.
_FOOTER_WORDS = (
    "mailing list", "listinfo", "unsubscribe", "next part --", "google groups", "this group",
    "subscribed to", "退订", "取消订阅", "订阅", "sf.net", "sponsor", "yahoo!", "view it on github",
    "listserv", "msn.", "hotmail", "virus", "do not edit below", "邮件列表", "free email", "免费",
    "mailscanner", "reply above this line",
)  # fmt: skip
_NEXT_PART = re.compile(r"-{8,} next part -{8,}$|-{8,} 下一部分 -{8,}$")
_FOOTER = re.compile(
    r"to unsubscribe\b|unsubscribe(?: from this| here|:| by|$|\s?<)|you (?:are receiv|receiv|got|are subscribed)"
    r"|reply to this email directly|view it on github|this sf\.net email is sponsored|do you yahoo!\?"
    r"|to (?:post to|subscribe to|view this discussion|manage your subscription|change your)"
    r"|for more options, visit|visit this group at|archives?: https?:|list archive:|posting guide"
    r"|(?:如需|如要|若要|如果您?不想|点击).{0,16}(?:退订|取消订阅)|(?:退订|取消订阅)(?:请|$|此|该|：|:)"
    r"|此邮件由.{0,20}(?:系统|邮件列表).{0,10}(?:发送|发出)|you can unsubscribe"
    r"|(?:this (?:message|email|e-mail) (?:has been|was) (?:scanned|checked))|virus[- ]free\.|此邮件没有病毒"
    r"|this e?-?mail has been checked for viruses|diese e-mail wurde (?:von|auf).{0,30}(?:geprüft|viren)"
    r"|\S{2,60} mailing list(?:$|\s{1,3}[-(<]|\s\S{1,80}@)|mailing list\s?[-:]|https?://\S{1,200}/listinfo/"
    r"|-{3,} yahoo! groups sponsor|##- please type your reply above",
    re.IGNORECASE,
)
_AD = re.compile(
    r"msn|yahoo|hotmail|sponsor|free email|mailing list|listinfo|https?://|@|免费|邮箱",
    re.IGNORECASE,
)
_UNDERSCORES = re.compile(r"_{2,}$|-{20,}$|-{3}$|--~--~|\*{20,}$")
_MAX_FOOTER = 14  # written lines

_DISCLAIMER_WORDS = (
    "confiden", "disclaim", "privileged", "vertraulich", "intended recipient", "保密", "机密", "機密",
    "免责", "免責", "environment before", "umwelt", "environnement", "medio ambiente", "环保", "打印此",
    "external", "outside of", "外部邮件", "外部发件", "riservat", "not the intended", "intended only",
    "intended solely", "请考虑环境", "外部郵件",
)  # fmt: skip
_DISCLAIMER = re.compile(
    r"[\W_]{0,6}(?:"
    r"(?:legal |email |e-mail |important )?(?:disclaimer|confidentiality|notice of confidentiality)\b"
    r"|(?:privileged|strictly|private) (?:and|&|/) confidential|privileged/confidential"
    r"|confidential(?:ity)?(?: note| notice| information)?\s?[:.-]"
    r"|(?:this|the|the information|the contents?|any information)[\w\s,/()'-]{0,60}(?:e-?mail|message|transmission|communication|attachment)"
    r"[^\n]{0,160}(?:confiden|privileged|intended|addressee|named recipient)"
    r"|the information (?:contained|transmitted|in this)|if you (?:are not the|have received this)"
    r"|this (?:e-?mail|message)[^\n]{0,80}(?:is|are|may|contain|and any|or any)[^\n]{0,100}(?:confiden|privileg|solely|intended|property)"
    r"|(?:please )?(?:consider|think of|think about) the environment before|before printing"
    r"|diese (?:e-?mail|nachricht)[^\n]{0,80}(?:vertraulich|rechtlich)|der inhalt dieser e-?mail|bitte (?:denken|prüfen)[^\n]{0,60}(?:umwelt|ausdruck)"
    r"|ce (?:message|courriel|mail)[^\n]{0,120}(?:confiden|destin)|avant d.imprimer|pensez à l.environnement"
    r"|este (?:mensaje|correo|e-?mail)[^\n]{0,120}(?:confiden|destinatario)|aviso (?:legal|de confidencialidad)|antes de imprimir"
    r"|le informazioni contenute|questo messaggio[^\n]{0,80}(?:riservat|confiden)"
    r"|(?:免责|免責|保密|法律)(?:声明|聲明|条款|提示|须知|通知)"
    r"|(?:此|本|该|這|这)(?:封|份)?(?:电子|電子)?(?:邮件|郵件|信件|信息|邮箱)[^\n]{0,60}(?:保密|机密|機密|秘密|专有|特定|仅供|仅限|僅供|指定|收件人)"
    r"|(?:如果|如|若)您?(?:不是|并非|非|错误|誤|误)[^\n]{0,30}(?:收件人|收件者|收到)"
    r"|请?(?:考虑|考慮|在打印|打印前|为了环境|保护环境)[^\n]{0,30}(?:打印|环境|环保|列印)"
    r")",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"[\W_]{0,6}(?:caution|warning|external|attention|注意|警告|提示|外部邮件|外部郵件|【外部)[\W_]{0,4}"
    r"[^\n]{0,120}(?:outside|external|外部|do not click|unknown sender|组织外|公司外|外網|外网)"
    r"|\[?external(?: e-?mail)?\]?[\W_]{0,3}$|[\W_]{0,3}外部(?:邮件|郵件)[\W_]{0,3}$",
    re.IGNORECASE,
)
_MAX_DISCLAIMER = 60


def label_footers(lines: Sequence[Line], text: str) -> None:
    """Mark list footers and pipermail's stubs of removed parts.

    Args:
        lines: The lines of one message; changed in place.
        text: The whole text, to see quickly whether there is anything to look for.
    """
    lowered = text.lower()
    if not any(word in lowered for word in _FOOTER_WORDS) and "___" not in text:
        return
    for index, line in enumerate(lines):
        if not line.text or line.marked or line.part is Part.FOOTER:
            continue
        if line.text[0] == "-" and _NEXT_PART.match(line.text):
            _mark(lines, index, len(lines), Part.FOOTER)
            return
        first = _footer_start(lines, index)
        if first is not None:
            _mark(lines, first, _footer_end(lines, index), Part.FOOTER)


def _footer_start(lines: Sequence[Line], index: int) -> int | None:
    """Return where the footer that a line belongs to starts, or None."""
    text = lines[index].text
    if len(text) > 400:
        return None
    if _UNDERSCORES.match(text) and lines[index].part is not Part.ATTRIBUTION:
        below = [line.text for line in lines[index + 1 : index + 6] if line.text]
        ends = _written(lines, index, len(lines)) <= _MAX_FOOTER
        rule = text.startswith("___") or len(text) >= 20
        if below and (_FOOTER.match(below[0]) or (rule and ends and _is_ad(below))):
            return index
        return None
    if not _FOOTER.match(text):
        return None
    ends = _written(lines, index, len(lines)) <= _MAX_FOOTER
    if not ends and lines[index].part is Part.OWN:
        return None
    above = lines[index - 1].text if index else ""
    return index - 1 if above in ("--", "---") or RULE.match(above) else index


def _is_ad(below: Sequence[str]) -> bool:
    return any(_AD.search(text[:300]) for text in below[:3])


def _footer_end(lines: Sequence[Line], index: int) -> int:
    """Return where a footer ends: at a quote, at own words after two empty lines, or at the end."""
    written = blanks = 0
    for end in range(index, len(lines)):
        line = lines[end]
        if line.marked or written > _MAX_FOOTER:
            return end
        blanks = 0 if line.text else blanks + 1
        written += bool(line.text)
        if blanks >= 2 and _written(lines, end, len(lines)) > _MAX_FOOTER:
            return end
    return len(lines)


def _written(lines: Sequence[Line], first: int, end: int) -> int:
    """Count written lines, up to one more than a footer may have."""
    count = 0
    for line in lines[first:end]:
        count += bool(line.text)
        if count > _MAX_FOOTER:
            break
    return count


def label_disclaimers(lines: Sequence[Line], text: str) -> None:
    """Mark disclaimers below, and warnings about outside mail above, the sender's own words."""
    lowered = text.lower()
    if not any(word in lowered for word in _DISCLAIMER_WORDS):
        return
    fresh = True  # the line above is empty, a rule, or not the sender's
    for index, line in enumerate(lines):
        if line.part not in (Part.OWN, Part.SIGNATURE) or not line.text:
            fresh = True
            continue
        head = line.text[:400]
        if index < 12 and _BANNER.match(head):
            _mark(lines, index, _paragraph_end(lines, index), Part.DISCLAIMER)
        elif _DISCLAIMER.match(head) and (fresh or _DISCLAIMER.match(head.lstrip("*"))):
            first = index - 1 if index and RULE.match(lines[index - 1].text) else index
            _mark(lines, first, _disclaimer_end(lines, index), Part.DISCLAIMER)
        fresh = bool(RULE.match(line.text))


def _disclaimer_end(lines: Sequence[Line], index: int) -> int:
    """Return where a disclaimer ends: with the sender's stretch, if little follows."""
    end = index
    while end < len(lines) and lines[end].part in (Part.OWN, Part.SIGNATURE):
        end += 1
    if sum(1 for line in lines[index:end] if line.text) <= _MAX_DISCLAIMER:
        return end
    return _paragraph_end(lines, index)


def _paragraph_end(lines: Sequence[Line], index: int) -> int:
    while index < len(lines) and lines[index].text and lines[index].part is not Part.QUOTE:
        index += 1
    return index


def _mark(lines: Sequence[Line], first: int, end: int, part: Part) -> None:
    for line in lines[first:end]:
        line.part = part
