"""Figures as people read them: rounded to what they are worth, counts with their noun."""

from __future__ import annotations

import math

from commsense.training.evaluation import Range

NOTHING = "–"
"""Stands where there is no figure."""
_SPACE = "\u00a0"  # at which no line is broken
_MINUTE, _HOUR = 60, 3600


def figure(value: float | None) -> str:
    """Give a figure of −1…1 with two digits, as ``.71``, ``1.00`` or ``−.03``."""
    if value is None or not math.isfinite(value):
        return NOTHING
    digits = f"{abs(value):.2f}"
    sign = "−" if value < 0 and float(digits) else ""
    return sign + digits.removeprefix("0")


def between(found: Range) -> str:
    """Say where a figure lies in 95 of 100 cases."""
    return f"95{_SPACE}% between {figure(found.low)} and {figure(found.high)}"


def ranged(found: Range) -> str:
    """Give a figure with its interval, for a table."""
    return f"{figure(found.value)} ({figure(found.low)} to {figure(found.high)})"


def percent(share: float) -> str:
    """Give a share of 0…1 as whole percent; only all is 100 %, only nothing is 0 %."""
    if not math.isfinite(share):
        return NOTHING
    if 0.995 <= share < 1:
        return f"over 99{_SPACE}%"
    if 0 < share < 0.005:
        return f"under 1{_SPACE}%"
    return f"{share:.0%}".replace("%", f"{_SPACE}%")


def counted(count: int, noun: str, several: str = "") -> str:
    """Give a count with its noun, ``several`` where just an s does not do."""
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"


def duration(seconds: float) -> str:
    """Give a time as hours and minutes, or minutes and seconds."""
    whole = round(seconds)
    if whole >= _HOUR:
        return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02d} min"
    if whole >= _MINUTE:
        return f"{whole // _MINUTE} min {whole % _MINUTE:02d} s"
    return f"{whole} s"


def listed(parts: list[str]) -> str:
    """Join parts as a sentence does: ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
