"""Expressions of time in English: "3 March 2025", "COB Friday", "within 48 hours", "end of Q3".

Numbers with slashes are read day first unless that is no date (03/04/2025 is 3 April, with low
confidence).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from commsense.lang import data
from commsense.signals import dates_en_meaning as meaning
from commsense.signals.calendar_days import Found, Moment
from commsense.signals.dates_en_meaning import Meaning

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?P<weekday>Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?"
    r"|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)\b"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FROM = r"(?:[0-3]?\d(?:st|nd|rd|th)?\s?(?:-|–|to|and|&)\s?)?"
_PART = (
    r"(?:(?P<part>(?:the\s)?(?:very\s)?(?:end|beginning|start|middle)(?:\sof)?(?:\sthe)?"
    r"|early(?:\sin)?|late(?:r)?(?:\sin)?|mid(?:dle)?)[\s-]+)"
)
_NOT_IN = r"(?<![\w.,/:$€£#+-])"
_NOT_ON = r"(?![\w/:%-]|[.,]\d)"
_NUMBER = (
    r"(?P<number>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|twenty|thirty|a\scouple\sof|half\san?)"
)
_RANGE = r"(?:(?:\d{1,3}|one|two|three|four|five|six)\s?(?:-|–|to|or)\s?)?"
_UNIT = (
    r"(?P<unit>(?:working|business|work)[\s-]?days?|calendar\sdays?|days?|weeks?|months?"
    r"|quarters?|years?|hours?|hrs?|minutes?|mins?)\b"
)
_HOLIDAY = "|".join(
    re.escape(h).replace("'", "['’]")
    for h in sorted(data("en", "dates")["holidays"], key=len, reverse=True)
)
_TIME_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|noon))?"
_FY_YEAR = r"(?:FY\s?)?['’]?(?P<year>(?:19|20)?\d\d)"
_NO_DAY = (
    r"(?!\s(?:time|of\s(?!this|next|last)|floor|version|edition|century|grade|place|one|attempt"
    r"|anniversary|party|amendment|street|sprint|release|build|item|row|column|line|page))"
)
_PERIOD = (
    r"(?P<which>this\scoming|this|next|last|the\sfollowing|the\scoming|the\snext|the\slast"
    r"|the\sprevious|coming|following|the|previous)\s"
    r"(?P<unit>weekend|week|month|quarter|(?:calendar\s)?year)\b(?!['’-]?\w)"
)
_END_OF_DAY = (
    r"\b(?:the\s)?(?:EOD|COB|EOB|c\.o\.b\.|close\sof\s(?:business|play)"
    r"|(?:end|close)\sof\s(?:the\s|this\s)?(?:business\s|working\s)?day)\b"
)
_RELATIVE = (
    r"\b(?:(?:the\s)?day\s(?:after\stomorrow|before\syesterday)|today|tonight|tomorrow|yesterday"
    r"|last\snight|this\s(?:morning|afternoon|evening))"
)
_CLOCK = (
    r"(?<![\w.:/-])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?"
    r"(?:(?P<half>[ap]\.?m\b\.?)|o['’]clock)"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>[0-5]\d)(?![\w:]|\.\d)|(?P<named>noon|midnight)\b)"
    r"(?:\s?(?:GMT|UTC|CET|CEST|EST|EDT|PST|PDT|CST|CDT|BST|IST|ET|PT)\b)?"
)

_LATIN_RUN = re.compile(r"[a-z]+")
_FIGURE = re.compile(r"\d")
_HINTS = {name: frozenset(words.split()) for name, words in data("en", "dates")["hints"].items()}
_OPENINGS = {
    name: frozenset(words.split()) for name, words in data("en", "dates")["openings"].items()
}

_EXPRESSIONS: tuple[tuple[str, str, Callable[[re.Match[str], Moment], Meaning]], ...] = (
    (
        "figure",
        rf"{_NOT_IN}{_YEAR}([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?![\w/-]|\.\d)",
        meaning.year_first,
    ),
    (
        "figure",
        rf"{_NOT_IN}(?P<a>\d{{1,2}})([/.-])(?P<b>\d{{1,2}})\2(?P<y>(?:19|20)\d\d){_NOT_ON}",
        meaning.numbers,
    ),
    (
        "figure",
        rf"{_NOT_IN}(?P<a>\d{{1,2}})(/)(?P<b>\d{{1,2}})/(?P<y>\d\d){_NOT_ON}",
        meaning.numbers,
    ),
    (
        "figure",
        rf"(?<=\b(?:on|by)\s)(?P<a>\d{{1,2}})(/)(?P<b>\d{{1,2}})(?P<y>){_NOT_ON}",
        meaning.numbers,
    ),
    (
        "figure",
        rf"(?<=\bbefore\s)(?P<a>\d{{1,2}})(/)(?P<b>\d{{1,2}})(?P<y>){_NOT_ON}",
        meaning.numbers,
    ),
    (
        "month",
        rf"{_NOT_IN}{_FROM}{_DAY}(?:\sof)?[\s-]{_MONTH}(?:,?[\s-]{_YEAR})?(?!\w)",
        meaning.day_and_month,
    ),
    (
        "month",
        rf"\b{_MONTH}\s(?:the\s)?{_FROM}{_DAY}(?:,?\s{_YEAR})?(?![\w%:]|[.,]\d|\s?(?:am|pm)\b)",
        meaning.day_and_month,
    ),
    ("month", rf"\b{_PART}{_MONTH}(?:,?\s{_YEAR})?(?!\w)", meaning.month_of),
    ("month", rf"\b(?P<part>){_MONTH},?\s(?:of\s)?{_YEAR}(?!\w)", meaning.month_of),
    ("month", rf"(?<=\b(?:in|by)\s)(?P<part>)(?P<year>){_MONTH}(?!\s\d)", meaning.month_of),
    ("month", rf"(?<=\b(?:since|until)\s)(?P<part>)(?P<year>){_MONTH}(?!\s\d)", meaning.month_of),
    ("named", rf"{_RELATIVE}{_TIME_OF_DAY}\b", meaning.relative_day),
    (
        "unit named",
        rf"{_END_OF_DAY}(?:\s(?:on\s|this\s)?(?:{_WEEKDAY}|(?P<tomorrow>tomorrow)|today))?",
        meaning.end_of_day,
    ),
    (
        "weekday",
        r"\b(?:(?P<which>this(?:\scoming)?|next|last|past|coming|the\scoming|the\sfollowing)\s)?"
        rf"{_WEEKDAY}{_TIME_OF_DAY}(?P<week>\s(?:of\s)?(?:next|this)\sweek|\sweek\b)?",
        meaning.weekday_of,
    ),
    ("unit", rf"\b{_PART}?{_PERIOD}", meaning.period),
    (
        "unit named",
        r"\b(?:end\sof\s(?P<unit>week|month|quarter|year)|EO(?P<letter>[WMQY])"
        r"|(?P<name>month|quarter|year)[\s-]end)\b",
        meaning.bare_end,
    ),
    (
        "unit figure",
        rf"\b{_PART}?(?:Q(?P<q>[1-4])|(?P<name>first|second|third|fourth|last)\squarter)\b"
        rf"(?:\s?(?:of\s)?{_FY_YEAR})?(?![\w-])",
        meaning.quarter,
    ),
    ("figure", r"\bH(?P<h>[12])\s?(?:FY\s?)?['’]?(?P<year>20\d\d)(?![\w-])", meaning.half_year),
    (
        "figure",
        r"\b(?:(?:calendar\s)?week\s(?:no\.?\s|number\s|#)?|CW\s?|KW\s?)(?P<week>\d{1,2})\b"
        r"(?:[\s/,]{1,2}(?P<year>20\d\d))?(?![\w.-])",
        meaning.week_number,
    ),
    (
        "unit",
        r"\b(?:(?P<within>within\sthe\snext|in\sthe\snext|within|in\sless\sthan|inside)|in|after)"
        rf"\s{_RANGE}{_NUMBER}\s?{_UNIT}(?:['’]s?\stime)?",
        meaning.in_time,
    ),
    (
        "unit",
        rf"(?<![\w.,-]){_RANGE}{_NUMBER}[\s-]?{_UNIT}\s"
        r"(?P<way>ago|earlier|from\s(?:now|today)|hence)\b",
        meaning.ago,
    ),
    (
        "unit",
        rf"(?<![\w.,$€£-]){_RANGE}{_NUMBER}[\s-]?{_UNIT}(?!-old)",
        meaning.lasting,
    ),
    ("figure named", _CLOCK, meaning.clock),
    ("named", rf"\b(?:{_HOLIDAY})(?!\w)", meaning.holiday),
    (
        "figure",
        rf"\bthe\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b{_NO_DAY}"
        r"(?:\sof\s(?P<which>this|next|last)\smonth)?",
        meaning.day_of_month,
    ),
    ("figure", rf"(?<=\b(?:in|by)\s){_YEAR}(?![\w%-]|[.,]\d)", meaning.in_year),
    ("figure", rf"(?<=\b(?:until|since)\s){_YEAR}(?![\w%-]|[.,]\d)", meaning.in_year),
)

PATTERNS = tuple(
    (frozenset(needs.split()), re.compile(expression, re.IGNORECASE | re.ASCII), resolve)
    for needs, expression, resolve in _EXPRESSIONS
)


def may_hold(text: str) -> bool:
    """Tell cheaply whether a text may hold an expression of time."""
    return bool(_hints(text))


@lru_cache(maxsize=16)  # asked for a text and at once again to read it
def _hints(text: str) -> frozenset[str]:
    spoken = set(_LATIN_RUN.findall(text.lower()))
    openings = {word[:3] for word in spoken}
    found = {name for name, words in _HINTS.items() if not words.isdisjoint(spoken)}
    found |= {name for name, words in _OPENINGS.items() if not words.isdisjoint(openings)}
    return frozenset(found | {"figure"} if _FIGURE.search(text) else found)


def read(text: str, moment: Moment) -> list[Found]:
    """Give all expressions found; they may overlap."""
    hints = _hints(text)
    found = []
    for needs, pattern, resolve in PATTERNS:
        if needs.isdisjoint(hints):
            continue
        for match in pattern.finditer(text):
            meant = resolve(match, moment)
            if meant:
                label, value, confidence = meant
                found.append(Found(match.start(), match.end(), label, value, confidence))
    return found
