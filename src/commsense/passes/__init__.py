"""The passes over an archive: receive, detect, judge. Between two of them all is on disk."""

from __future__ import annotations

from commsense.passes.detecting import detect
from commsense.passes.judging import judge
from commsense.passes.mail import Judgements, Mail, Progress, Readings
from commsense.passes.receiving import meet, receive
from commsense.pool import Pool

__all__ = [
    "Judgements",
    "Mail",
    "Pool",
    "Progress",
    "Readings",
    "detect",
    "judge",
    "meet",
    "receive",
]
