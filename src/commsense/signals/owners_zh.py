"""Owners in Chinese: 负责人:张伟, 由李工负责, 张伟会…, 我们, 贵司, 请."""

from __future__ import annotations

import re
from functools import cache

from commsense.assessment import Signal
from commsense.lang import data
from commsense.signals.owner_signals import AT_NAME, person, side

_LATIN_NAME = r"[A-Z][A-Za-z]{1,20}"
_TITLE = "工|总|经理|老师|主任|博士|律师|院长|处长|科长|部长|总监|主管|教授|师傅|姐|哥"
_DOES = "(?:这边)?(?:会|将|来|负责|牵头|跟进|处理|安排|对接|主导|协助|配合|提供|整理|确认|发)"
_LABELLED = re.compile(
    r"(?:负责人|责任人|跟进人|经办人|对接人|联系人|处理人|执行人|[Oo]wner|主办)\s?(?:是|为|[::])"
    rf"\s{{0,2}}(?P<name>{_LATIN_NAME}|[一-鿿]{{2,4}})"
)
_BY = re.compile(
    rf"由\s?(?P<name>{_LATIN_NAME}|[一-鿿]{{2,4}}?)\s?(?=(?:同学|这边)?(?:来|统一|直接|继续)?"
    r"(?:负责|牵头|跟进|处理|对接|主导|提供|整理|完成|执行))"
)
_TITLED = re.compile(rf"(?P<name>[一-鿿](?:{_TITLE})|[小老][一-鿿])(?={_DOES})")
_NAMED = re.compile(rf"(?P<name>[一-鿿]{{2,3}})(?={_DOES})")
_TEAM = re.compile(
    "我们(?:团队|这边|项目组|的工程师)?|我方|我司|咱们"
    "|我(?=(?:这边)?(?:会|将|来|马上|稍后|明天|今天|下周|去|先|再|负责|安排|跟进))"
)
_READER = re.compile(
    "贵司|贵方|贵公司|您(?:这边|那边|方)?|你们(?:那边|这边)?"
    "|(?:烦请|麻烦|请)(?!假|示|问|教|您|你|贵|允许|见|参见|查收|知悉|放心|留意|稍等|稍候)"
)
_NO_NAME_CHARACTER = frozenset("您你我他她它的了们请是有在不和与及可这那就也都")
_NOBODY = frozenset(["双方", "对方", "各方", "甲方", "乙方", "专人"])


def find(text: str) -> list[Signal]:
    """Give the owners that a sentence names; they may overlap."""
    found = [person(m, 0.9) for m in _LABELLED.finditer(text) if not _is_word(m["name"])]
    found += [person(m, 0.8) for m in _BY.finditer(text) if not _is_side(m["name"])]
    found += [person(m, 0.75) for m in _TITLED.finditer(text) if _has_surname(m["name"])]
    found += [
        person(m, 0.7)
        for m in _NAMED.finditer(text)
        if m["name"][0] in _surnames() and _is_tagged_name(text, m)
    ]
    if "@" in text:
        found += [person(m, 0.9) for m in AT_NAME.finditer(text)]
    found += [side(m.start(), m.end(), "team", 0.8) for m in _TEAM.finditer(text)]
    found += [side(m.start(), m.end(), "reader", 0.7) for m in _READER.finditer(text)]
    return found


def _is_tagged_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether the tagger, too, sees a name begin there (not 方案, 感谢您)."""
    import rjieba

    if not _NO_NAME_CHARACTER.isdisjoint(match["name"]):
        return False
    window = text[max(0, match.start() - 12) : match.end() + 12]
    place = max(0, match.start() - 12)
    for word, tag in rjieba.tag(window, hmm=True):
        if place == match.start():
            return tag.startswith("nr") and len(word) > 1
        place += len(word)
    return False


def _has_surname(name: str) -> bool:
    return name[0] in _surnames() or (name[0] in "小老" and name[1] in _surnames())


def _is_word(name: str) -> bool:
    """Tell whether a name is an ordinary word (方案, 高层) after all."""
    import rjieba

    if name.isascii():
        return False
    tagged = rjieba.tag(name, hmm=False)
    return any(tag not in ("nr", "nrt", "nrfg") and len(word) > 1 for word, tag in tagged)


def _is_side(name: str) -> bool:
    return name[0] in "我贵你您咱" or name in _NOBODY


@cache
def _surnames() -> frozenset[str]:
    return frozenset("".join(data("zh", "language")["owners"]["surnames"].split()))
