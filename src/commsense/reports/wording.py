"""The interface's words, dates and durations in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from commsense import lang

Say = Callable[..., str]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def wording(language: str, texts: str = "interface") -> Say:
    """Give the function that says an interface text: ``say("lede.waiting", n=3)``.

    Texts are in ``lang/<language>/<texts>.toml``; one with ``one`` and ``other`` is chosen by
    the blank ``n``.
    """
    table = lang.data(language, texts)

    def say(key: str, **blanks: object) -> str:
        section, name = key.split(".", 1)
        entry = table[section][name]
        if isinstance(entry, dict):
            entry = entry["one" if blanks.get("n") == 1 else "other"]
        return str(entry).format(**{name: counted(value) for name, value in blanks.items()})

    return say


def reason(text: str, language: str) -> str:
    """Say in the reader's language why something was left out.

    The readers of files give reasons in English; ``lang/<language>/reasons.toml`` has the others.
    """
    if language == lang.LANGUAGES[0]:
        return text
    for pattern, said in _reasons(language):
        found = pattern.fullmatch(text)
        if found:
            return said.format(*(reason(part, language) for part in found.groups()))
    return text


@cache
def _reasons(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    table: dict[str, str] = lang.data(language, "reasons")["reasons"]
    return tuple(
        (re.compile(re.escape(given).replace(r"\{\}", "(.{0,500})"), re.DOTALL), said)
        for given, said in table.items()
    )


def counted(value: object) -> object:
    """Write a count with its thousands apart; leave anything else."""
    return f"{value:,}" if isinstance(value, int) else value


def day(moment: date | None, language: str, undated: str = "") -> str:
    """Write a date: ``27 Jun 2026`` or ``2026年6月27日``."""
    if moment is None:
        return undated
    if language == "zh":
        return f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def period(name: str, language: str) -> str:
    """Write ``2026-06``, ``2026-Q2`` or ``2026``: ``Jun 2026``, ``2026年6月`` and so on."""
    year, _, part = name.partition("-")
    if part.startswith("Q"):
        return f"{year}年{part[1:]}季度" if language == "zh" else f"{part} {year}"
    if part:
        return f"{year}年{int(part)}月" if language == "zh" else f"{MONTHS[int(part) - 1]} {year}"
    return year


def duration(hours: float | None, say: Say) -> str:
    """Write elapsed hours: minutes below an hour, days from two days on."""
    if hours is None:
        return "–"
    if hours < 1:
        return say("time.minutes", n=round(hours * 60))
    if hours < 48:
        return say("time.hours", n=round(hours))
    return say("time.days", n=round(hours / 24))
