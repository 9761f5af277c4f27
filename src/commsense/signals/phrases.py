"""Lists of phrases found in text, with spaCy's PhraseMatcher; no spaCy type leaves this file.

English phrases match in all their plural and verb forms, and with blanks for hyphens. Chinese
ones match by characters, never across the edge of a longer dictionary word. A phrase written with
a capital letter matches exactly as written, any other in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from commsense.signals.inflections import forms

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_WORD = re.compile(r"[^\W_]+")
_CHINESE_TOKEN = re.compile(r"[A-Za-z0-9]+|\S")
_HAN = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[a-z0-9]+")
_REMEMBERED = 128  # texts whose tokens are kept: each list of phrases asks for a message's anew
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
    return _load(tables, forms, _english_tokenizer().vocab, _english_tokens, None)


def chinese(
    tables: Mapping[str, Mapping[str, str]], mixed: Mapping[str, Mapping[str, str]] | None = None
) -> Finder:
    """Load Chinese phrases: label → {phrase: plain wording}.

    ``mixed`` holds English phrases that are looked for too (把 API 的 timeout 改一下); their plain
    wording is left out, since it is English.
    """
    vocab = _vocab()
    own = {normal(term) for terms in tables.values() for term in terms}
    foreign = {
        label: {term: "" for term in terms if normal(term) not in own}
        for label, terms in (mixed or {}).items()
    }
    both = {label: {**tables.get(label, {}), **foreign.get(label, {})} for label in tables}
    return _load(
        both, lambda term: (term,), vocab, lambda text: _chinese_tokens(vocab, text), _at_edges
    )


_Offsets = Callable[[int, int], tuple[int, int]]
_Tokens = Callable[[str], tuple["Doc", "_Offsets"]]


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
    openings: set[str] = set()
    for label, terms in tables.items():
        for term, plain in terms.items():
            entries[term] = _Entry(term, label, plain)
            written = list(spellings(term))
            (exact if term != term.lower() else loose).add(term, [tokens(w)[0] for w in written])
            for spelling in written:
                keys.setdefault(normal(spelling), normal(term))
                openings.add(_opening(spelling))

    def find(text: str) -> list[Hit]:
        text = text[:_LONGEST]
        if not _may_hold(text, openings):
            return []
        found = _hits(text, tokens, (exact, loose), entries)
        if allowed is not None and found:
            found = allowed(text, found)
        return longest(found, text)

    return Finder(find, keys)


def _opening(spelling: str) -> str:
    """Give the first two words (or Chinese characters) of a phrase, by which it is looked for."""
    lowered = spelling.lower()
    han = _HAN.search(lowered)
    if han:
        return lowered[han.start() : han.start() + 2]
    return " ".join(_WORD.findall(lowered)[:2]) or lowered


def _may_hold(text: str, openings: set[str]) -> bool:
    lowered = text.lower()
    if _HAN.search(lowered):
        pairs = (a + b for a, b in pairwise(lowered))
        if not openings.isdisjoint(pairs) or not openings.isdisjoint(lowered):
            return True
        spoken = _LATIN.findall(lowered)
    else:
        spoken = _WORD.findall(lowered)
    if not openings.isdisjoint(spoken):
        return True
    return not openings.isdisjoint(f"{a} {b}" for a, b in pairwise(spoken))


def _hits(
    text: str, tokens: _Tokens, matchers: tuple[PhraseMatcher, ...], entries: dict[str, _Entry]
) -> list[Hit]:
    doc, offsets = tokens(text)
    found = []
    for matcher in matchers:
        for code, first, last in matcher(doc):
            entry = entries[doc.vocab.strings[code]]
            start, end = offsets(first, last)
            found.append(Hit(start, end, normal(entry.term), entry.label, entry.plain))
    return found


def longest(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Keep the longest of hits that overlap, the first of equals; give them in reading order."""
    taken = bytearray(len(text))
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.key)):
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _vocab() -> Vocab:
    """Make a vocabulary that reckons of a new word what the matchers look at, and no more."""
    from spacy.attrs import IDS
    from spacy.vocab import Vocab

    return Vocab(lex_attr_getters={IDS["LOWER"]: str.lower})


@cache
def _english_tokenizer() -> Tokenizer:
    from spacy import util
    from spacy.lang.en import EnglishDefaults
    from spacy.tokenizer import Tokenizer

    return Tokenizer(
        _vocab(),
        rules=EnglishDefaults.tokenizer_exceptions,
        prefix_search=util.compile_prefix_regex(EnglishDefaults.prefixes or ()).search,
        suffix_search=util.compile_suffix_regex(EnglishDefaults.suffixes or ()).search,
        infix_finditer=util.compile_infix_regex(EnglishDefaults.infixes or ()).finditer,
        url_match=EnglishDefaults.url_match,
    )


@lru_cache(maxsize=_REMEMBERED)
def _english_tokens(text: str) -> tuple[Doc, _Offsets]:
    doc = _english_tokenizer()(text)
    return doc, lambda first, last: (doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def _chinese_tokens(vocab: Vocab, text: str) -> tuple[Doc, _Offsets]:
    from spacy.tokens import Doc

    found = list(_CHINESE_TOKEN.finditer(text))
    doc = Doc(vocab, words=[m.group() for m in found], spaces=[False] * len(found))
    return doc, lambda first, last: (found[first].start(), found[last - 1].end())


def _at_edges(text: str, hits: list[Hit]) -> list[Hit]:
    """Drop hits that begin or end inside a longer word (对齐 is not said in 应对齐全)."""
    import rjieba

    edges, place = {0}, 0
    for word in rjieba.cut(text, hmm=False):
        place += len(word)
        edges.add(place)
    return [h for h in hits if not _HAN.search(text, h.start, h.end) or {h.start, h.end} <= edges]
