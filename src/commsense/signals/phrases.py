"""Lists of phrases found in text, with spaCy's PhraseMatcher; no spaCy type leaves this file.

English phrases match in all their plural and verb forms, and with blanks for hyphens. Chinese
ones match by characters, never across the edge of a longer dictionary word. A phrase written with
a capital letter matches exactly as written, any other in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from commsense.signals.inflections import forms

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_WORD = re.compile(r"[^\W_]+")
_CHINESE_TOKEN = re.compile(r"[A-Za-z0-9]+|\S")
_HAN = re.compile(r"[一-鿿]")
_LONGEST = 20_000  # characters of a sentence that are looked at: more is no sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at ``text[start:end]``; ``key`` is the same for all its spellings."""

    start: int
    end: int
    key: str
    label: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Entry:
    term: str
    label: str
    plain: str


@dataclass(frozen=True, slots=True)
class Finder:
    """A loaded list: ``find`` gives the longest hits of a text, ``keys`` the key of a spelling."""

    find: Callable[[str], list[Hit]]
    keys: Mapping[str, str]

    def key(self, spelling: str) -> str:
        """Give the key of a phrase as it stands in a text (``Roll-backs`` → ``rollback``)."""
        return self.keys.get(normal(spelling), normal(spelling))


def normal(term: str) -> str:
    """Bring the spellings of a term together: ``Roll-Back``, ``roll back`` → ``rollback``."""
    return re.sub(r"[\s\-‐‑]+", "", term).lower()


def english(tables: Mapping[str, Mapping[str, str]]) -> Finder:
    """Load English phrases: label → {phrase: plain wording}."""
    from spacy.lang.en import English

    nlp = English()
    return _load(tables, forms, nlp.vocab, lambda text: _english_tokens(nlp.tokenizer, text), None)


def chinese(
    tables: Mapping[str, Mapping[str, str]], mixed: Mapping[str, Mapping[str, str]] | None = None
) -> Finder:
    """Load Chinese phrases: label → {phrase: plain wording}.

    ``mixed`` holds English phrases that are looked for too (把 API 的 timeout 改一下); their plain
    wording is left out, since it is English.
    """
    from spacy.lang.xx import MultiLanguage

    vocab = MultiLanguage().vocab
    own = {normal(term) for terms in tables.values() for term in terms}
    foreign = {
        label: {term: "" for term in terms if normal(term) not in own}
        for label, terms in (mixed or {}).items()
    }
    both = {label: {**tables.get(label, {}), **foreign.get(label, {})} for label in tables}
    return _load(
        both, lambda term: (term,), vocab, lambda text: _chinese_tokens(vocab, text), _at_edges
    )


_Tokens = Callable[[str], tuple["Doc", list[int], list[int]]]


def _load(
    tables: Mapping[str, Mapping[str, str]],
    spellings: Callable[[str], Iterable[str]],
    vocab: Vocab,
    tokens: _Tokens,
    allowed: Callable[[str, list[Hit]], list[Hit]] | None,
) -> Finder:
    from spacy.matcher import PhraseMatcher

    exact, loose = PhraseMatcher(vocab, attr="ORTH"), PhraseMatcher(vocab, attr="LOWER")
    entries: dict[str, _Entry] = {}
    keys: dict[str, str] = {}
    rarest: set[str] = set()
    for label, terms in tables.items():
        for term, plain in terms.items():
            entries[term] = _Entry(term, label, plain)
            written = list(spellings(term))
            (exact if term != term.lower() else loose).add(term, [tokens(w)[0] for w in written])
            for spelling in written:
                keys.setdefault(normal(spelling), normal(term))
                rarest.add(_rarest(spelling))

    def find(text: str) -> list[Hit]:
        text = text[:_LONGEST]
        if not _may_hold(text, rarest):
            return []
        found = _hits(text, tokens, (exact, loose), entries)
        if allowed is not None and found:
            found = allowed(text, found)
        return longest(found)

    return Finder(find, keys)


def _rarest(spelling: str) -> str:
    """Give the word (or two Chinese characters) that tells best whether the phrase may occur."""
    han = _HAN.search(spelling)
    if han:
        return spelling[han.start() : han.start() + 2].lower()
    return max(_WORD.findall(spelling.lower()), key=len, default=spelling)


def _may_hold(text: str, rarest: set[str]) -> bool:
    lowered = text.lower()
    if not rarest.isdisjoint(_WORD.findall(lowered)):
        return True
    if not _HAN.search(lowered):
        return False
    if not rarest.isdisjoint(re.findall(r"[a-z0-9]+", lowered)) or not rarest.isdisjoint(lowered):
        return True
    return not rarest.isdisjoint(a + b for a, b in pairwise(lowered))


def _hits(
    text: str, tokens: _Tokens, matchers: tuple[PhraseMatcher, ...], entries: dict[str, _Entry]
) -> list[Hit]:
    doc, starts, ends = tokens(text)
    found = []
    for matcher in matchers:
        for code, first, last in matcher(doc):
            entry = entries[doc.vocab.strings[code]]
            found.append(
                Hit(starts[first], ends[last - 1], normal(entry.term), entry.label, entry.plain)
            )
    return found


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest of hits that overlap, the first of equals; give them in reading order."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.key)):
        if all(hit.end <= k.start or k.end <= hit.start for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _english_tokens(
    tokenizer: Callable[[str], Doc], text: str
) -> tuple[Doc, list[int], list[int]]:
    doc = tokenizer(text)
    return doc, [t.idx for t in doc], [t.idx + len(t) for t in doc]


def _chinese_tokens(vocab: Vocab, text: str) -> tuple[Doc, list[int], list[int]]:
    from spacy.tokens import Doc

    found = list(_CHINESE_TOKEN.finditer(text))
    doc = Doc(vocab, words=[m.group() for m in found], spaces=[False] * len(found))
    return doc, [m.start() for m in found], [m.end() for m in found]


def _at_edges(text: str, hits: list[Hit]) -> list[Hit]:
    """Drop hits that begin or end inside a longer word (对齐 is not said in 应对齐全)."""
    import rjieba

    edges, place = {0}, 0
    for word in rjieba.cut(text, hmm=False):
        place += len(word)
        edges.add(place)
    return [
        h
        for h in hits
        if not _HAN.search(text, h.start, h.end) or {h.start, h.end} <= edges
    ]
