"""Who is client and who is team."""

from __future__ import annotations

from commsense.sides.parties import Sides
from commsense.sides.resolve import resolve

__all__ = ["Sides", "resolve"]
