"""A team's own words: terms to explain, terms that are known, words that its own criteria look for.

A glossary file::

    known = ["ERP"]                 # jargon that all clients know

    [terms.en]                      # to be explained; the plain wording, or ""
    "big-bang cutover" = "switching everything over in one night"

    [terms.zh]
    "切换窗口" = "停机切换的那几个小时"

    [words.asap]                    # the label "own:asap" for criteria of the team's own
    en = ["asap", "as soon as possible"]
    zh = ["尽快"]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from commsense.assessment import ReadSentence, Signal
from commsense.labels import Origin
from commsense.lang import LANGUAGES
from commsense.settings import table, validated
from commsense.signals import phrases
from commsense.signals.explained import is_explained
from commsense.signals.phrases import Finder

OWN = "own"
"""The kind of the signals of a team's own words."""

TERM = "internal"
"""The kind of jargon that a team's own terms are."""

_SURE = 0.9
_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
_Phrase = Annotated[str, Field(min_length=1, max_length=100)]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    en: tuple[_Phrase, ...] = ()
    zh: tuple[_Phrase, ...] = ()


class _Terms(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    en: dict[_Phrase, str] = {}
    zh: dict[_Phrase, str] = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    known: tuple[_Phrase, ...] = ()
    terms: _Terms = _Terms()
    words: dict[_Name, _Words] = {}


@dataclass(frozen=True, slots=True)
class Glossary:
    """What a team's glossary files say together; ``known`` and ``labels`` as others look them up.

    The finders are by language; spellings are brought together by ``phrases.normal``.
    """

    known: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()  # the terms to explain, in all their spellings
    terms: Mapping[str, Finder] = field(default_factory=dict)
    words: Mapping[str, Finder] = field(default_factory=dict)


@cache
def load(paths: tuple[Path, ...]) -> Glossary:
    """Read glossary files once.

    Raises:
        SettingsError: naming the file, the key, what was found and what is accepted.
    """
    read = [validated(_File, table(path), str(path)) for path in paths]
    terms: dict[str, dict[str, str]] = {code: {} for code in LANGUAGES}
    words: dict[str, dict[str, dict[str, str]]] = {code: {} for code in LANGUAGES}
    for each in read:
        for code in LANGUAGES:
            terms[code] |= getattr(each.terms, code)
            for name, said in each.words.items():
                words[code].setdefault(name, {}).update(dict.fromkeys(getattr(said, code), ""))
    finders = {code: _finder(code, {TERM: those}) for code, those in terms.items() if those}
    return Glossary(
        known=frozenset(term.casefold() for each in read for term in each.known),
        labels=frozenset(f"{OWN}:{name}" for each in read for name in each.words),
        own=frozenset(spelling for finder in finders.values() for spelling in finder.keys),
        terms=finders,
        words={code: _finder(code, those) for code, those in words.items() if those},
    )


def marked(sentences: Sequence[ReadSentence], glossary: Glossary) -> tuple[ReadSentence, ...]:
    """Add the signals of a team's own words to sentences that were read."""
    return tuple(_marked(sentence, glossary) for sentence in sentences)


def terms(text: str, language: str, glossary: Glossary) -> frozenset[str]:
    """Give the team's own terms that a text uses, in all their spellings, explained or not."""
    finder = glossary.terms.get(language)
    if finder is None:
        return frozenset()
    used = {hit.key for hit in finder.find(text)}
    return frozenset(spelling for spelling, key in finder.keys.items() if key in used)


def _marked(sentence: ReadSentence, glossary: Glossary) -> ReadSentence:
    if not sentence.assessed:
        return sentence
    text, code = sentence.text, sentence.language
    used = glossary.terms[code].find(text) if code in glossary.terms else []
    kept = [
        signal
        for signal in sentence.signals
        if signal.kind != "jargon"
        or all(signal.end <= own.start or own.end <= signal.start for own in used)
    ]
    found = [
        Signal("jargon", TERM, hit.start, hit.end, _SURE, Origin.LEXICON, hit.plain)
        for hit in used
        if not is_explained(text, hit.start, hit.end)
    ]
    words = [
        Signal(OWN, hit.label, hit.start, hit.end, _SURE, Origin.LEXICON)
        for hit in (glossary.words[code].find(text) if code in glossary.words else ())
    ]
    signals = (*kept, *found, *words)
    return sentence if signals == sentence.signals else replace(sentence, signals=signals)


def _finder(language: str, tables: Mapping[str, Mapping[str, str]]) -> Finder:
    return phrases.chinese(tables) if language == "zh" else phrases.english(tables)
