"""Web addresses that lead to a person or let one in, and addresses of machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from itertools import pairwise

from commsense.text.redact.result import Found, Kind

URL = re.compile(
    r"(?:(?:https?|ftp|sftp|ssh|git|file|smb)://|(?<![\w.@/-])www\.)"
    r"[^\s<>\"'|()\[\]{}\u3000-\u303f\u3400-\u9fff]{1,2000}",
    re.IGNORECASE,
)
_PERSONAL_PATH = re.compile(
    r"/(?:~|@|(?:users?|u|in|profiles?|people|person|members?|account|home|personal)/)[\w.%-]",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"(?:zoom\.us/(?:j|my|s)/|teams\.(?:microsoft|live)\.com/|meet\.google\.com/|webex\.com/"
    r"|meeting\.tencent\.com/|voovmeeting\.com/|calendly\.com/|wa\.me/|t\.me/|weixin\.qq\.com/)",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"[?&#;](?:[\w.-]{0,30}(?:token|key|sig|signature|auth|secret|pass|pwd|session|sid|code|user|uid"
    r"|email|mail|account|ticket|invite|share|hash)[\w.-]{0,30}|id|u|e|p|k)=[^&#;]",
    re.IGNORECASE,
)
_LARGEST = 25
"""A version's four parts are hardly larger."""
_PIECE = re.compile(r"[A-Za-z0-9_-]{20,}")
_IP4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_IP6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}(?![\w:])")
_VERSION = re.compile(
    r"(?:\bv|\bver|version|release|build|firmware|版本|版)[\s.:#号为是]{0,3}$", re.I
)


def urls(text: str) -> Iterator[tuple[Found, bool]]:
    """Give all web addresses, each with whether it tells of a person or holds a token."""
    for found in URL.finditer(text):
        address = found.group().rstrip(".!?:*,;")
        yield (
            Found(found.start(), found.start() + len(address), Kind.URL, address),
            is_private(address),
        )


def is_private(address: str) -> bool:
    """Tell whether a web address has a user, a person's page, a meeting or a token in it."""
    host, _, path = address.partition("://")[2].partition("/")
    if "@" in host or address.lower().startswith(("file:", "smb:")):
        return True
    tells = (_PERSONAL_PATH, _MEETING, _TELLING)
    return any(each.search(address) for each in tells) or any(
        _is_token(piece.group()) for piece in _PIECE.finditer(path)
    )


def _is_token(piece: str) -> bool:
    """Tell a token from words with dashes between them: it mixes letters and digits throughout."""
    turns = sum(one.isdigit() != other.isdigit() for one, other in pairwise(piece))
    return turns * 5 >= len(piece)


def machines(text: str) -> Iterator[Found]:
    """Give addresses of machines; a version with four parts is none."""
    for pattern in (_IP4, _IP6):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 12) : found.start()]
            if _is_address(found.group()) and not _VERSION.search(before):
                yield Found(found.start(), found.end(), Kind.ID, found.group().lower())


def _is_address(text: str) -> bool:
    try:
        found = ip_address(text)
    except ValueError:
        return False
    if found.is_loopback or text.startswith(("255.", "0.")):
        return False  # every machine has it
    if found.version == 4:
        # 3.14.0.0 is a version; an address has larger numbers, or begins with 10.
        return text.startswith("10.") or any(int(each) > _LARGEST for each in text.split("."))
    return sum(map(bool, text.split(":"))) > 2
