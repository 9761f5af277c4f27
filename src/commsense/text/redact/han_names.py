"""Chinese names in running text: 跟王东聊了, 李静负责.

What stands beside them and a tagger must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.text.redact.ordinary import known
from commsense.text.redact.places import SURNAMES
from commsense.text.redact.result import Found, Kind
from commsense.text.words import phrases

_LEADS = (
    r"(?:跟|和|与|给|向|找|请|让|由|陪|叫|问|及|、|\(|通知|联系|转告|麻烦|辛苦|感谢|主任|经理|总监|局长|处长|部长"
    r"|院长|主席|书记|教授|记者|律师|医生|同事|同学|工程师|负责人)"
)
_DOES = (
    r"(?:\)|说|讲|问|负责|表示|提出|确认|回复|回来|牵头|跟进|处理|安排|对接|主导|协助|反馈|汇报|认为|告诉|答应"
    rf"|[和与、](?=[{SURNAMES}])|(?:这|那)边|会(?!议)|将|已经|来了|去了|发来|发的|写的|给的|先生|女士|同学)"
)
_NAME = f"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_LED = re.compile(rf"{_LEADS}(?={_NAME})")
_DOING = re.compile(rf"(?=[{SURNAMES}][\u4e00-\u9fff]{{1,2}}{_DOES})")
_TITLED = re.compile(
    rf"(?=[{SURNAMES}](?:小姐|女士|先生|老师|经理|总监|主任|师傅|博士|教授|医生|律师))"
)
_NO_GIVEN = frozenset(
    "会来说是在和与将也都去要有让给把做想就还没不已聊问讲的了们您你我他她它这那为对向跟请被先再"
)
_WINDOW = 12
_TAGS = ("nr", "nrt", "nrfg")


def find(text: str) -> Iterator[Found]:
    """Give the names that nothing but their place in the sentence shows."""
    starts = {found.end() for found in _LED.finditer(text)}
    starts |= {found.start() for found in _DOING.finditer(text)}
    starts |= {found.start() for found in _TITLED.finditer(text)}
    for start in sorted(starts):
        name = _name_at(text, start)
        if name:
            yield Found(start, start + len(name), Kind.NAME, name)


def _name_at(text: str, start: int) -> str:
    """Give the name that the tagger sees begin at a place, without what it took too much."""
    import rjieba  # only Chinese text pays for it

    place = max(0, start - _WINDOW)
    word = ""
    for piece, tag in rjieba.tag(text[place : start + _WINDOW], hmm=True):
        if place == start and tag in _TAGS:
            word = piece
        place += len(piece)
    if not word:
        return ""
    name = word if len(word) > 1 else text[start : start + 2]
    while len(name) > 1 and name[-1] in _NO_GIVEN:
        name = name[:-1]
    if any(text.startswith(title, start + 1) for title in phrases("honorific", "redact_words")):
        return name[0]  # 张工: only the family name goes
    fits = 1 < len(name) <= 3 and all("\u4e00" <= each <= "\u9fff" for each in name)
    return name if fits and name not in known() and _NO_GIVEN.isdisjoint(name[1:]) else ""
