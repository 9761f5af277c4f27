"""What all processes must know to hide the same people under the same pseudonyms."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hashlib import blake2b

KEY_BYTES = 32


def new_key() -> bytes:
    """Make the key of a run; who has it can find out whether a guessed name was in the archive."""
    return secrets.token_bytes(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Veil:
    """Who is hidden, and the secret that their pseudonyms are made with.

    ``names`` are of everybody in the archive, as headers and minutes write them; ``ordinary`` are
    words that are no name by themselves, ``companies`` the words of domains; ``lists`` are the ids
    of mailing lists, which stay, and ``homes`` the domains that are a person's own. Two veils are
    equal if their ``mark`` is.

    Make one with ``veil.of``: the mark must fit the rest. It is never written anywhere.
    """

    mark: bytes
    key: bytes = field(compare=False, repr=False)
    names: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    ordinary: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    companies: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    lists: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    homes: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


def of(
    key: bytes,
    names: frozenset[str] = frozenset(),
    ordinary: frozenset[str] = frozenset(),
    companies: frozenset[str] = frozenset(),
    lists: frozenset[str] = frozenset(),
    homes: frozenset[str] = frozenset(),
) -> Veil:
    """Make a veil.

    Args:
        key: of the run, from ``new_key``.
        names: people's names.
        ordinary: words that are no name by themselves, in lower case.
        companies: the words of companies' domains, in lower case.
        lists: ids of mailing lists (``users.lists.northwind.example``).
        homes: domains that are a person's own.
    """
    digest = blake2b(key=key, digest_size=16)
    for words in (names, ordinary, companies, lists, homes):
        for word in sorted(words):
            digest.update(word.encode("utf-8", "surrogatepass") + b"\x00")
        digest.update(b"\x01")
    return Veil(digest.digest(), key, names, ordinary, companies, lists, homes)
