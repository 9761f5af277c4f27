"""Cards, accounts and numbers of identity: by their check digits, or by the word beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.text.redact import checksums
from commsense.text.redact.result import Found, Kind
from commsense.text.words import phrases

_FREE = r"(?<![\w.])"
_GROUPS = (
    r"\d{13,19}",
    r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?",
    r"\d{4}([ -])\d{6}\2\d{4,5}",
)
_CARD = re.compile(rf"{_FREE}(?:{'|'.join(_GROUPS)})(?![\w]|\.\d)", re.ASCII)
_OUT, _IN = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_IBAN = re.compile(rf"{_OUT}[A-Z]{{2}}\d\d(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,3}})?{_IN}")
_IDENTITY = re.compile(rf"{_OUT}(?:[1-9]\d{{5}}(?:19|20)\d{{9}}[\dXx]|[1-9]\d{{14}}){_IN}")
_SIGN = "[0-9A-HJ-NPQRTUWXY]"
_CREDIT = re.compile(rf"{_OUT}{_SIGN}{{2}}\d{{6}}{_SIGN}{{10}}{_IN}")
_SOCIAL_SECURITY = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d-])")


def _words(name: str) -> str:
    found = phrases(name, "redact_words")
    latin = "|".join(r"\s?".join(map(re.escape, each.split())) for each in found if each.isascii())
    others = "|".join(re.escape(each) for each in found if not each.isascii())
    return rf"(?:(?<![A-Za-z])(?:{latin})(?![a-z])|{others})"


_NUMBER_WORD = r"(?:\s{0,2}(?:no\.?|nr\.?|num(?:ber)?|id|#|号码|编号|号))?"
_AND = rf"{_NUMBER_WORD}\s{{0,2}}(?:[:#=]|is\b|are\b|是|为)?\s{{0,2}}[#(]?"
_VALUE = rf"((?=[A-Za-z_-]{{0,8}}\d)[A-Za-z0-9][A-Za-z0-9_-]{{3,39}}){_IN}"
_NUMBERED = re.compile(_words("numbered") + _AND + _VALUE, re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d(?:-[\d-]{1,5})?")
_SECRET = re.compile(
    rf"{_words('secret')}\s{{0,2}}(?:[:=]|is\b:?|是|为)\s{{0,2}}([!-~]{{4,60}})", re.IGNORECASE
)
_LEAST_DIGITS = 4


def find(text: str) -> Iterator[Found]:
    """Give the cards and numbers of a text, whose signs are narrow."""
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if checksums.is_card(digits):
            yield Found(found.start(), found.end(), Kind.CARD, digits)
    for found in _IBAN.finditer(text):
        if checksums.is_iban(bare := found.group().replace(" ", "")):
            yield Found(found.start(), found.end(), Kind.CARD, bare)
    checks = ((_IDENTITY, checksums.is_identity_number), (_CREDIT, checksums.is_credit_code))
    for pattern, holds in checks:
        for found in pattern.finditer(text):
            if holds(found.group().upper()):
                yield _id(found, 0)
    yield from (_id(found, 0) for found in _SOCIAL_SECURITY.finditer(text))
    yield from _told(text)


def _told(text: str) -> Iterator[Found]:
    """Give what a word beside it calls an account, an order, a paper or a password."""
    for found in _NUMBERED.finditer(text):
        digits = sum(map(str.isdigit, found.group(1)))
        if digits >= _LEAST_DIGITS and not _YEAR.fullmatch(found.group(1)):
            yield _id(found, 1)
    for found in _SECRET.finditer(text):
        if any(not each.isalpha() for each in found.group(1).rstrip(".,;)")):
            yield _id(found, 1)


def _id(found: re.Match[str], group: int) -> Found:
    value = found.group(group).rstrip(".,;)-_") or found.group(group)
    start = found.start(group)
    return Found(start, start + len(value), Kind.ID, value.upper())
