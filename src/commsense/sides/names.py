"""People's names as headers and minutes write them."""

from __future__ import annotations

import re

from commsense.conversation import Person
from commsense.sides.addresses import words

_QUOTES = "'\"“”‘’ \t"
_VIA = re.compile(r"(?<!\s)\s++(?:via|通过|代表)\s+.{1,80}$", re.IGNORECASE)
_BRACKETED = re.compile(r"(?:(?<!\s)\s++)?[(（\[【]([^()（）\[\]【】]{0,80})[)）\]】]\s*")
_HAN_NAME = re.compile(r"[\u3400-\u9fff·]{2,5}")
_SPACES_IN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LOCAL_NAME = re.compile(r"[a-z]{2,20}(?:[._][a-z]{1,20}){1,2}")
_NOT_LETTERS = re.compile(r"[\W_]+")
_DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "夏侯",
    "端木",
)


def display(person: Person) -> str:
    """Give a person's name for readers: ``"Gray, Ada" <ada@x>`` is Ada Gray.

    Without a name, an address that is made of one gives it (``ada.gray@x``), else the address.
    """
    name = clean(person.name)
    if name and "@" not in name:
        return name
    local = person.email.partition("@")[0].lower()
    if _LOCAL_NAME.fullmatch(local):
        return " ".join(part.capitalize() for part in re.split(r"[._]", local))
    return person.email or name


def clean(name: str) -> str:
    """Give a name without quotes, brackets, "via list", and with the given name first."""
    name = " ".join(name[:200].split()).strip(_QUOTES)
    name = _VIA.sub("", name).strip(_QUOTES)
    bare = _BRACKETED.sub(" ", name).strip(_QUOTES) or name
    family, comma, given = bare.partition(",")
    if comma and family.strip() and 0 < len(given.split()) <= 3 and len(family.split()) <= 3:
        bare = f"{given.strip()} {family.strip()}"
    return _SPACES_IN_HAN.sub("", bare)


def bracketed(name: str) -> str:
    """Give what stands in brackets behind a name: the company, in minutes."""
    found = _BRACKETED.search(name[:200])
    return found.group(1).strip() if found else ""


def key(name: str) -> str:
    """Give a name for comparing: lower case, letters and digits only, single blanks."""
    return " ".join(_NOT_LETTERS.sub(" ", name.casefold()).split())


def initials(name: str) -> str:
    """Give the initials of a name in Latin letters: ``Ada B. Gray`` → ``abg``."""
    return "".join(part[0] for part in key(name).split() if part[0].isascii())


def family_name(name: str) -> str:
    """Give the family name of a Chinese name, or nothing for another one."""
    if not _HAN_NAME.fullmatch(name) or len(name) > 4:
        return ""
    return name[:2] if name.startswith(_DOUBLE) and len(name) > 2 else name[0]


def addressed_family_name(name: str) -> str:
    """Give the family name in a form of address (王工, 王经理, 小王), or nothing."""
    for title in sorted(words("titles_after"), key=lambda title: (-len(title), title)):
        rest = name.removesuffix(title)
        if rest != name and (len(rest) == 1 or rest in _DOUBLE):
            return rest
    if len(name) == 2 and name[0] in words("titles_before"):
        return name[1]
    return ""
