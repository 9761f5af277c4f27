"""Check digits: what tells a card or an identity number from any other long number."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_SIGNS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)


def is_card(digits: str) -> bool:
    """Tell whether 13 to 19 digits are a bank card's (ISO/IEC 7812, Luhn)."""
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2 or digits[0] in "0178":
        return False
    doubled = [int(each) * (1 + place % 2) for place, each in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """Tell whether letters and digits without blanks are an IBAN (ISO 13616, modulo 97)."""
    if not 15 <= len(text) <= 34:
        return False
    moved = text[4:] + text[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % 97 == 1


def is_identity_number(text: str) -> bool:
    """Tell whether a text is a Chinese identity number (GB 11643), of 18 signs or the old 15."""
    if text[:2] not in _PROVINCES:
        return False
    if len(text) == 15:
        return _is_day(f"19{text[6:12]}")
    total = sum(weight * int(each) for weight, each in zip(_ID_WEIGHTS, text, strict=False))
    return _is_day(text[6:14]) and _ID_SIGNS[total % 11] == text[17]


def is_credit_code(text: str) -> bool:
    """Tell whether 18 signs are a unified social credit code (GB 32100, modulo 31)."""
    if any(each not in _CREDIT_SIGNS for each in text):
        return False
    values = [_CREDIT_SIGNS.index(each) for each in text]
    total = sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]))
    return (31 - total % 31) % 31 == values[17]


def _is_day(text: str) -> bool:
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return found.year >= 1900
