"""Puts the finders together: what overlaps is settled, what is equal gets one placeholder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from commsense.text.redact import given, han_names, mails, numbers, phones, places, postal, sites
from commsense.text.redact.people import People
from commsense.text.redact.result import Found, Kind, Redacted, Replaced

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
"""Full-width letters, digits and signs as the narrow ones, place by place."""


Finder = Callable[[str], Iterable[Found]]
"""Gives what is private in a text whose signs are narrow."""


class Redactor:
    """Redacts texts of one run: the same value has the same placeholder in all of them."""

    def __init__(
        self,
        names: Collection[str] = (),
        ordinary: Collection[str] = (),
        called: Callable[[Found, str], str] | None = None,
    ) -> None:
        """Take what is known of the run.

        Args:
            names: people's names, as headers and speaker lines write them.
            ordinary: words that are no names by themselves, see ``ordinary_words``.
            called: gives what stands for a value that was found, which is its second argument as
                it was written; by default the values are numbered in the order of the texts.
        """
        self.people = People(names, ordinary)
        self._ordinary = ordinary
        self._given = given.Given(ordinary)
        self._called = called or self._placeholder
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._counts: dict[Kind, int] = {}

    def redact(self, text: str, finders: Sequence[Finder] = ()) -> Redacted:
        """Replace what names or reaches a person.

        Dates, times, amounts and versions stay, as do web addresses that tell of nobody.

        Args:
            text: any text; a whole message gives more signs of names than a sentence does.
            finders: what more is looked for in this text; what they find comes first.
        """
        pieces: list[str] = []
        spans: list[Replaced] = []
        end = length = 0
        for found in self._settled(text.translate(_NARROW), finders):
            placeholder = self._called(found, text[found.start : found.end])
            length += found.start - end
            pieces += (text[end : found.start], placeholder)
            spans.append(
                Replaced(length, length + len(placeholder), found.start, found.end, found.kind)
            )
            length, end = length + len(placeholder), found.end
        return Redacted("".join((*pieces, text[end:])), tuple(spans))

    def _settled(self, text: str, finders: Sequence[Finder]) -> list[Found]:
        """Give what is replaced, in order, none overlapping."""
        urls = list(sites.urls(text))
        signed = [*places.find(text), *han_names.find(text), *self._given.find(text)]
        others = _without_overlaps(
            chain(
                mails.find(text),
                *(find(text) for find in finders),
                numbers.find(text),
                sites.machines(text),
                phones.find(text),
                postal.find(text),
                self.people.find(text),
                signed,
                self._once_told(text, signed),
            )
        )
        private = [url for url, told in urls if told or _meets(url, others)]
        return _without_overlaps(chain(private, others))

    def _once_told(self, text: str, signed: Iterable[Found]) -> Iterable[Found]:
        """Give where a text names again, without any sign, whom it has named with one."""
        names = {text[found.start : found.end] for found in signed}
        told = [name for name in names if len(name) > 2 or (len(name) == 2 and not name.isascii())]
        return People(told, self._ordinary).find(text) if told else ()

    def _placeholder(self, found: Found, _: str) -> str:
        value = found.kind, found.key
        if value not in self._numbers:
            self._counts[found.kind] = self._counts.get(found.kind, 0) + 1
            self._numbers[value] = self._counts[found.kind]
        return f"[{found.kind} {self._numbers[value]}]"


def redact(text: str, names: Collection[str] = ()) -> Redacted:
    """Replace what names or reaches a person in one text.

    Args:
        text: any text.
        names: people's names that are known, as headers and speaker lines write them.

    Returns:
        The text with placeholders such as ``[MAIL 1]``, and where each stands.
    """
    return Redactor(names).redact(text)


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Sort, and make one of those that overlap: what the finder named first says, over all of it.

    Nothing that any finder saw is left standing.
    """
    ranked = sorted(enumerate(found), key=lambda each: (each[1].start, each[0]))
    kept: list[tuple[int, Found]] = []
    for rank, each in ranked:
        if not kept or each.start >= kept[-1][1].end:
            kept.append((rank, each))
            continue
        before_rank, before = kept[-1]
        first = before if before_rank <= rank else each
        whole = replace(first, start=before.start, end=max(before.end, each.end))
        kept[-1] = (min(before_rank, rank), whole)
    return [each for _, each in kept]


def _meets(url: Found, others: Iterable[Found]) -> bool:
    return any(url.start < each.end and each.start < url.end for each in others)
