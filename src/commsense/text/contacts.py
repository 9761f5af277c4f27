"""Lines of a signature block: names, phone numbers, addresses, titles, companies."""

from __future__ import annotations

import re

from commsense.conversation import Person

_MAX_SHORT = 90
_CONTACT = re.compile(
    r"(?:^|[\s|/,;(])(?:tel|phone|mobile|mob|cell|fax|office|direct|email|e-mail|mail|web|website|url|skype"
    r"|telefon|mobil|téléphone|portable|teléfono|móvil|wechat|qq|add|addr|address|linkedin|twitter|ext)"
    r"\.?\s{0,2}(?:[:：#]|\(?\+?\d)"
    r"|(?:电\s?话|手\s?机|传\s?真|地\s?址|邮\s?箱|邮\s?编|邮\s?件|网\s?址|座\s?机|分\s?机|微\s?信|公\s?司|部\s?门|職\s?稱"
    r"|電\s?話|手機|傳真|地址|郵箱|信箱|网站|網址|移动电话|办公电话|联系电话|联系方式|职务|职位|E-mail)\s{0,3}[:：/|]"
    r"|^(?:[TMPFEWCtmpfew]|Ph)\s{0,2}[.:：]\s{0,2}[+(\d\w]"
    r"|^\(?\+?\d[\d\s().-]{7,22}\d(?:\s?\S{0,12})?$|\+\d{1,3}[\s(.-]\s?\(?\d|\b\d{3,4}[-. ]\d{3,4}[-. ]\d{4}\b|\b1[3-9]\d{9}\b"
    r"|^<?[\w.+-]{1,64}(?:@| at )[\w-]{1,60}\.[\w.-]{1,120}>?$|^<?(?:https?://|www\.)\S{1,200}$"
    r"|\b(?:GmbH|Ltd|Inc|LLC|Corp|Co\., Ltd|S\.A\.|AG|B\.V\.|Pty|PLC|SARL)\b\.?|(?:有限公司|股份公司|集团公司|研究院|事业部|工程部|有限責任公司)$"
    r"|\b(?:Street|Avenue|Road|Blvd|Suite|Floor|Straße|Strasse)\b[\s,.]{0,3}\S{0,20}$|(?:路|街|道)\s?\d{1,5}\s?号",
    re.IGNORECASE | re.MULTILINE,
)
# Titles, departments and bare domains: part of a signature only where a name stands beside them.
_TITLE = re.compile(
    r"[\u4e00-\u9fffA-Za-z ·|/（）()]{0,24}(?:经理|經理|总监|總監|主管|工程师|工程師|顾问|顧問|专员|專員|主任|助理|总裁"
    r"|董事长?|部|中心|组|科技|公司|集团|学院|大学|事业群)$"
    r"|[^.?!]{0,60}\b(?:Manager|Engineer|Director|Officer|Developer|Consultant|Analyst|Lead|Head"
    r"|President|Architect|Administrator|Assistant|Professor|Staff|Group|Institute|Laboratory|School|College|Corporation|Company|CEO|CTO|CFO|COO|PhD|Team|Department|University)\b[^.?!]{0,40}$"
    r"|(?:[\w-]{1,40}\.){1,4}[a-z]{2,12}$"
)
_MAILBOX = re.compile(r"<?[\w.+-]{1,64}(?:@| at )[\w-]{1,60}\.[\w.-]{1,120}>?$")
_URL_ONLY = re.compile(r"<?(?:https?://|www\.)\S{1,2000}$")
_ROLE_AND_NAME = re.compile("[\u4e00-\u9fff]{2,8}[ \u3000]{1,2}([\u4e00-\u9fff]{2,3})$")
_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ][\w'’.-]{0,24}$")
_HAN_NAME = re.compile(
    "[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧程曹袁邓鄧许許傅沈曾彭"
    "吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙"
    "龍万段雷钱錢汤尹黎易常武乔乔贺賀赖龚龔文欧歐]"
    "[\u4e00-\u9fff]{1,2}$"
)
_HAN_OTHER = re.compile(
    "(?:小|老|阿)[\u4e00-\u9fff]{1,2}$|[\u4e00-\u9fff]{1,2}(?:工|总|經理|经理|老师|老師)$"
)
_NO_NAME = frozenset(
    "hi hello hey dear all thanks thank yes no ok okay sure great done agreed please fyi attached"
    " regards best cheers test todo note update everyone team folks monday tuesday wednesday thursday"
    " friday saturday sunday today tomorrow none never good perfect absolutely sorry congratulations"
    " see done. great! received noted confirmed hallo danke merci bonjour gracias hola ditto same"
    " 谢谢 收到 同意 可以 好的 多谢 明白 知悉 已阅 方案 方便 高兴 任何 白天 于是 常见 文件 文档 金额 方法 石油"
    " 任务 温度 余下 易用 周一 周二 周三 周四 周五 周六 周日 周末 万一 江苏 江西 于此 何时 高级 余额 马上 方向 许可".split()
)
_STRIP = " \t-–—~/*_,.，。!！()（）:：\"'"


def is_contact(text: str) -> bool:
    """Say whether a line holds a phone number, an address, a site or a company."""
    return len(text) <= 200 and bool(_CONTACT.search(text))


def is_address_only(text: str) -> bool:
    """Say whether a line is a web address and nothing else."""
    return bool(_URL_ONLY.match(text))


def is_mailbox(text: str) -> bool:
    """Say whether a line is a mail address and nothing else."""
    return bool(_MAILBOX.match(text))


def is_title(text: str) -> bool:
    """Say whether a line may be a title, a department or a bare domain below a name."""
    return len(text) <= 80 and bool(_TITLE.match(text))


def is_short(text: str) -> bool:
    """Say whether a line is short and no sentence: a signature has no others."""
    if len(text) > _MAX_SHORT:
        return is_contact(text) and len(text) <= 160
    if text[-1] in "?？":
        return False
    if text[-1] in ".!。！" and not is_contact(text):
        return len(text.split()) <= 4 and len(text) <= 24
    return True


def is_own_name(text: str, sender: Person | None) -> bool:
    """Say whether a line is the sender's name or a part of it."""
    if sender is None or not sender.name or len(text) > 60:
        return False
    bare = text.strip(_STRIP).casefold()
    # Lists write "Anna Berg via users"; some clients add the company in brackets.
    name = re.split(r" via |[(（]", sender.name)[0].strip(_STRIP).casefold()
    if not bare or not name:
        return False
    parts = name.replace(",", " ").split()
    return (
        bare == name or bare in parts or (len(bare) > 1 and sorted(bare.split()) == sorted(parts))
    )


def is_name(text: str) -> bool:
    """Say whether a line looks like a name: one to three capitalised words, or a Han name."""
    if not text or len(text) > 40 or (text[-1] in ".!?。！？:：" and len(text.split()) < 2):
        return False
    bare = text.strip(_STRIP)
    if not bare or bare.casefold() in _NO_NAME:
        return False
    role = _ROLE_AND_NAME.match(bare)
    if role and _HAN_NAME.match(role.group(1)):
        return True
    squeezed = bare.replace(" ", "").replace("\u3000", "")
    if _HAN_NAME.match(squeezed) or _HAN_OTHER.match(squeezed):
        return squeezed not in _NO_NAME
    words = [word.strip(_STRIP + "“”") for word in bare.split()]
    if len(words) > (4 if text[0] in "-–—" else 3) or words[0].casefold() in _NO_NAME:
        return False
    return all(_NAME_WORD.match(word) for word in words) and not bare.isupper()
