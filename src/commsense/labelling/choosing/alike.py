"""Leaves out sentences that say nearly what an earlier one says.

Two sentences are alike from a Jaccard similarity of their shingles on. Pairs are found by MinHash
(Broder 1997) with locality-sensitive hashing, as ``datasketch`` does it, and then compared exactly:
a chance meeting of hashes leaves nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from commsense import extras
from commsense.backends.features import fold

LIMIT = 0.7
"""Share of common shingles from which two sentences are alike."""
_HASHES = 64
_SHINGLE = {"zh": 2}
_SHINGLE_ELSE = 4
_DIGITS = re.compile(r"\d+")
_NO_WORD = re.compile(r"[\W_]+")

Shingles = frozenset[str]


def without_repeats(
    texts: Sequence[str], languages: Sequence[str], known: Iterable[tuple[str, str]] = ()
) -> list[int]:
    """Give the places of the texts that are unlike all before them and all that are known.

    Numbers count as equal, so that one form letter stays of many.

    Args:
        texts: sentences; the first of those that are alike is kept.
        languages: of each, ``en``, ``zh`` or another.
        known: texts with their languages that none may be like.

    Raises:
        MissingExtra: if ``datasketch`` is not installed.
    """
    sketches = extras.require("datasketch")
    index = sketches.MinHashLSH(threshold=LIMIT, num_perm=_HASHES)
    before = [shingles(text, language) for text, language in known]
    given = [shingles(text, language) for text, language in zip(texts, languages, strict=True)]
    everything = before + given
    seen: set[Shingles] = set()
    kept = []
    for place, (each, sketch) in enumerate(zip(everything, _sketched(everything), strict=True)):
        if each in seen:
            continue
        seen.add(each)
        fresh = not any(similarity(each, everything[near]) >= LIMIT for near in index.query(sketch))
        if fresh:
            index.insert(place, sketch, check_duplication=False)
        if fresh and place >= len(before):
            kept.append(place - len(before))
    return kept


def shingles(text: str, language: str) -> Shingles:
    """Give the runs of characters of a text, without signs and with all numbers equal."""
    plain = _NO_WORD.sub(" ", _DIGITS.sub("0", fold(text))).strip()
    width = _SHINGLE.get(language, _SHINGLE_ELSE)
    return frozenset(plain[n : n + width] for n in range(max(1, len(plain) - width + 1)))


def similarity(one: Shingles, other: Shingles) -> float:
    """Give the share of shingles that two texts have in common (Jaccard)."""
    return len(one & other) / max(1, len(one | other))


def _sketched(given: Sequence[Shingles]) -> list[object]:
    sketches = extras.require("datasketch")
    encoded = ([each.encode("utf-8", "replace") for each in sorted(one)] for one in given)
    return list(sketches.MinHash.bulk(encoded, num_perm=_HASHES))
