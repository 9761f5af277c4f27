"""Words that made-up labelled sentences speak of."""

from __future__ import annotations

THINGS = (
    "pump", "gate", "plan", "crane", "hinge", "pipe",
    "drawing", "report", "valve", "motor", "mast", "wheel",
)  # fmt: skip
