"""Pseudonyms: the same value has the same one in a run, and without the key nobody can tell whose.

They are words of letters only, since a digit would be read as a date, an amount or a ticket, and
without brackets, since a subject loses those at its start.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from commsense.text.redact.result import Kind

_CONSONANTS, _VOWELS = "bdfghklmnprstvwz", "aeiou"
_SYLLABLES = 5  # 3,276,800,000 words: among 50,000 people hardly two have the same
SHOWN = {
    Kind.NAME: "Person",
    Kind.MAIL: "Mail",
    Kind.PHONE: "Phone",
    Kind.ID: "Number",
    Kind.CARD: "Card",
    Kind.URL: "Link",
    Kind.PLACE: "Place",
}
_WORD = f"(?:[{_CONSONANTS}][{_VOWELS}]){{{_SYLLABLES}}}"
_OWN = re.compile(
    rf"(?:(?:{'|'.join(SHOWN.values())})-(?=[A-Z])(?i:{_WORD}))|person-{_WORD}@|link-{_WORD}\.example"
    rf"|\bhome-{_WORD}\.example"
)
_LINK = "https://link-{}.example/"


def digest(key: bytes, kind: str, value: str, size: int = 16) -> bytes:
    """Hash a value with the key of the run (BLAKE2, RFC 7693, keyed).

    Args:
        key: of the run.
        kind: what it is, so that equal texts of two kinds differ.
        value: the value.
        size: bytes.
    """
    data = f"{kind}\x00{value}".encode("utf-8", "surrogatepass")
    return blake2b(data, key=key, digest_size=size).digest()


def word(key: bytes, kind: str, value: str) -> str:
    """Give the word that stands for a value: ``tikomaluse``."""
    number = int.from_bytes(digest(key, kind, value, 8), "big")
    letters = []
    for _ in range(_SYLLABLES):
        number, vowel = divmod(number, len(_VOWELS))
        number, consonant = divmod(number, len(_CONSONANTS))
        letters.append(_CONSONANTS[consonant] + _VOWELS[vowel])
    return "".join(letters)


def pseudonym(key: bytes, kind: Kind, value: str) -> str:
    """Give what stands in a text for a value: ``Person-Tikomaluse``."""
    made = word(key, kind, value)
    return _LINK.format(made) if kind is Kind.URL else f"{SHOWN[kind]}-{made.capitalize()}"


def has_pseudonym(text: str) -> bool:
    """Tell whether a text holds a pseudonym, so that it is not replaced once more."""
    return bool(_OWN.search(text))
