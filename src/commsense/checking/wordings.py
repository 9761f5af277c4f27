"""Values of comments as a reader writes them: days in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from commsense.reports.wording import day

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def days(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Write the values that are days of the calendar in words, and leave the others."""
    return {
        name: day(date.fromisoformat(value), language) if _ISO.fullmatch(value) else value
        for name, value in values.items()
    }
