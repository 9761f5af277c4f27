"""The signals that the readers of owners give, and the one shape that all languages share."""

from __future__ import annotations

import re

from commsense.assessment import Signal
from commsense.labels import Origin

AT_NAME = re.compile(
    r"(?<![\w.])@\s?(?P<name>[A-Z][\w.-]{1,30}(?:\s[A-Z][a-z]{1,20})?|[一-鿿]{2,4}(?!\w))"
    r"(?![\w.]{0,30}@)"
)


def person(match: re.Match[str], confidence: float) -> Signal:
    """Give the signal of a person named by the group ``name``."""
    start, end = match.span("name")
    return Signal("owner", "person", start, end, confidence, Origin.RULE, match["name"])


def side(start: int, end: int, label: str, confidence: float) -> Signal:
    """Give the signal of the writer's side (``team``, value ``we``) or the ``reader`` (``you``)."""
    value = "we" if label == "team" else "you"
    return Signal("owner", label, start, end, confidence, Origin.RULE, value)
