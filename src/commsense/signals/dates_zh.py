"""Expressions of time in Chinese: 2025年3月5日, 下周三, 月底前, 三个工作日内, 今天下班前."""

from __future__ import annotations

import re
from collections.abc import Callable

from commsense.lang import data
from commsense.signals import dates_zh_meaning as meaning
from commsense.signals.calendar_days import Found, Moment
from commsense.signals.dates_zh_meaning import Meaning

_N = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,3})"
_DAY = r"(?:[0-3]?\d|[一二三四五六七八九十]{1,3})"
_MONTH = r"(?:[01]?\d|十[一二]|[一二三四五六七八九十])"
_YEAR = r"(?:(?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{2})"
_PART_OF_DAY = r"(?:一?早上?|上午|中午|下午|傍晚|晚上?|凌晨|夜里)"
_SOMETIME = rf"(?:{_PART_OF_DAY}(?!\s?[\d一二两三四五六七八九十]))?"
_UNIT = (
    r"(?P<unit>个?工作日|个?自然日|天|日(?=[以之]?内)|个?小时|个钟头?|分钟|周(?!年|[一二三四五六日末期])"
    r"|个?星期|个?礼拜|个?月|个季度|年)"
)
_WEEK = r"(?:周|星期|礼拜)"
_UNNUMBERED = r"(?<![\d.A-Za-z第#])"
_FREE = r"(?<![\d.:/\-A-Za-z第#])"
_HOLIDAY = "|".join(
    sorted(
        {**data("zh", "dates")["holidays"], **data("zh", "dates")["moving_holidays"]},
        key=lambda name: (-len(name), name),
    )
)
_IN_YEAR = rf"{_UNNUMBERED}(?P<year>{_YEAR}|[今明去前后]|\d\d)年\s?"
_DAY_OF_IT = rf"(?P<day>{_DAY})(?:\s?[日号]|(?!\d))"
_PART = "(?P<part>初|上旬|中旬|中|下旬|底|末)?"
_WHICH = "(?P<which>下下|上上|下|上|本|这|当"
_CLOSED = r"[,。、;!?,;!?))\s]"  # what may follow a bare 15号
_AFTER_DAY = rf"(?={_PART_OF_DAY}|之?前|[以之]后|{_CLOSED}|[到至和的开上交给发要可能就]|$)"
_MINUTE = "[一二三四五]?十[一二三四五六七八九]?"
_SPAN = r"[以之]?内(?!部|容|存|网)|[之以]?后(?!台|端|续|期)|[之以]?前(?!端|台|期)"

_TRIGGER = re.compile(
    r"\d|[日号年月周天晚早午点钟时内底初]|星期|礼拜|季|下班|快|近|过|稍|待定|另行|马上|随后|择|改日|久"
    r"|回头|有空|抽空|适时|将来|再说|[Qq][1-4]|CW|一会|再|合适|短期"
    rf"|{_HOLIDAY}"
)

_EXPRESSIONS: tuple[tuple[str, Callable[[re.Match[str], Moment], Meaning]], ...] = (
    (
        rf"{_FREE}(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})"
        r"(?![\d/-]|\.\d)",
        meaning.full,
    ),
    (rf"{_IN_YEAR}(?P<month>{_MONTH})\s?月\s?{_DAY_OF_IT}", meaning.full),
    (
        rf"{_UNNUMBERED}(?P<month>{_MONTH})\s?月\s?(?:{_DAY}[日号]?\s?[-~–—到至和]\s?)?"
        rf"{_DAY_OF_IT}(?!个|\s?月)",
        meaning.month_and_day,
    ),
    (
        rf"{_FREE}(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?=前|之前|以前|上线|交付|截止|完成)",
        meaning.month_and_day,
    ),
    (rf"{_IN_YEAR}(?P<month>{_MONTH})\s?月份?{_PART}", meaning.month),
    (rf"{_FREE}(?P<year>)(?P<month>{_MONTH})\s?月份?{_PART}(?!\s?[\d个])", meaning.month),
    (
        r"(?P<which>本|这个?|当|上上?个?|下下?个?|次)月(?:份)?"
        r"(?P<day>[0-3]?\d|[一二三四五六七八九十]{1,3})[日号]",
        meaning.day_of_month,
    ),
    (
        rf"{_FREE}(?P<which>)(?P<day>[0-3]?\d|[一二三]?十?[一二三四五六七八九])"
        rf"(?:号{_AFTER_DAY}|日(?=之?前|上午|下午|{_CLOSED}|$))(?!内)",
        meaning.day_of_month,
    ),
    (
        r"(?P<which>本|这个?|当|上个?|下个?|次)月(?P<part>月?初|上旬|中旬|中(?!心|国|间)|下旬|底|末)",
        meaning.part_of_month,
    ),
    (
        r"(?<![个\d一二三四五六七八九十])(?P<which>)(?P<part>月[初中底末])(?!心|国|间)",
        meaning.part_of_month,
    ),
    (
        r"(?P<which>本|这个|当|上个?|下个?|次)月(?![\d一二三四五六七八九十])",
        meaning.part_of_month,
    ),
    (
        rf"(?:{_WHICH}|每)个?)?{_WEEK}(?P<day>[一二三四五六日天])(?![个次周年月天些]){_SOMETIME}",
        meaning.weekday,
    ),
    (rf"(?:{_WHICH})个?)?{_WEEK}(?P<part>末|初|中)(?!心|国|期)", meaning.week),
    (rf"{_WHICH})个?{_WEEK}(?P<part>)(?![一二三四五六日天末初中期])", meaning.week),
    (
        r"(?:大后天|后天|明[天日](?!星)|明[早晚]|今[天日早晚]|昨[天日晚]|大前天|前天)"
        rf"{_SOMETIME}(?:下班)?",
        meaning.relative_day,
    ),
    (r"(?<!天)(?<!日)下班(?=之?前|以前)", meaning.relative_day),
    (
        rf"(?<![年.\d第每同某哪那这])(?:{_N}\s?[-~–—到至]\s?)?(?P<low>[两二三四五六七八])?"
        rf"(?P<number>{_N})\s?{_UNIT}\s?(?:左右|时间)?(?P<within>{_SPAN})?",
        meaning.amount,
    ),
    (rf"半个?(?P<unit>天|月|小时|年)(?P<within>{_SPAN})?", meaning.half),
    (
        r"(?:(?P<year>(?:19|20)\d\d|[今明去本])年)?"
        r"(?:第?(?P<quarter>[一二三四1-4])季度?|[Qq](?P<q>[1-4])(?![\w.]))(?:末|底)?",
        meaning.quarter,
    ),
    (r"(?P<which>本|这个?|下个?|上个?)季度?(?:末|底|初)?", meaning.relative_quarter),
    (r"(?:(?P<year>(?:19|20)\d\d|[今明去])年)?(?P<half>[上下])半年", meaning.half_year),
    (
        r"(?P<year>(?:19|20)\d\d|[今明去本后])?年?年(?P<part>底|末|初|中(?!心)|内)",
        meaning.part_of_year,
    ),
    (
        r"(?P<year>[今明去后]年|(?:19|20)\d\d年)(?![底末初中内\d一二三四五六七八九十上下第])",
        meaning.year,
    ),
    (
        r"(?<![\d一二两三四五六七八九十几多今明去百半每往当])年[前后](?!度)",
        meaning.around_new_year,
    ),
    (
        rf"(?P<year>[今明去]年)?(?P<name>{_HOLIDAY})(?![\d月个、年点分条项人家])"
        r"(?:节)?(?:假期|长假|放假|期间|小长假|假)?(?P<side>之?[前后])?",
        meaning.holiday,
    ),
    (
        rf"(?P<half>(?<![明今昨]){_PART_OF_DAY})?\s?(?<![\d.])(?P<hour>[0-2]?\d|[一二两三四五六七八九十]{{1,3}})"
        rf"\s?(?:点钟?(?!\d{{0,3}}[个条项点击])(?:(?P<quarter>半|一刻|三刻)|(?P<minute>[0-5]?\d|{_MINUTE})分?)?"
        r"|时(?=[0-5]?\d分|前|之前)(?:(?P<minutes>[0-5]?\d)分)?)",
        meaning.clock,
    ),
    (
        rf"(?P<half>(?<![明今昨]){_PART_OF_DAY})?\s?(?<![\d.:])(?P<hour>[0-2]?\d)[::](?P<minute>[0-5]\d)"
        r"(?![\d:]|\.\d)",
        meaning.clock,
    ),
    (r"(?:第(?P<week>\d{1,2})周|\b(?:CW|W)(?P<cw>\d{1,2})\b)", meaning.week_number),
)

PATTERNS = tuple((re.compile(expression), resolve) for expression, resolve in _EXPRESSIONS)


def may_hold(text: str) -> bool:
    """Tell cheaply whether a text may hold an expression of time."""
    return _TRIGGER.search(text) is not None


def read(text: str, moment: Moment) -> list[Found]:
    """Give all expressions found; they may overlap."""
    found = []
    for pattern, resolve in PATTERNS:
        for match in pattern.finditer(text):
            meant = resolve(match, moment)
            if meant:
                label, value, confidence = meant
                found.append(Found(match.start(), match.end(), label, value, confidence))
    return found
