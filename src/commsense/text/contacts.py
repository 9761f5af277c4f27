"""Lines of a signature block: names, phone numbers, addresses, titles, companies."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from commsense.conversation import Person
from commsense.text.words import pattern, phrases

_FILE = "contact_words"
_MAX_SHORT = 90
_STRIP = " \t-–—~/*_,，.。!！()（）:：\"'"

_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧程曹袁邓鄧许許"
    "傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛"
    "邱秦江史顾顧侯邵孟龙龍万段雷钱錢汤尹黎易常武乔喬贺賀赖龚龔文欧歐"
)
_HAN_NAME = re.compile(f"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}$")
_HAN_OTHER = re.compile(
    "(?:小|老|阿)[\u4e00-\u9fff]{1,2}$|[\u4e00-\u9fff]{1,2}(?:工|总|經理|经理|老师|老師)$"
)
_ROLE_AND_NAME = re.compile("[\u4e00-\u9fff]{2,8}[ \u3000]{1,2}([\u4e00-\u9fff]{2,3})$")
_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ][\w'’.-]{0,24}$")
_MAILBOX = re.compile(r"<?[\w.+-]{1,64}(?:@| at )[\w-]{1,60}\.[\w.-]{1,120}>?$")
_URL_ONLY = re.compile(r"<?(?:https?://|www\.)\S{1,2000}$")


@cache
def _contact() -> re.Pattern[str]:
    latin = [
        phrase for phrase in phrases("label", _FILE) if phrase[0].isascii() or phrase[0] == "é"
    ]
    han = [r"\s?".join(phrase) for phrase in phrases("label", _FILE) if phrase not in latin]
    return re.compile(
        "|".join(
            (
                rf"(?:^|[\s|/,;(])(?:{'|'.join(latin)})\.?\s{{0,2}}(?:[:：#]|\(?\+?\d)",
                rf"(?:{'|'.join(han)})\s{{0,3}}[:：/|]",
                r"^(?:[TMPFEWC]|Ph)\s{0,2}[.:：]\s{0,2}[+(\d\w]",
                r"^\(?\+?\d[\d\s().-]{7,22}\d(?:\s?\S{0,12})?$",
                r"\+\d{1,3}[\s(.-]\s?\(?\d",
                r"\b\d{3,4}[-. ]\d{3,4}[-. ]\d{4}\b",
                r"\b1[3-9]\d{9}\b",
                f"^{_MAILBOX.pattern}",
                f"^{_URL_ONLY.pattern}",
                rf"\b{pattern('company', _FILE)}\.?(?:$|[\s,])|{pattern('company', _FILE)}$",
                rf"\b{pattern('street', _FILE)}[\s,.]{{0,3}}\S{{0,20}}$",
                r"^x\s?\d{4,6}$",  # an extension
                r"^\[[^\[\]]{0,40}\]\s?<https?://",  # an icon with a link
                r"(?:路|街|道)\s?\d{1,5}\s?号",
            )
        ),
        re.IGNORECASE,
    )


@cache
def _title() -> re.Pattern[str]:
    """Titles, departments and bare domains: signature only where a name stands beside them."""
    latin = "|".join(phrase for phrase in phrases("title", _FILE) if phrase.isascii())
    han = "|".join(phrase for phrase in phrases("title", _FILE) if not phrase.isascii())
    return re.compile(
        rf"[\u4e00-\u9fffA-Za-z ·|/（）()]{{0,24}}(?:{han})$"
        rf"|[^.?!]{{0,60}}\b(?:{latin})\b[^.?!]{{0,40}}$"
        r"|(?:[\w-]{1,40}\.){1,4}[a-z]{2,12}$"
    )


@lru_cache(maxsize=4096)  # the same people sign again and again
def is_contact(text: str) -> bool:
    """Say whether a line holds a phone number, an address, a site or a company."""
    return len(text) <= 200 and bool(_contact().search(text))


def is_address_only(text: str) -> bool:
    """Say whether a line is a web address and nothing else."""
    return bool(_URL_ONLY.match(text))


def is_mailbox(text: str) -> bool:
    """Say whether a line is a mail address and nothing else."""
    return bool(_MAILBOX.match(text))


def is_title(text: str) -> bool:
    """Say whether a line may be a title, a department or a bare domain below a name."""
    return len(text) <= 80 and bool(_title().match(text))


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
    if sender is None or not sender.name or len(text) > 100:
        return False
    bare = text.strip(_STRIP).casefold()
    # Lists write "Anna Berg via users"; some clients add the company in brackets.
    name = re.split(r" via |[(（]", sender.name)[0].strip(_STRIP).casefold()
    if not bare or not name:
        return False
    if " " in name and bare.startswith(name):  # "Anna Berg, Engineer", "Anna Berg | Northwind"
        return len(bare) == len(name) or bare[len(name) :].lstrip(" *")[:1] in ("|", ",", "-", "(")
    parts = name.replace(",", " ").split()
    if 2 <= len(parts) <= 3 and bare.replace(".", "") == "".join(part[0] for part in parts):
        return True  # initials
    reordered = len(bare) > 1 and sorted(bare.split()) == sorted(parts)
    return bare == name or bare in parts or reordered


def is_name(text: str) -> bool:
    """Say whether a line looks like a name: one to three capitalised words, or a Han name."""
    if not text or len(text) > 40 or (text[-1] in ".!?。！？:：" and len(text.split()) < 2):
        return False
    bare = text.strip(_STRIP)
    if not bare or bare.casefold() in _no_name():
        return False
    role = _ROLE_AND_NAME.match(bare)
    if role and _HAN_NAME.match(role.group(1)):
        return True
    squeezed = bare.replace(" ", "").replace("\u3000", "")
    if _HAN_NAME.match(squeezed) or _HAN_OTHER.match(squeezed):
        return squeezed not in _no_name()
    words = [word.strip(_STRIP + "“”") for word in bare.split()]
    if (
        not words
        or len(words) > (4 if text[0] in "-–—" else 3)
        or words[0].casefold() in _no_name()
    ):
        return False
    return all(_NAME_WORD.match(word) for word in words) and not bare.isupper()


@cache
def _no_name() -> frozenset[str]:
    return frozenset(phrases("no_name", _FILE))
