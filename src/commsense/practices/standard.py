"""A number of days in a practice file: given there, or left to the team's standards."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from commsense.settings import Standards

Days = Annotated[float, Field(gt=0)] | Literal["update_days", "silence_days", "report_days"]


def days(value: float | str, standards: Standards) -> float:
    """Give the number, looked up in the team's standards when it is named."""
    return float(getattr(standards, value) if isinstance(value, str) else value)
