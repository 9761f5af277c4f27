"""Postal addresses: a house in a street, a post office box, a code with its town; 路…号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.text.redact.result import Found, Kind

_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Parkway|Pkwy|Highway"
    r"|Hwy|Square|Sq|Terrace|Plaza|Crescent|Close)"
)
_WORD = r"[A-Z][A-Za-z'’.-]{0,24}"
_NO_MONTH = r"(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b)"
_STATE = (
    "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]"
    "|T[NX]|UT|V[AT]|W[AIVY])"
)
_UNIT = (
    r"(?:,? ?(?:Suite|Ste\.?|Apt\.?|Room|Rm\.?|Floor|Fl\.?|Unit|#) ?#?[A-Z]{0,2}-?\d{1,5}[A-Z]?)?"
)
_HOUSE = r"[\dA-Za-z一二三四五六七八九十-]{1,8}"
_CHINESE = re.compile(
    rf"(?:大街|大道|马路|路|街|巷|弄|胡同){_HOUSE}号(?!线|码|公告|文)"
    rf"(?:[\u4e00-\u9fff]{{0,8}}{_HOUSE}(?:号楼|栋|幢|座|楼|层|室)){{0,3}}"
)
_BEFORE_STREET = re.compile("[\u4e00-\u9fff]{0,24}$")
_LEADS_TO = re.compile("[是在于到址为往寄至:]")

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 1400 Smith Street, Suite 4; 12A St. James's Sq.
        rf"(?<![\w.,/-])\d{{1,6}}[A-Za-z]?,? (?:[NSEW]\.? )?{_NO_MONTH}"
        rf"(?:{_WORD} ){{1,3}}{_STREET}\b\.?{_UNIT}",
        # Hauptstraße 12, 80331 München; 12 rue de Rivoli
        r"(?<!\w)[A-ZÄÖÜ][a-zäöüß-]{1,30}(?:straße|strasse|str\.|weg|gasse|platz|allee) \d{1,4}"
        r"[a-z]?\b",
        r"(?<![\w.,/-])\d{1,4}(?: ?bis)?,? (?:rue|avenue|boulevard|place|via|calle) "
        r"(?:d[eu] (?:la )?|des )?[A-ZÀ-Þ][a-zà-ÿ-]{2,24}",
        r"(?i:\bp\.? ?o\.? ?box) \d{1,7}\b",
        # Houston, TX 77002-1234; SW1A 1AA
        rf"(?:\b{_WORD},? )?\b{_STATE},? {{1,3}}\d{{5}}(?:-\d{{4}})?(?!\d)",
        r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?!\w)",
        r"(?:邮编|邮政编码)[:： ]{0,2}\d{6}(?!\d)",
    )
)


def find(text: str) -> Iterator[Found]:
    """Give the postal addresses of a text, whose signs are narrow."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield _found(text, found.start(), found.end())
    for found in _CHINESE.finditer(text):
        yield _found(text, _chinese_start(text, found.start()), found.end())


def _chinese_start(text: str, street: int) -> int:
    """Give where an address begins whose street word stands at a place: 北京市海淀区中关村大街."""
    before = _BEFORE_STREET.search(text, max(0, street - 24), street)
    if not before:
        return street
    leads = list(_LEADS_TO.finditer(before.group()))
    return before.start() + (leads[-1].end() if leads else 0)


def _found(text: str, start: int, end: int) -> Found:
    return Found(start, end, Kind.PLACE, " ".join(text[start:end].split()).casefold())
