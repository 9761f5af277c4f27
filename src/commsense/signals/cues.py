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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from commsense.assessment import Origin, ReadSentence, Signal
from commsense.lang import LANGUAGES, data

CONFIDENCE = 0.9
GAP_WORDS = 3
GAP_CHARACTERS = 6
GAP = "*"

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|\*")
_CHARACTER = re.compile(r"[a-z0-9]+|[^\s]")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*%?")

Token = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Tokens to be found in a row; one that does not count only hides shorter ones."""

    cue: str
    tokens: tuple[str, ...]
    counts: bool


def detect(sentences: Sequence[ReadSentence], moment: datetime | None) -> list[list[Signal]]:  # noqa: ARG001
    """Find the cues of each sentence, in the order of their places."""
    return [_find(sentence.text, sentence.language) for sentence in sentences]


def _find(text: str, language: str) -> list[Signal]:
    if language not in LANGUAGES:
        return []
    signals = [
        Signal("cue", "number", match.start(), match.end(), CONFIDENCE, Origin.LEXICON)
        for match in _FIGURE.finditer(text)
    ]
    tokens = [token for token in _tokens(text, language) if token[0] != GAP]
    longest_gap = GAP_CHARACTERS if language == "zh" else GAP_WORDS
    covered: dict[str, int] = {}
    for cue, first, last, counts in _matches(tokens, _phrases(language), longest_gap):
        if covered.get(cue, 0) > first:
            continue
        covered[cue] = last
        if counts:
            start, end = tokens[first][1], tokens[last - 1][2]
            signals.append(Signal("cue", cue, start, end, CONFIDENCE, Origin.LEXICON))
    return sorted(signals, key=lambda signal: (signal.start, signal.end, signal.label))


def _matches(
    tokens: Sequence[Token], phrases: Mapping[str, Sequence[_Phrase]], longest_gap: int
) -> Iterator[tuple[str, int, int, bool]]:
    """Give cue, first token, end token and whether it counts: the longest a place and cue."""
    for first, (word, _, _) in enumerate(tokens):
        done: set[str] = set()
        for phrase in phrases.get(word, ()):
            if phrase.cue in done:
                continue
            last = _end(tokens, first, phrase.tokens, longest_gap)
            if last:
                done.add(phrase.cue)
                yield phrase.cue, first, last, phrase.counts


def _end(tokens: Sequence[Token], first: int, wanted: Sequence[str], longest_gap: int) -> int:
    """Give where a phrase that starts at ``first`` ends, or 0."""
    at, slack = first, 0
    for token in wanted:
        if token == GAP:
            at, slack = at + 1, longest_gap - 1
            continue
        stop = min(at + slack + 1, len(tokens))
        found = next((place for place in range(at, stop) if tokens[place][0] == token), -1)
        if found < 0:
            return 0
        at, slack = found + 1, 0
    return at


def _tokens(text: str, language: str) -> list[Token]:
    pattern = _CHARACTER if language == "zh" else _WORD
    # Lower case may be longer than the text (İ), so words are lowered one by one.
    return [
        (match.group().lower().replace("’", "'"), match.start(), match.end())
        for match in pattern.finditer(text.lower() if len(text.lower()) == len(text) else text)
    ]


@cache
def _phrases(language: str) -> dict[str, tuple[_Phrase, ...]]:
    """Give a language's phrases by first token, the longest first."""
    by_first: dict[str, list[_Phrase]] = {}
    for cue, table in data(language, "lexicon")["cues"].items():
        for key in ("words", "except"):
            for written in table.get(key, ()):
                tokens = tuple(word for word, _, _ in _tokens(written, language))
                by_first.setdefault(tokens[0], []).append(_Phrase(cue, tokens, key == "words"))
    return {
        first: tuple(sorted(phrases, key=lambda phrase: -len(phrase.tokens)))
        for first, phrases in by_first.items()
    }
