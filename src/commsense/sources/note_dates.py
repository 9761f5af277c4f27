"""When a meeting was: from its notes' first lines, else from the name of the file."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from commsense.sources.mail_dates import FIRST_YEAR, LAST_YEAR

_LINES = 40  # a date further down is rather that of something spoken of
_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
    ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
    ("october", "oct"), ("november", "nov"), ("december", "dec"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SHAPES = (
    re.compile(
        r"(?<!\d)(?P<y>\d{4})\s?[-/.年_]\s?(?P<m>\d{1,2})\s?[-/.月_]\s?(?P<d>\d{1,2})(?!\d)"
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<b>{_MONTH})\.?,?\s(?P<y>\d{{4}})", re.I
    ),
    re.compile(rf"\b(?P<b>{_MONTH})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})", re.I),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
)
_LABEL = re.compile(r"\b(?:date|when|time|held on)\b|日期|时间|時間|会议日|召开于", re.IGNORECASE)
_TIME = re.compile(
    r"(?<!\d)(?P<h>[01]?\d|2[0-3])\s?[:：点]\s?(?P<i>[0-5]\d)(?:[:：][0-5]\d)?\s?(?P<p>[ap]\.?m\b)?",
    re.I,
)
_ZONE = re.compile(r"(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d{2}))?", re.I)
_CHINA = timezone(timedelta(hours=8))


def find(body: str, path: str) -> datetime | None:
    """The date of a meeting, or ``None`` where nothing tells it.

    A line that calls itself a date or time goes before other lines, the text before the file's
    name, and that before the names of its folders. Without a time it is noon, without a zone UTC,
    in Chinese notes China's.
    """
    lines = [line.strip()[:300] for line in body[:8_000].split("\n")]
    lines = [line for line in lines if line][:_LINES]
    labelled = [line for line in lines if _LABEL.search(line)]
    for line in (*labelled, *lines[:12]):
        moment = _moment(line)
        if moment:
            return moment
    for name in reversed(re.split(r"[/\\!]", path)[-3:]):
        moment = _moment(name, timed=False)
        if moment:
            return moment
    return None


def _moment(line: str, timed: bool = True) -> datetime | None:
    for shape in _SHAPES:
        for match in shape.finditer(line):
            found = match.groupdict()
            month = int(found.get("m") or 0) or _MONTHS.get((found.get("b") or "").lower(), 0)
            rest = line[match.end() :] if timed else ""
            moment = _at(int(found["y"]), month, int(found["d"]), rest, line)
            if moment:
                return moment
    return None


def _at(year: int, month: int, day: int, rest: str, line: str) -> datetime | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    time = _TIME.search(rest)
    hour, minute = (int(time["h"]), int(time["i"])) if time else (12, 0)
    if time and (time["p"] or "").lower().startswith("p") and hour < 12:
        hour += 12
    try:
        return datetime(year, month, day, hour, minute, tzinfo=_zone(line) if time else UTC)
    except ValueError:
        return None


def _zone(line: str) -> timezone:
    match = _ZONE.search(line)
    if match:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if offset < timedelta(hours=15):
            return timezone(-offset if match[1] == "-" else offset)
    return _CHINA if re.search("[\u4e00-\u9fff]", line) else UTC
