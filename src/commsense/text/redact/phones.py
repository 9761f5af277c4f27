"""Phone numbers: international, Chinese, North American, European, and what a word calls one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.text.redact.result import Found, Kind
from commsense.text.words import phrases

_FREE = r"(?<!\d)(?<!\d[.,:/-])(?<![$€£¥])"
_EXTENSION = r"(?:\s?(?:x|ext\.?|extension|转|分机|-)\s?\d{1,6})?"
_END = r"(?![\d%])(?![.,:]\d)"
_86 = r"(?:(?:\(?\+|00)?86\)?[ -]{0,2})?"

_CODE_CN = r"(?:10|2\d|[3-9]\d\d)"
_1 = r"(?:\+?1[ .-])?"
_MOBILE = "|".join(
    (
        r"\d[ -]?\d{4}[ -]?\d{4}",
        r"\d\d[ -]\d{3}[ -]\d{4}",
        r"\d[ -]\d{3}[ -]\d{5}",
        r"\d\d[ -]\d{4}[ -]\d{3}",
    )
)
_INTERNATIONAL = r"(?:[ .\-/]{0,2}(?:\(\d{1,5}\)|\d{1,11})){1,7}"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # +49 (0)89 1234-567, 0044 20 7946 0958
        rf"(?<![\w+])(?:\+ ?|00(?=[1-9]\d[ -]))[1-9]\d{{0,2}}{_INTERNATIONAL}{_EXTENSION}(?!\d)",
        # 138 1234 5678
        rf"{_FREE}{_86}1[3-9](?:{_MOBILE}){_END}",
        # 010-1234 5678, (0755) 1234 5678, 01012345678
        rf"{_FREE}{_86}\(?0?{_CODE_CN}\)?[ -]{{1,2}}\d{{4}}[ -]?\d{{3,4}}{_EXTENSION}{_END}",
        rf"{_FREE}\(?0{_CODE_CN}\)?[ -]{{0,2}}\d{{7,8}}{_EXTENSION}{_END}",
        # 51319333-8010
        rf"{_FREE}[2-8]\d{{7}}(?:--?|转)\d{{2,5}}{_END}",
        # 400-820-8820
        rf"{_FREE}[48]00(?:-\d{{3}}-\d{{4}}|-\d{{4}}-\d{{3}}|[ -]\d{{7}}){_END}",
        # (713) 853-1234, 1.713.853.1234, 713/853-1234
        rf"{_FREE}{_1}\([2-9]\d\d\)[ .-]{{0,2}}[2-9]\d\d[ .-]\d{{4}}{_EXTENSION}{_END}",
        rf"{_FREE}{_1}[2-9]\d\d[.-][2-9]\d\d[ .-]\d{{4}}{_EXTENSION}{_END}",
        rf"{_FREE}{_1}[2-9]\d\d[ /][2-9]\d\d[.-]\d{{4}}{_EXTENSION}{_END}",
        # 020 7946 0958, 089/1234567, 06.12.34.56.78
        rf"{_FREE}\(?0[1-9]\d{{0,4}}\)?(?: ?[/-] ?|[ .])\d{{2,8}}(?:[ .-]\d{{2,6}}){{0,4}}{_END}",
        # x3-5620, ext. 4431
        r"(?<!\d )\bx(?:-\d{4}|\d(?:-\d{4}|\d{4}))\b",
        r"(?:\bext\.?|\bextension|分机)[ :#]{0,2}\d{2,6}(?!\d)",
    )
)
_DATE = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d\d(?!\d)|(?:19|20)\d\d[./-]?(?:0?[1-9]|1[0-2])\b"
)
_CALLED = re.compile(
    rf"(?:\b(?:{'|'.join(p for p in phrases('phone', 'redact_words') if p.isascii())})\b"
    rf"|{'|'.join(p for p in phrases('phone', 'redact_words') if not p.isascii())})"
    r"[^\d\n+(]{0,14}(\+?\(?\d[\d ().-]{3,20}\d)(?![\d%])",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[^a-z\n]{0,4}\d")
_LEAST, _MOST = 7, 15
_LEAST_CALLED = 5


def find(text: str) -> Iterator[Found]:
    """Give the phone numbers of a text, whose signs are narrow."""
    if not _DIGITS.search(text):
        return
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if _fits(found.group()):
                yield _found(found.start(), found.group())
    for found in _CALLED.finditer(text):
        number = found.group(1)
        count = len(_digits(number))
        if _LEAST_CALLED <= count <= _MOST and not _DATE.match(number) and "  " not in number:
            yield _found(found.start(1), number)


def _fits(number: str) -> bool:
    if _DATE.match(number):
        return False
    own = number[0] in "xXeE分"
    return own or (_LEAST <= len(_digits(number)) <= _MOST + 6)


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _found(start: int, number: str) -> Found:
    digits = _digits(number)
    mobile = digits[-11:]
    key = mobile if len(digits) in (13, 15) and digits.endswith("86" + mobile) else digits
    return Found(start, start + len(number), Kind.PHONE, key.removeprefix("00"))
