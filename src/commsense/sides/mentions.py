"""Which client a path, a subject or a title names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from commsense.settings import ClientSettings
from commsense.sides.addresses import domain, is_free, organisation

_HAN = re.compile(r"[\u3400-\u9fff]")
_LEGAL = re.compile(
    r"(?<![\s,])[\s,]++(?:inc|ltd|llc|gmbh|ag|plc|corp|co|limited|s\.?a\.?|b\.?v\.?)\.?$"
    r"|(?:股份)?(?:有限)?(?:责任)?公司$|集团$",
    re.IGNORECASE,
)
_SHORTEST = 3  # letters of a name that may be looked for in a path


def labels(owner: str, name: str, domains: Sequence[str]) -> list[str]:
    """Give what a company may be called in minutes: its name, its domain, the domain's first part.

    Args:
        owner: the client's key, or anything for the team.
        name: the name in the settings, may be empty.
        domains: the domains of its addresses.
    """
    found = [name, _LEGAL.sub("", name), *domains]
    for host in domains:
        if not is_free(host):
            found.append(organisation(f"x@{host}").partition(".")[0])
    if "@" not in owner and not domains:
        found.append(owner)
    return list(dict.fromkeys(label.strip().casefold() for label in found if label.strip()))


def folder_of(path: str, clients: Mapping[str, ClientSettings]) -> str:
    """Give the client whose folder a path lies in; the longest folder counts."""
    parts = PurePosixPath(path.replace("\\", "/").replace("!", "/")).parts
    best, length = "", 0
    for key, client in clients.items():
        for folder in client.folders:
            wanted = PurePosixPath(folder.replace("\\", "/")).parts
            inside = any(
                parts[at : at + len(wanted)] == wanted for at in range(len(parts) - len(wanted) + 1)
            )
            if wanted and inside and len(wanted) > length:
                best, length = key, len(wanted)
    return best


def named_in(text: str, names: Mapping[str, str]) -> str:
    """Give the client that a text names; nothing where it names none or several.

    Args:
        text: a path, subject or title.
        names: clients by label, lower case.
    """
    text = text.casefold()
    found = {owner for label, owner in names.items() if _names(text, label)}
    return found.pop() if len(found) == 1 else ""


def _names(text: str, label: str) -> bool:
    if _HAN.search(label):
        return len(label) > 1 and label in text
    if len(label) < _SHORTEST or label not in text:
        return False
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(label)}(?![a-z0-9])", text))


def hosts(addresses: Sequence[str]) -> list[str]:
    """Give the domains of addresses, each once."""
    return list(dict.fromkeys(domain(address) for address in addresses if domain(address)))
