"""Ticket numbers that say nothing of what they are about: PX-5527."""

from __future__ import annotations

import re

from commsense.signals.phrases import Hit, normal

_TICKET = re.compile(r"(?<![\w\-/.@#])(?P<kind>[A-Z]{2,6})-\d{1,6}(?![\w\-/.@])")
_STANDARDS = frozenset(
    [
        "AES",
        "CAT",
        "COVID",
        "CVE",
        "DIN",
        "EN",
        "GB",
        "GBT",
        "HTTP",
        "IEC",
        "IEEE",
        "IP",
        "ISO",
        "JIS",
        "MD",
        "MIL",
        "MP",
        "PEP",
        "QC",
        "RFC",
        "SARS",
        "SHA",
        "SOC",
        "UN",
        "UTF",
        "USB",
    ]
)
_SAID_WHAT = re.compile(r"\s{0,2}(?:[((::,,\-–—\"“]|about\b|for\b|关于)")


def find(text: str) -> list[Hit]:
    """Give the ticket numbers after which no word says what they are about."""
    if "-" not in text:
        return []
    return [
        Hit(m.start(), m.end(), normal(m.group()), "internal", "")
        for m in _TICKET.finditer(text)
        if m["kind"] not in _STANDARDS and not _SAID_WHAT.match(text, m.end())
    ]
