"""What the English expressions of time mean: from a match to a label, a value and a confidence."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from commsense.lang import data
from commsense.signals import calendar_days as days
from commsense.signals.calendar_days import Moment

Meaning = tuple[str, str, float] | None
"""Label, ISO value and confidence; nothing when the words are no date after all."""

_UNITS = {
    "day": "D",
    "wee": "W",
    "mon": "M",
    "qua": "Q",
    "yea": "Y",
    "hou": "H",
    "hr": "H",
    "hrs": "H",
    "min": "MIN",
}
_AHEAD = re.compile("next|following|coming")
_BEFORE_DAY = re.compile(
    r"\b(?:on|by|until|till|before|from|since|for|due|and|or|to|EOD|COB)\s\Z|[(–-]\Z", re.I
)


def _month(name: str) -> int:
    return next(n for n, m in enumerate(_data()["months"], 1) if m.startswith(name[:3].lower()))


def _weekday(name: str) -> int:
    return next(n for n, d in enumerate(_data()["weekdays"]) if d.startswith(name[:3].lower()))


def _part(words: str | None) -> str:
    if not words:
        return ""
    for word, part in (("begin", "begin"), ("start", "begin"), ("mid", "mid"), ("early", "early")):
        if word in words.lower():
            return part
    return "end"


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _on(day: date | None, confidence: float) -> Meaning:
    return ("date", days.iso(day), confidence) if day else None


def year_first(m: re.Match[str], moment: Moment) -> Meaning:  # noqa: ARG001
    """Read 2025-03-07."""
    return _on(days.day_of(int(m["year"]), int(m["m"]), int(m["d"])), 0.98)


def numbers(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 7/3/2025, day first unless that is no date."""
    first, second = int(m["a"]), int(m["b"])
    day, month = (first, second) if second <= 12 else (second, first)
    sure = 0.9 if max(first, second) > 12 or first == second or m[2] == "." else 0.6
    if m["y"]:
        return _on(days.day_of(_year(m["y"]), month, day), sure)
    if days.day_of(2000, month, day) is None:
        return None
    return "date", days.iso(days.without_year(moment, month, day)), sure - 0.1


def day_and_month(m: re.Match[str], moment: Moment) -> Meaning:
    """Read 7 March 2025 and March 7th."""
    day, month = int(m["day"]), _month(m["month"])
    if m["year"]:
        return _on(days.day_of(int(m["year"]), month, day), 0.98)
    if days.day_of(2000, month, day) is None or m["month"] == "may" or m["month"] == "march":
        return None
    return "date", days.iso(days.without_year(moment, month, day)), 0.9


def month_of(m: re.Match[str], moment: Moment) -> Meaning:
    """Read March 2025 and "mid-March"."""
    if not m["month"][0].isupper():
        return None
    month, part = _month(m["month"]), _part(m["part"])
    if m["year"]:
        return _on(days.in_month(int(m["year"]), month, part), 0.8)
    middle = days.without_year(moment, month, 28)
    day = days.in_month(middle.year, month, part) if middle else None
    return "date", days.iso(day), 0.7


def relative_day(m: re.Match[str], moment: Moment) -> Meaning:
    """Read today, tomorrow, the day before yesterday."""
    words = m.group().lower()
    count = 0
    if "tomorrow" in words:
        count = 2 if "after" in words else 1
    elif "yesterday" in words or "last night" in words:
        count = -2 if "before" in words else -1
    return "date", days.iso(days.plus(moment.today, count) if moment.today else None), 0.95


def end_of_day(m: re.Match[str], moment: Moment) -> Meaning:
    """Read EOD, "COB Friday"."""
    today = moment.today
    if today and m["weekday"]:
        return "deadline", days.iso(days.weekday(today, _weekday(m["weekday"]), False)), 0.9
    if today and m["tomorrow"]:
        return "deadline", days.iso(days.plus(today, 1)), 0.9
    return "deadline", days.iso(today), 0.85


def weekday_of(m: re.Match[str], moment: Moment) -> Meaning:
    """Read Friday, "next Wednesday", "Tuesday next week"."""
    name, which = m["weekday"], (m["which"] or "").lower()
    if len(name) < 6 and not _is_weekday(m, bool(which or m["week"])):
        return None
    if moment.today is None:
        return "date", "", 0.85
    number, today = _weekday(name), moment.today
    if m["week"] or which == "next":
        offset = 0 if m["week"] and "this" in m["week"].lower() else 1
        monday = days.plus(today, 7 * offset - today.weekday())
        return _on(days.plus(monday, number) if monday else None, 0.85)
    if which in ("last", "past"):
        before = days.plus(today, -1)
        return _on(days.weekday(before, number, True) if before else None, 0.85)
    return _on(days.weekday(today, number, moment.past), 0.85)


def _is_weekday(m: re.Match[str], told: bool) -> bool:
    """Tell a shortened weekday from a word or a name (Sat, Sun, Wed)."""
    near = _BEFORE_DAY.search(m.string, max(0, m.start() - 8), m.start())
    dated = re.compile(r",?\s\d").match(m.string, m.end())
    return m["weekday"][0].isupper() and bool(told or near or dated)


def period(m: re.Match[str], moment: Moment) -> Meaning:
    """Read "next week", "the end of the month"."""
    which, unit = m["which"].lower(), m["unit"].lower()
    part = _part(m["part"])
    if which == "the" and not m["part"]:
        return None
    today = moment.today
    if today is None:
        return "date", "", 0.75
    step = -1 if "last" in which or "previous" in which else int(_AHEAD.search(which) is not None)
    return _on(_in_period(today, unit, step, part), 0.75)


def _in_period(today: date, unit: str, step: int, part: str) -> date | None:
    if unit.startswith("weekend"):
        return days.plus(today, 7 * step + 6 - today.weekday())
    if unit.startswith("week"):
        return days.in_week(today, step, part)
    if unit.startswith("month"):
        month = days.plus_months(today.replace(day=1), step)
        return days.in_month(month.year, month.month, part) if month else None
    if unit.startswith("quarter"):
        month = days.plus_months(today.replace(day=1), 3 * step)
        return days.quarter_end(month.year, (month.month - 1) // 3 + 1) if month else None
    return days.in_month(today.year + step, {"begin": 1, "early": 2, "mid": 6}.get(part, 12), "")


def bare_end(m: re.Match[str], moment: Moment) -> Meaning:
    """Read "end of week", EOM, year-end."""
    if moment.today is None:
        return "date", "", 0.75
    units = {"w": "week", "m": "month", "q": "quarter", "y": "year"}
    return _on(
        _in_period(
            moment.today, units[(m["unit"] or m["letter"] or m["name"])[0].lower()], 0, "end"
        ),
        0.8,
    )


def quarter(m: re.Match[str], moment: Moment) -> Meaning:
    """Read Q3, "third quarter of 2025"."""
    names = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = int(m["q"]) if m["q"] else names[m["name"].lower()]
    if m["year"]:
        return _on(days.quarter_end(_year(m["year"]), number), 0.8)
    return (
        "date",
        days.iso(days.quarter_end(moment.today.year, number) if moment.today else None),
        0.75,
    )


def half_year(m: re.Match[str], moment: Moment) -> Meaning:
    """Read H1 2025."""
    year = _year(m["year"]) if m["year"] else (moment.today.year if moment.today else None)
    return "date", days.iso(days.in_month(year, 6 * int(m["h"]), "") if year else None), 0.7


def week_number(m: re.Match[str], moment: Moment) -> Meaning:
    """Read "week 12", CW12."""
    if not 1 <= int(m["week"]) <= 53:
        return None
    year = int(m["year"]) if m["year"] else (moment.today.year if moment.today else None)
    sure = 0.6 if m.group().lower().startswith("week") else 0.8
    return "date", days.iso(days.iso_week(year, int(m["week"])) if year else None), sure


def _amount(m: re.Match[str]) -> tuple[float, str]:
    number, unit = re.sub(r"\s+", " ", m["number"].lower()), m["unit"].lower()
    count = float(number) if number.isdigit() else float(_data()["numbers"][number])
    if unit.startswith(("working", "business", "work")):
        return count, "WD"
    return count, _UNITS[re.sub(r"calendar\s", "", unit)[:3]]


def in_time(m: re.Match[str], moment: Moment) -> Meaning:
    """Read "in three days", "within 48 hours"."""
    count, unit = _amount(m)
    label = "deadline" if m["within"] else "date"
    if unit == "MIN":
        return label, days.iso(moment.today), 0.8
    return label, days.iso(days.later(moment.today, count, unit) if moment.today else None), 0.85


def ago(m: re.Match[str], moment: Moment) -> Meaning:
    """Read "two weeks ago", "three days from now"."""
    count, unit = _amount(m)
    sign = -1 if m["way"].lower() in ("ago", "earlier") else 1
    if unit == "MIN":
        return "date", days.iso(moment.today), 0.8
    return (
        "date",
        days.iso(days.later(moment.today, sign * count, unit) if moment.today else None),
        0.8,
    )


def lasting(m: re.Match[str], moment: Moment) -> Meaning:  # noqa: ARG001
    """Read "three working days"."""
    return "duration", days.duration(*_amount(m)), 0.8


def clock(m: re.Match[str], moment: Moment) -> Meaning:  # noqa: ARG001
    """Read 3 pm, 15:00, noon."""
    if m["named"]:
        return "time", "12:00" if m["named"].lower() == "noon" else "00:00", 0.9
    hour, minute = int(m["hour"] or m["hour24"]), int(m["minute"] or m["minute24"] or 0)
    half = (m["half"] or "").lower()[:1]
    if hour > (12 if half else 23) or minute > 59:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half in ("a", "p") else hour
    return "time", f"{hour:02d}:{minute:02d}", 0.85


def holiday(m: re.Match[str], moment: Moment) -> Meaning:
    """Read Christmas."""
    month, day = map(int, _data()["holidays"][m.group().lower().replace("’", "'")].split("-"))
    return "date", days.iso(days.coming(moment, month, day)), 0.8


def day_of_month(m: re.Match[str], moment: Moment) -> Meaning:
    """Read "the 15th", "the 15th of next month"."""
    if not 1 <= int(m["day"]) <= 31:
        return None
    months = {"this": 0, "next": 1, "last": -1}.get((m["which"] or "").lower())
    return "date", days.iso(days.day_in_month(moment, int(m["day"]), months)), 0.7


def in_year(m: re.Match[str], moment: Moment) -> Meaning:  # noqa: ARG001
    """Read "in 2025"."""
    return _on(date(int(m["year"]), 12, 31), 0.6)


def _data() -> dict[str, Any]:
    return data("en", "dates")
