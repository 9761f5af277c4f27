"""Redacts the texts of one message after the other with what a veil knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from commsense.redacting.addresses import redacted_address, redacted_host
from commsense.redacting.pseudonyms import has_pseudonym, pseudonym
from commsense.redacting.veil import Veil
from commsense.sides.addresses import organisation
from commsense.sides.names import family_name
from commsense.text.redact import Redacted, Redactor
from commsense.text.redact.people import People
from commsense.text.redact.redactor import Finder
from commsense.text.redact.result import Found, Kind

HOST = re.compile(r"(?<![\w@.-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?![\w@-])")

_MOST_KEPT = 20_000


class Cover:
    """Hides everybody whom a veil names; made once in each process."""

    def __init__(self, veil: Veil) -> None:
        """Take who is hidden."""
        self.veil = veil
        self._ordinary = veil.ordinary | veil.companies
        self._redactor = Redactor(veil.names, self._ordinary, self._called)
        self._families = _families(veil.names)
        self._near: dict[str, str] = {}
        self._short: dict[str, Redacted] = {}

    def redact(
        self, text: str, near: Collection[str] = (), finders: Sequence[Finder] = ()
    ) -> Redacted:
        """Redact a text.

        Args:
            text: any text.
            near: names of people who have to do with it: where several people of the archive may
                be meant, it is one of these.
            finders: what more is looked for.
        """
        if not text:
            return Redacted("")
        near = [name for name in near if self._redactor.people.who(name) in ("", key(name))]
        self._near = _families(near)
        more = list(finders)
        if near:
            more.append(People(near, self._ordinary).find)
        if self.veil.homes:
            more.append(self._homes)
        return self._redactor.redact(text, more)

    def short(self, text: str) -> Redacted:
        """Redact a name, a path or a subject, which many messages have in common."""
        if text not in self._short:
            if len(self._short) >= _MOST_KEPT:
                self._short.clear()
            self._short[text] = self.redact(text)
        return self._short[text]

    def name(self, name: str) -> str:
        """Give the pseudonym of a whole name (``Ada Gray``, 王小明), as texts have it."""
        if not name or has_pseudonym(name):
            return name
        return pseudonym(self.veil.key, Kind.NAME, key(name))

    def _called(self, found: Found, written: str) -> str:
        """Give what stands for a value that was found."""
        if has_pseudonym(written):
            return written
        if found.kind is Kind.MAIL:
            return redacted_address(found.key, self.veil)
        if found.kind is Kind.NAME and len(found.key) == 1:
            # 王工: the only 王 who has to do with the message, or of the archive.
            known = self._near.get(found.key) or self._families.get(found.key) or found.key
            return pseudonym(self.veil.key, Kind.NAME, known)
        if found.kind is Kind.NAME and HOST.fullmatch(found.key):
            return redacted_host(found.key, self.veil)
        return pseudonym(self.veil.key, found.kind, found.key)

    def _homes(self, text: str) -> Iterator[Found]:
        """Give the domains that are a person's own."""
        for found in HOST.finditer(text):
            host = found.group().lower()
            if organisation(f"x@{host}") in self.veil.homes:
                yield Found(found.start(), found.end(), Kind.NAME, host)


@lru_cache(maxsize=1)
def cover(veil: Veil) -> Cover:
    """Give the cover for a veil; it is kept until another one is asked for."""
    return Cover(veil)


def key(name: str) -> str:
    """Give what makes a name the same, as ``People`` finds it in texts."""
    return name.casefold()


def _families(names: Collection[str]) -> dict[str, str]:
    """Give the only person of each Chinese family name; where there are several, nobody."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        if family := family_name(name):
            found[family].add(name)
    return {family: next(iter(who)) for family, who in found.items() if len(who) == 1}
