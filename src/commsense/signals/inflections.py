"""The written forms of an English term: plurals, verb forms, blanks for hyphens."""

from __future__ import annotations

import re

_VOWELS = "aeiou"


def forms(term: str) -> tuple[str, ...]:
    """Give the forms in which an English term is written, the term itself first.

    A term with a capital letter (an acronym) only takes the plural. Of a phrase the last word
    takes the plural and the first one the verb forms; forms that nobody writes do no harm.
    """
    if term != term.lower():
        return (term, term + "s") if term[-1] not in "sS0123456789" else (term,)
    written = dict.fromkeys(_spellings(term))
    for spelling in tuple(written):
        first, gap, rest = _split(spelling)
        for verb in _verb_forms(first):
            written.setdefault(verb + gap + rest)
        head, gap, last = _split_last(spelling)
        for noun in _plurals(last):
            written.setdefault(head + gap + noun)
    return tuple(written)


def _spellings(term: str) -> tuple[str, ...]:
    return (term, term.replace("-", " ")) if "-" in term else (term,)


def _split(term: str) -> tuple[str, str, str]:
    match = re.match(r"([^\s-]+)([\s-]?)(.*)", term)
    return (match[1], match[2], match[3]) if match else (term, "", "")


def _split_last(term: str) -> tuple[str, str, str]:
    cut = max(term.rfind(" "), term.rfind("-"))
    return (term[:cut], term[cut], term[cut + 1 :]) if cut > 0 else ("", "", term)


def _plurals(word: str) -> tuple[str, ...]:
    if not word.isalpha() or word.endswith("s"):
        return ()
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return (word[:-1] + "ies",)
    return (word + ("es" if word.endswith(("x", "ch", "sh", "z")) else "s"),)


def _verb_forms(word: str) -> tuple[str, ...]:
    if not word.isalpha() or len(word) < 3:
        return ()
    if word.endswith("e"):
        return (*_plurals(word), word + "d", word[:-1] + "ing")
    if word.endswith("y") and word[-2] not in _VOWELS:
        return (*_plurals(word), word[:-1] + "ied", word + "ing")
    if len(word) < 6 and word[-1] in "bdgmnpt" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        word_doubled = word + word[-1]
        return (*_plurals(word), word_doubled + "ed", word_doubled + "ing")
    return (*_plurals(word), word + "ed", word + "ing")
