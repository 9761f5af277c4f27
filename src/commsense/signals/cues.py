"""Cues: words that show an apology, a reason, a guarantee …, counted by lexicon.

The words stand in ``lang/<code>/lexicon.toml``, a table a cue::

    [cues.guarantee]
    words = ["guarantee", "100 percent", "rest assured that *"]
    except = ["guarantee period"]

``words`` are found whatever their case: whole words in English, characters in Chinese. A ``*``
between two words stands for one to three words, or for up to six characters. ``except`` are
longer phrases in which a word does not count. ``cue:number`` also takes every figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import zip_longest

from commsense.assessment import ReadSentence, Signal
from commsense.labels import Origin
from commsense.lang import LANGUAGES, data

CONFIDENCE = 0.9
GAP_WORDS = 3
GAP_CHARACTERS = 6
GAP = "*"

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_CHARACTER = re.compile(r"[A-Za-z0-9]+|\S")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*%?")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words to be found in a row; one that does not count only hides shorter ones."""

    cue: str
    words: tuple[str, ...]
    counts: bool


def detect(sentences: Sequence[ReadSentence], moment: datetime | None) -> list[list[Signal]]:  # noqa: ARG001
    """Find the cues of each sentence, in the order of their places."""
    return [_find(sentence.text, sentence.language) for sentence in sentences]


def _find(text: str, language: str) -> list[Signal]:
    if language not in LANGUAGES:
        return []
    found = [("number", match.start(), match.end()) for match in _FIGURE.finditer(text)]
    spans = [match.span() for match in _pattern(language).finditer(text)]
    words = [_plain(text[start:end]) for start, end in spans]
    covered: dict[str, int] = {}
    for cue, first, last, counts in _matches(words, language):
        if covered.get(cue, 0) <= first:
            covered[cue] = last
            if counts:
                found.append((cue, spans[first][0], spans[last - 1][1]))
    found.sort(key=lambda one: (one[1], one[2], one[0]))
    return [Signal("cue", cue, start, end, CONFIDENCE, Origin.LEXICON) for cue, start, end in found]


def _matches(words: Sequence[str], language: str) -> Iterator[tuple[str, int, int, bool]]:
    """Give cue, first word, end word and whether it counts: the longest a place and cue."""
    by_pair, by_first = _phrases(language)
    longest_gap = GAP_CHARACTERS if language == "zh" else GAP_WORDS
    for first, pair in enumerate(zip_longest(words, words[1:], fillvalue="")):
        done: set[str] = set()
        for phrase in by_pair.get(pair) or by_first.get(pair[0], []):
            if phrase.cue not in done and (last := _end(words, first, phrase.words, longest_gap)):
                done.add(phrase.cue)
                yield phrase.cue, first, last, phrase.counts


def _end(words: Sequence[str], first: int, wanted: Sequence[str], longest_gap: int) -> int:
    """Give where a phrase that starts at ``first`` ends, or 0."""
    at, slack = first, 0
    for word in wanted:
        if word == GAP:
            at, slack = at + 1, longest_gap - 1
            continue
        stop = min(at + slack + 1, len(words))
        while at < stop and words[at] != word:
            at += 1
        if at >= stop:
            return 0
        at, slack = at + 1, 0
    return at


def _pattern(language: str) -> re.Pattern[str]:
    return _CHARACTER if language == "zh" else _WORD


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@cache
def _phrases(
    language: str,
) -> tuple[dict[tuple[str, str], list[_Phrase]], dict[str, list[_Phrase]]]:
    """Give a language's phrases, the longest first.

    By first and second word those that may begin with both, and by first word alone those that
    may begin with it whatever word is second: single words and those with a gap.
    """
    phrases = [
        _Phrase(cue, tuple(_plain(word) for word in _split(written, language)), key == "words")
        for cue, table in data(language, "lexicon")["cues"].items()
        for key in ("words", "except")
        for written in table.get(key, ())
    ]
    by_pair: defaultdict[tuple[str, str], list[_Phrase]] = defaultdict(list)
    by_first: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for phrase in phrases:
        first, *others = phrase.words
        if others and others[0] != GAP:
            by_pair[first, others[0]].append(phrase)
        else:
            by_first[first].append(phrase)
    return (
        {pair: _longest_first(by_pair[pair] + by_first.get(pair[0], [])) for pair in by_pair},
        {first: _longest_first(by_first[first]) for first in by_first},
    )


def _longest_first(phrases: list[_Phrase]) -> list[_Phrase]:
    return sorted(phrases, key=lambda phrase: -len(phrase.words))


def _split(written: str, language: str) -> list[str]:
    """Cut a phrase of the lexicon into words, with its gaps."""
    parts = [_pattern(language).findall(part) for part in written.split(GAP)]
    return [word for part in parts for word in (GAP, *part)][1:]
