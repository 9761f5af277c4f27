"""Names by the place where they stand: after a greeting, a title, a label, above a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from commsense.text.redact.result import Found, Kind
from commsense.text.words import phrases

SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧肖程曹袁邓鄧许許傅沈"
    "曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎闫余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧"
    "侯邵孟龙龍万段雷钱錢汤尹黎易常武乔喬贺賀赖龚龔文欧歐施陶翁莫庞樊兰殷鲁柳祝温詹申耿关焦左柯聂章涂牛纪尤解岳裴凌"
)
_NAME = r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ][a-zß-ɏ'’-]{0,24}(?:[A-Z][a-zß-ɏ]{1,20})?"
_NAMES = rf"{_NAME}(?: (?:[A-Z]\.? )?{_NAME}){{0,2}}"
_GIVEN = "(?:(?![总工您你好的们了是])[\u4e00-\u9fff])"
_HAN = f"[{SURNAMES}]{_GIVEN}{{1,2}}"
_NO_HAN = r"(?![\u3400-\u9fff])"
_OPENS = r"(?:^|[.!?,;]\s)"
_GOES_ON = "结体计共部量额数之会裁监是线表图览包价作程期具厂人资业时序单艺地商行况信能夫"
"""What makes another word of a form of address: 周总结, 李工作."""
_LEADS_TO = (
    "告诉|看望|询问|致电|请|让|找|给|跟|和|与|及|向|问|同|对|叫|联系|通知|辛苦|麻烦|感谢|谢谢|、"
)


def _any(name: str, *, latin: bool) -> str:
    found = (each for each in phrases(name, "redact_words") if (each[0] < "\u2e80") is latin)
    return "|".join(r"\s".join(map(re.escape, each.split())) for each in found)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What leads to a name; the name is group 1."""
    greeting, closing = _any("greeting", latin=True), _any("closing", latin=True)
    title, named = _any("title", latin=True), _any("named", latin=True)
    opening = rf"{_OPENS}[>\s*_]{{0,4}}(?i:{greeting})[ ,]{{1,2}}"
    signing = rf"{_OPENS}[>\s*_-]{{0,4}}(?i:{closing})\s?[,.!:\-–—]{{0,3}}\s{{1,3}}"
    return tuple(
        re.compile(pattern, re.MULTILINE)
        for pattern in (
            rf"{opening}((?!(?i:{title})\b){_NAMES})(?=[ ]?[,.!:;\n\-–—)]|$|\s(?:and|&)\s)",
            rf"{opening}{_NAME}(?:, |,? (?:and|&) )({_NAME})(?=[ ]?[,.!:\n\-–—]|$)",
            rf"{signing}[-–—*_~ ]{{0,3}}({_NAMES})[*_. ]{{0,3}}$",
            rf"\b(?i:{title})(?:\.\s?|\s)({_NAMES})(?![A-Za-z])",
            rf"(?:^|[|*\s])(?i:{named})\s?:\s{{0,2}}\**({_NAME} {_NAME})(?=\W|$)",
        )
    )


@cache
def _han_patterns() -> tuple[re.Pattern[str], ...]:
    named = _any("named", latin=False)
    called = rf"(?:{_any('honorific', latin=False)})(?![{_GOES_ON}])"
    return tuple(
        re.compile(pattern, re.MULTILINE)
        for pattern in (
            rf"(?<![\u3400-\u9fff])([{SURNAMES}]{_GIVEN}{{0,2}}?){called}",
            rf"(?:{_LEADS_TO})([{SURNAMES}]){called}",
            rf"^\s{{0,4}}({_HAN})[,\s]?(?:您好|你好|好|早上好|下午好)",
            r"^\s{0,4}([A-Z][a-z]{1,20})[, ]{0,2}(?:您好|你好|早上好|下午好)",
            rf"(?:^|\W)(?:[Hh]i|[Hh]ello|[Dd]ear|HI)[ ,]{{0,2}}({_HAN}){_NO_HAN}",
            rf"(?:尊敬的|亲爱的|敬爱的)({_HAN}|[{SURNAMES}])(?=先生|女士|小姐|老师|经理|总|[,:\s]|$)",
            rf"(?:^|[,。\s])(?:我是|我叫|我的名字是|本人)({_HAN})(?=[,。.!;\s]|$)",
            rf"(?:{named})\s?:?\s?({_HAN}){_NO_HAN}",
        )
    )


_TITLE_BEFORE = re.compile(r"(?i:\b(?:mr|mrs|ms|miss|dr|prof|herr|frau)\.?\s)$")


def is_titled(text: str, start: int) -> bool:
    """Tell whether a title stands right before a place."""
    return bool(_TITLE_BEFORE.search(text[max(0, start - 7) : start]))


def find(text: str) -> Iterator[Found]:
    """Give what stands where a name stands, in a text whose signs are narrow."""
    for pattern in (*_patterns(), *_han_patterns()):
        for found in pattern.finditer(text):
            name = _without_words(found.group(1))
            if name:
                start = found.start(1)
                yield Found(start, start + len(name), Kind.NAME, name.casefold())


def _without_words(name: str) -> str:
    """Cut a name before the first word that is none: ``Anna Thanks`` is Anna."""
    if not name[0].isascii() and name[0] >= "\u2e80":
        return "" if name in _no_name() else name
    kept = []
    for word in name.split(" "):
        if word.casefold().strip(".") in _no_name():
            break
        kept.append(word)
    return " ".join(kept).rstrip(".'’-")


@cache
def _no_name() -> frozenset[str]:
    return frozenset(phrases("no_name", "redact_words"))
