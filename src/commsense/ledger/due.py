"""By when something was promised: from the date signals of the promising sentence."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from commsense import lang
from commsense.assessment import ReadSentence, Signal
from commsense.settings import Standards

_LENGTH = re.compile(r"PT?(\d{1,4})(WD|[DWMYH])")
_NEAR = 20  # characters before a length of time that are looked at
_FURTHEST = 3650  # days; a longer term is no due date of a promise in a mail


def due(
    sentence: ReadSentence, moment: datetime | None, standards: Standards
) -> tuple[date | None, str]:
    """Give the day by which a sentence promises something, and the words that say so.

    A deadline counts before a plain date, a date before a term (``within 3 working days``), and
    of several the first that does not lie before the day of writing; vague words (``soon``) are
    given with no day.
    """
    written = moment.date() if moment else None
    for label in ("date:deadline", "date:date", "date:duration"):
        for signal in sentence.find(label):
            if label == "date:duration" and not _is_term(sentence, signal):
                continue
            if _is_each(sentence, signal):
                continue
            day = _day(signal, written, standards)
            if day is not None and (written is None or day >= written):
                return day, _words(sentence, signal)
    loose = sentence.find("date:vague", "date:deadline")
    return None, _words(sentence, loose[0]) if loose else ""


def _words(sentence: ReadSentence, signal: Signal) -> str:
    return sentence.text[signal.start : signal.end]


def _is_term(sentence: ReadSentence, signal: Signal) -> bool:
    """Tell ``within 3 days`` from ``3 days``: only the first is a due date."""
    if sentence.language not in lang.LANGUAGES:
        return False
    marks = lang.data(sentence.language, "ledger")["term"]
    before = sentence.text[max(0, signal.start - _NEAR) : signal.start].lower().rstrip()
    words = _words(sentence, signal).lower()
    after = words + sentence.text[signal.end : signal.end + 2]
    return any(
        before == mark or before.endswith(f" {mark}") or words.startswith(f"{mark} ")
        for mark in marks["before"]
    ) or any(after.rstrip().endswith(mark) or mark in after[-3:] for mark in marks["after"])


def _is_each(sentence: ReadSentence, signal: Signal) -> bool:
    """Tell ``every Monday`` from ``Monday``: what comes again and again is due on no one day."""
    if sentence.language not in lang.LANGUAGES:
        return False
    before = sentence.text[max(0, signal.start - _NEAR) : signal.start].lower().rstrip()
    return before.endswith(tuple(lang.data(sentence.language, "ledger")["term"]["each"]))


def _day(signal: Signal, written: date | None, standards: Standards) -> date | None:
    """Read a signal's value: an ISO date or time, or an ISO length counted from ``written``."""
    length = _LENGTH.fullmatch(signal.value)
    if length is None:
        try:
            return date.fromisoformat(signal.value[:10])
        except ValueError:
            return None
    if written is None:
        return None
    number, unit = int(length.group(1)), length.group(2)
    if unit == "H":
        return written
    if unit == "WD":
        return _working_days(written, number, standards)
    days = number * {"D": 1, "W": 7, "M": 30, "Y": 365}[unit]
    return written + timedelta(days=days) if days <= _FURTHEST else None


def _working_days(day: date, number: int, standards: Standards) -> date | None:
    if number > _FURTHEST or not standards.workdays:
        return None
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() in standards.workdays and day not in standards.holidays
    return day
