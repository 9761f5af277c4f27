"""Mail addresses: domains, organisations, programs, lists."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_LOCAL_WORDS = re.compile(r"[._+=]")
_LIST_HOST = re.compile(r"(?:^|\.)(?:lists?|googlegroups|groups)\.")


@cache
def words(name: str) -> frozenset[str]:
    """Give one list of ``words.toml``."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name])


def domain(address: str) -> str:
    """Give what follows the ``@``, in lower case."""
    return address.rpartition("@")[2].lower().strip(".") if "@" in address else ""


@cache
def organisation(address: str) -> str:
    """Give the organisation that an address belongs to: its domain, without subdomains.

    At a free mail host that is the address itself, as it is for one without a domain.
    """
    host = domain(address)
    if not host or is_free(host):
        return address.lower()
    labels = host.split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in words("second_level")
    return ".".join(labels[-3:] if country else labels[-2:])


def is_free(host: str) -> bool:
    """Tell whether anybody can have an address at a host."""
    return host in words("free_mail")


def parents(host: str) -> list[str]:
    """Give a host and the domains above it, the nearest first."""
    labels = host.split(".")
    return [".".join(labels[place:]) for place in range(max(1, len(labels) - 1))]


def is_program(address: str) -> bool:
    """Tell whether a program writes from an address, going by its name."""
    return bool(program(address))


def program(address: str) -> str:
    """Give the word that names a program in an address (``bounce`` of ``bounce+a=b@x``)."""
    local = address.partition("@")[0].lower()
    first = local if local in words("programs") else _LOCAL_WORDS.split(local)[0]
    return first if first in words("programs") else ""


def is_list(address: str, list_ids: frozenset[str]) -> bool:
    """Tell whether an address is a mailing list's.

    Args:
        address: in lower case.
        list_ids: the lists that the archive's mails name (``users.lists.acme.example``).
    """
    return address.replace("@", ".") in list_ids or bool(_LIST_HOST.search(domain(address)))
