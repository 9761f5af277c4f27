"""Dates, deadlines, durations and vague times, in both languages, reckoned from the message's day.

Labels: ``date``; ``deadline``, a day by which something is due; ``duration``; ``time`` of day;
``vague`` (soon, 尽快). ``value`` is an ISO 8601 date, duration (``P3D``, working days ``P3WD``) or
time. A relative date has no value when the day of writing is not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from types import ModuleType

from commsense.assessment import ReadSentence, Signal
from commsense.labels import Origin
from commsense.lang import data
from commsense.signals import dates_en, dates_zh
from commsense.signals.calendar_days import Found, Moment, iso, longest

READERS: dict[str, ModuleType] = {"en": dates_en, "zh": dates_zh}
"""What reads the dates of a language: ``may_hold(text)`` and ``read(text, moment)``."""

DATED = 0.9
"""Confidence of a day of the month; a weekday beside one only says the same again."""

LONGEST = 20_000
"""Characters of a sentence that are looked at: more is no sentence."""

_JOINTS = re.compile(r"[\s,,(@的]{0,3}(?:(?:at|on|around|about|from|by)\s)?", re.IGNORECASE)


def detect(sentences: Sequence[ReadSentence], moment: datetime | None) -> list[list[Signal]]:
    """Give the expressions of time of each sentence."""
    today = moment.date() if moment else None
    return [of(s.text[:LONGEST], s.language, today) for s in sentences]


def of(text: str, language: str, today: date | None = None) -> list[Signal]:
    """Give the expressions of time of a text that is no sentence, or of one that is."""
    reader = READERS.get(language)
    if reader is None or not reader.may_hold(text):
        return []
    words = _words(language)
    timed = reader.read(text, Moment(today))
    # Few sentences with a date tell of the past: the tense is looked for only where it matters.
    if timed and words["past"].search(text) and not words["future"].search(text):
        timed = reader.read(text, Moment(today, past=True))
    found = _joined(longest([*timed, *_vague(text, words["vague"])], text), text)
    found = [_due(f, text, words, today) for f in found]
    return [
        Signal("date", f.label, f.start, f.end, f.confidence, Origin.RULE, f.value) for f in found
    ]


def _vague(text: str, pattern: re.Pattern[str]) -> list[Found]:
    return [Found(m.start(), m.end(), "vague", "", 0.9) for m in pattern.finditer(text)]


def _joined(found: list[Found], text: str) -> list[Found]:
    """Make one of a day and the day or time that stands with it: "Friday, 7 March at 10:00"."""
    joined: list[Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and _belongs(last, one) and _JOINTS.fullmatch(text, last.end, one.start):
            exact = max((last, one), key=lambda f: (f.label != "time", f.confidence, bool(f.value)))
            label = "deadline" if "deadline" in (last.label, one.label) else exact.label
            joined[-1] = replace(exact, start=last.start, end=one.end, label=label)
        else:
            joined.append(one)
    return joined


def _belongs(one: Found, other: Found) -> bool:
    kinds = {one.label, other.label}
    if "time" in kinds and len(kinds) == 2:
        return bool(kinds & {"date", "deadline"})
    if not kinds <= {"date", "deadline"} or not one.value:
        return False
    return one.value == other.value or min(one.confidence, other.confidence) < DATED <= max(
        one.confidence, other.confidence
    )


def _due(found: Found, text: str, words: dict[str, re.Pattern[str]], today: date | None) -> Found:
    """Make a deadline of a date that something is due by."""
    if found.label not in ("date", "time"):
        return found
    after = words["deadline_after"].match(text, found.end)
    before = words["deadline_before"].search(text, max(0, found.start - 40), found.start)
    if not after and not before:
        return found
    end = after.end() if after else found.end
    value = found.value if found.label == "date" else iso(today)
    return replace(found, label="deadline", end=end, value=value)


@cache
def _words(language: str) -> dict[str, re.Pattern[str]]:
    """Compile the word lists of a language; English words end at word edges, Chinese anywhere."""
    lists = data(language, "dates")
    words = {name: _any(listed) for name, listed in lists.items() if isinstance(listed, list)}
    if language == "en":
        shapes = {
            "past": rf"\b(?:{words['past']}|[a-z]{{2,20}}ed)\b",
            "future": rf"\b(?:{words['future']})\b",
            "vague": rf"(?<![\w-])(?:{words['vague']})(?!\w| as)",
            "deadline_before": rf"\b(?:{words['deadline_before']}):?\s{{1,3}}"
            r"(?:(?:the|about|around|next|this)\s)?\Z",
            "deadline_after": rf"[\s,]{{0,2}}(?:{words['deadline_after']})\b",
        }
    else:
        shapes = {
            "past": words["past"],
            "future": words["future"],
            "vague": words["vague"],
            "deadline_before": rf"(?:{words['deadline_before']})[::]?\s?\Z",
            "deadline_after": rf"\s?(?:{words['deadline_after']})"
            "(?![端面台期置往景提言者部容存网科])",
        }
    return {name: re.compile(shape, re.IGNORECASE) for name, shape in shapes.items()}


def _any(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
