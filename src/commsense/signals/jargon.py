"""Words that a client may not know, each with plain words (label guide, "jargon").

Terms of ``lang/<code>/jargon.toml``, capitals that nobody explained, names out of code, English
words in Chinese sentences, and what the model marks beside these. What the same message explains
is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from itertools import pairwise

from commsense.assessment import ReadSentence, Signal
from commsense.labels import JARGON_KINDS, Origin
from commsense.lang import LANGUAGES, data
from commsense.signals import acronyms, phrases, tickets
from commsense.signals.explained import is_explained
from commsense.signals.phrases import Hit

_OPENED = re.compile(r"\s?[((]\s?")

_REMEMBERED = 512
"""Sentences of which the terms are kept: those of a message are asked for twice, soon after."""

LISTED = 0.9
"""Confidence of a term that stands in the lexicon."""

BY_RULE = {"acronym": 0.6, "technical": 0.5, "internal": 0.6}
"""Confidence by kind of a term that only its shape gives away."""


def detect(sentences: Sequence[ReadSentence], moment: datetime | None) -> list[list[Signal]]:  # noqa: ARG001
    """Give the unexplained jargon of each sentence; ``value`` is the plain wording, if known.

    Marks of the model that stand among a sentence's signals are looked through as well; those
    that say nothing new are left out.
    """
    found = [_find(s.text, s.language) for s in sentences]
    known = _explained(sentences, found)
    return [
        [_signal(hit, listed) for hit, listed in hits if hit.key not in known]
        + _marked(sentence, hits, known)
        for sentence, hits in zip(sentences, found, strict=True)
    ]


def terms(text: str, language: str) -> frozenset[str]:
    """Give the keys of all terms and acronyms that a text uses, whether explained or not."""
    return frozenset(hit.key for hit, _ in _find(text, language))


def keys(known: Iterable[str]) -> frozenset[str]:
    """Give the keys of terms that somebody lists as known."""
    return frozenset(_key(term, language) for term in known for language in LANGUAGES)


def explained(sentences: Sequence[ReadSentence]) -> frozenset[str]:
    """Give the keys of the terms that one message explains."""
    return _explained(sentences, [_find(s.text, s.language) for s in sentences])


def met(sentences: Iterable[ReadSentence]) -> frozenset[str]:
    """Give the keys of the jargon that was found, of which ``without_known`` may drop some."""
    return frozenset(
        _key(each.text[s.start : s.end], each.language)
        for each in sentences
        for s in each.signals
        if s.kind == "jargon"
    )


def without_known(sentence: ReadSentence, known: frozenset[str]) -> ReadSentence:
    """Drop the jargon that this client knows: terms used by it, or explained to it before.

    ``known`` holds keys as ``terms`` and ``explained`` give them.
    """
    if not known or not sentence.has("jargon"):
        return sentence
    kept = tuple(
        s
        for s in sentence.signals
        if s.kind != "jargon"
        or _key(sentence.text[s.start : s.end], sentence.language) not in known
    )
    return replace(sentence, signals=kept)


@lru_cache(maxsize=_REMEMBERED)
def _find(text: str, language: str) -> tuple[tuple[Hit, bool], ...]:
    """Give the terms of a text, and of each whether the lexicon has it."""
    if language not in LANGUAGES:
        return ()
    listed = _lexicon(language).find(text)
    shaped = tickets.find(text) + acronyms.find(text, language)
    if not shaped:
        return tuple((hit, True) for hit in listed)
    in_lexicon = set(listed)
    free = [h for h in shaped if all(h.end <= k.start or k.end <= h.start for k in listed)]
    return tuple((h, h in in_lexicon) for h in phrases.longest([*listed, *free], text))


def _explained(
    sentences: Sequence[ReadSentence], found: Sequence[Sequence[tuple[Hit, bool]]]
) -> frozenset[str]:
    known = set()
    for sentence, hits in zip(sentences, found, strict=True):
        text = sentence.text
        known |= {h.key for h, _ in hits if is_explained(text, h.start, h.end)}
        for (one, _), (other, _) in pairwise(hits):
            # "user acceptance testing (UAT)": whichever of the two explains the other
            if _OPENED.fullmatch(text, one.end, other.start) and known & {one.key, other.key}:
                known |= {one.key, other.key}
    return frozenset(known)


def _marked(
    sentence: ReadSentence, hits: Sequence[tuple[Hit, bool]], known: frozenset[str]
) -> list[Signal]:
    """Give the model's marks beside the ``hits``, but those that the message explains."""
    text = sentence.text
    return [
        mark
        for mark in sentence.signals
        if mark.kind == "jargon"
        and all(mark.end <= hit.start or hit.end <= mark.start for hit, _ in hits)
        and not is_explained(text, mark.start, mark.end)
        and _key(text[mark.start : mark.end], sentence.language) not in known
    ]


def _signal(hit: Hit, listed: bool) -> Signal:
    confidence = LISTED if listed else BY_RULE[hit.label]
    origin = Origin.LEXICON if listed else Origin.RULE
    return Signal("jargon", hit.label, hit.start, hit.end, confidence, origin, hit.plain)


def _key(spelling: str, language: str) -> str:
    return _lexicon(language).key(spelling)


@cache
def _lexicon(language: str) -> phrases.Finder:
    if language == "zh":
        return phrases.chinese(_tables("zh"), _tables("en"))
    return phrases.english(_tables(language))


def _tables(language: str) -> dict[str, dict[str, str]]:
    lexicon = data(language, "jargon")
    return {kind: lexicon[kind] for kind in JARGON_KINDS if kind in lexicon}
