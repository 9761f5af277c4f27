"""What the Chinese expressions of time mean: from a match to a label, a value and a confidence."""

from __future__ import annotations

import re
from datetime import date, timedelta

from commsense.lang import data
from commsense.signals import calendar_days as days
from commsense.signals.calendar_days import Moment

Meaning = tuple[str, str, float] | None
"""Label, ISO value and confidence; nothing when the characters are no date after all."""

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {
    "天": "D",
    "日": "D",
    "自然日": "D",
    "工作日": "WD",
    "小时": "H",
    "钟头": "H",
    "钟": "H",
    "分钟": "MIN",
    "周": "W",
    "星期": "W",
    "礼拜": "W",
    "月": "M",
    "季度": "Q",
    "年": "Y",
}
_BEFORE_HOUR = re.compile(r"(?:[天日号晚早午在到至于约]|周[一二三四五六]|星期[一二三四五六])\s?\Z")
_AFTER_HOUR = re.compile(r"[整左]|[之以]?[前后]|[开到至发]")
_PARTS = {"初": "begin", "上旬": "early", "中旬": "mid", "中": "mid"}
_YEARS = {"去": -1, "前": -2, "今": 0, "本": 0, "明": 1, "后": 2}
_DAYS = {"大后": 3, "后": 2, "明": 1, "今": 0, "昨": -1, "大前": -3, "前": -2}


def number(characters: str) -> float:
    """Read a number in figures or in Chinese characters (二十三, 半)."""
    if characters.isdecimal():
        return float(characters)
    if characters == "半":
        return 0.5
    if "十" in characters:
        tens, _, ones = characters.partition("十")
        return float((_DIGITS.get(tens, 1)) * 10 + _DIGITS.get(ones, 0))
    total = 0
    for c in characters:
        total = total * 10 + _DIGITS.get(c, 0)
    return float(total)


def full(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 2025年3月5日, 明年3月5日."""
    year = _year(m["year"], moment)
    if year is None:
        return "date", "", 0.9
    day = days.day_of(year, int(number(m["month"])), int(number(m["day"])))
    return ("date", days.iso(day), 0.98) if day else None


def month_and_day(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 3月5日, 三月五号."""
    month_number, day = int(number(m["month"])), int(number(m["day"]))
    if days.day_of(2000, month_number, day) is None:
        return None
    return "date", days.iso(days.without_year(moment, month_number, day)), 0.92


def month(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 2025年3月, 3月底, 五月上旬."""
    month_number, part = int(number(m["month"])), _PARTS.get(m["part"] or "", "")
    if not 1 <= month_number <= 12:
        return None
    year = _year(m["year"], moment) if m["year"] else None
    if year is None and moment.today:
        middle = days.without_year(moment, month_number, 28)
        year = middle.year if middle else None
    return "date", days.iso(days.in_month(year, month_number, part) if year else None), 0.75


def day_of_month(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 本月15日, 下个月5号, 15号."""
    day = int(number(m["day"]))
    if not 1 <= day <= 31 or m.string.endswith("每月", 0, m.start()):
        return None
    months = _steps(m["which"]) if m["which"] else None
    return "date", days.iso(days.day_in_month(moment, day, months)), 0.85 if m["which"] else 0.6


def part_of_month(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 月底, 下个月初, 本月."""
    part = m.groupdict().get("part") or ""
    if moment.today is None:
        return "date", "", 0.75
    first = days.plus_months(moment.today.replace(day=1), _steps(m["which"] or ""))
    day = (
        days.in_month(first.year, first.month, _PARTS.get(part.lstrip("月"), "")) if first else None
    )
    return "date", days.iso(day), 0.75


def weekday(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 下周三, 本周五, 周日; without a word before it, the coming one."""
    if m["which"] == "每":
        return None
    if moment.today is None:
        return "date", "", 0.88
    place = "一二三四五六日".find(m["day"].replace("天", "日"))
    if not m["which"]:
        return "date", days.iso(days.weekday(moment.today, place, moment.past)), 0.85
    offset = 7 * _steps(m["which"]) + place - moment.today.weekday()
    return "date", days.iso(days.plus(moment.today, offset)), 0.88


def week(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 下周, 本周末, 下周初."""
    if moment.today is None:
        return "date", "", 0.75
    weeks = _steps(m["which"] or "")
    if m["part"] == "末":
        day = days.plus(moment.today, 7 * weeks + 6 - moment.today.weekday())
    else:
        day = days.in_week(moment.today, weeks, _PARTS.get(m["part"], "end"))
    return "date", days.iso(day), 0.75


def relative_day(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 今天, 明早, 后天下午, 下班."""
    name = re.match(r"大?[前后昨今明]", m.group())
    count = _DAYS[name.group()] if name else 0
    day = days.plus(moment.today, count) if moment.today else None
    return "date", days.iso(day), 0.95


def amount(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 三个工作日内, 48小时以内, 两周后, 三年前, 5天."""
    unit = _UNITS[m["unit"].removeprefix("个")]
    count = number(m["number"])
    if (m["unit"] == "月" and not m["within"]) or (m["unit"] == "年" and count > 60):
        return None
    return _at(count, unit, m["within"], moment)


def half(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 半天内, 半个月后, 半年."""
    count, unit = (6.0, "M") if m["unit"] == "年" else (0.5, _UNITS[m["unit"]])
    return _at(count, unit, m["within"], moment)


def _at(count: float, unit: str, within: str | None, moment: Moment) -> Meaning:
    if not within:
        return "duration", days.duration(count, unit), 0.8
    label = "deadline" if "内" in within else "date"
    if unit == "MIN":
        return label, days.iso(moment.today), 0.8
    sign = -1 if "前" in within else 1
    if moment.today is None:
        return label, "", 0.85
    if unit in "WDQ" and count == 0.5:
        return label, days.iso(moment.today), 0.8
    return label, days.iso(days.later(moment.today, sign * count, unit)), 0.85


def quarter(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 第三季度, Q3, 2025年一季度."""
    place = int(number(m["quarter"] or m["q"]))
    year = _year(m["year"] or "今", moment)
    return "date", days.iso(days.quarter_end(year, place) if year else None), 0.75


def relative_quarter(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 本季度, 下季度末."""
    if moment.today is None:
        return "date", "", 0.75
    first = days.plus_months(moment.today.replace(day=1), 3 * _steps(m["which"]))
    day = days.quarter_end(first.year, (first.month - 1) // 3 + 1) if first else None
    return "date", days.iso(day), 0.75


def half_year(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 上半年, 明年下半年."""
    year = _year(m["year"] or "今", moment)
    last = 6 if m["half"] == "上" else 12
    return "date", days.iso(days.in_month(year, last, "") if year else None), 0.7


def part_of_year(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 年底, 明年初, 年内."""
    year = _year(m["year"] or "今", moment)
    last = {"初": 1, "中": 6}.get(m["part"], 12)
    label = "deadline" if m["part"] == "内" else "date"
    return label, days.iso(days.in_month(year, last, "") if year else None), 0.75


def year(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 明年, 2025年."""
    found = _year(m["year"].removesuffix("年"), moment)
    return "date", days.iso(date(found, 12, 31) if found else None), 0.6


def around_new_year(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 年前, 年后: before and after the Spring Festival."""
    day = _moving("春节", moment)
    if m.group().endswith("前"):
        return "deadline", days.iso(day - timedelta(days=1) if day else None), 0.7
    return "date", days.iso(day + timedelta(days=7) if day else None), 0.6


def holiday(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 国庆前, 春节后, 元旦."""
    name, after = m["name"], bool(m["side"]) and m["side"].endswith("后")
    fixed = data("zh", "dates")["holidays"].get(name)
    if fixed:
        month_number, day_number = map(int, fixed[1 if after else 0].split("-"))
        day = days.coming(moment, month_number, day_number)
    else:
        day = _moving(name, moment)
        day = day + timedelta(days=7 if name == "春节" else 1) if day and after else day
    if m["side"] and not after:
        return "deadline", days.iso(day - timedelta(days=1) if day else None), 0.8
    return "date", days.iso(day), 0.8


def clock(m: re.Match[str], moment: Moment) -> Meaning:  # noqa: ARG001
    """Read 下午3点半, 15:00, 十点."""
    parts = m.groupdict()
    if (
        "点" in m.group()
        and not (m["half"] or parts.get("quarter") or m["minute"])
        and not _is_hour(m)
    ):
        return None
    hour = int(number(m["hour"]))
    minute = int(number(m["minute"] or parts.get("minutes") or "0"))
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(parts.get("quarter") or "", minute)
    part_of_day = m["half"] or m.string[max(0, m.start() - 1) : m.start()]
    if part_of_day.startswith(("下", "晚", "傍", "夜")) and hour < 12:
        hour += 12
    return ("time", f"{hour:02d}:{minute:02d}", 0.85) if hour < 25 else None


def _is_hour(m: re.Match[str]) -> bool:
    """Tell 10点开会 from 三点建议."""
    before = _BEFORE_HOUR.search(m.string, max(0, m.start() - 3), m.start())
    return bool(before or m.group().endswith("钟") or _AFTER_HOUR.match(m.string, m.end()))


def week_number(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 第12周, CW12."""
    place = int(m["week"] or m["cw"])
    if not 1 <= place <= 53:
        return None
    day = days.iso_week(moment.today.year, place) if moment.today else None
    return "date", days.iso(day), 0.6 if m["week"] else 0.8


def _year(words: str, moment: Moment) -> int | None:
    if words in _YEARS:
        return moment.today.year + _YEARS[words] if moment.today else None
    found = int("".join(c if c.isdecimal() else str(_DIGITS[c]) for c in words))
    return found + 2000 if found < 100 else found


def _steps(which: str) -> int:
    """Tell how many weeks, months or quarters on: 下下 2, 下 1, 本 0, 上 -1."""
    return which.count("下") + which.count("次") - which.count("上")


def _moving(name: str, moment: Moment) -> date | None:
    """Give the next (or, if the past is meant, the last) day of a holiday of the lunar calendar."""
    if moment.today is None:
        return None
    listed = [date.fromisoformat(d) for d in data("zh", "dates")["moving_holidays"][name]]
    if moment.past:
        return max((d for d in listed if d <= moment.today), default=None)
    return min((d for d in listed if d >= moment.today), default=None)
