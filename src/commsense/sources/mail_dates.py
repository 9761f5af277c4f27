"""When a mail was sent: the Date header, also a sloppy one, else when it was received."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from commsense.sources import words
from commsense.sources.headers import Headers

FIRST_YEAR = 1980  # older dates are clocks that were never set
LAST_YEAR = 2100

_NUMBERS = re.compile(
    r"(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?"
    r"(?:[T ,]{0,3}(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?)?"
    r"(?:[.,]\d{1,9})?\s{0,3}(Z|[+-]\d{2}:?\d{2})?"
)
_FROM_LINE = re.compile(rb"From .{0,400}?\s(\w{3}\s.{10,40}\d{4}.{0,10})$")


def sent(headers: Headers, from_line: bytes = b"") -> tuple[datetime | None, str]:
    """Tell when a mail was sent, with a note where a Date header was unreadable or another told it.

    Args:
        headers: of the mail.
        from_line: the separator line of an mbox before it, or nothing.
    """
    for value in headers.get("date", [])[:3]:
        moment = read(words.decode(value))
        if moment:
            return moment, ""
    stated = "date not readable" if "date" in headers else ""
    for name in ("received", "x-received", "delivery-date", "x-original-date", "resent-date"):
        for value in reversed(headers.get(name, [])[-20:]):
            moment = read(words.decode(value).rpartition(";")[2])
            if moment:
                return moment, f"{stated or 'no date'}, taken from {name.title()}"
    line = _FROM_LINE.match(from_line)
    moment = read(line[1].decode("latin-1")) if line else None
    if moment:
        return moment, f"{stated or 'no date'}, taken from the mbox"
    return None, stated


def read(value: str) -> datetime | None:
    """Read a date of RFC 5322, of its obsolete or sloppy forms, or of ISO 8601; UTC if no zone."""
    value = value[:200].strip()
    numbers = _NUMBERS.search(value)
    if numbers:
        return _numbers(numbers)
    try:
        fields = parsedate_tz(value)
        if fields is None:
            return None
        return _moment(fields[:6], fields[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _numbers(match: re.Match[str]) -> datetime | None:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    hour, minute, second = (int(part or 0) for part in match.group(4, 5, 6))
    try:
        return _moment((year, month, day, hour, minute, second), zone_seconds(match[7] or ""))
    except (ValueError, OverflowError):
        return None


def zone_seconds(zone: str) -> int:
    """Seconds east of Greenwich of ``+0800`` or ``+08:00``; 0 for ``Z`` and for nothing."""
    digits = zone.replace(":", "")
    if len(digits) != 5:
        return 0
    seconds = int(digits[1:3]) * 3600 + int(digits[3:5]) * 60
    return -seconds if digits[0] == "-" else seconds


def _moment(fields: tuple[int, ...], offset: int) -> datetime | None:
    if abs(offset) >= 86_400 or not FIRST_YEAR <= fields[0] <= LAST_YEAR:
        return None
    zone = timezone(timedelta(seconds=offset)) if offset else UTC
    year, month, day, hour, minute, second = fields
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
