"""How easy a message is to read: long sentences, wordy phrases, repeats, walls of text, hard words.

Figures by ``measure``: Flesch reading ease (Flesch 1948, "A new readability yardstick") and words
a sentence for English; characters a sentence and the share of uncommon characters for Chinese.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from commsense.assessment import ReadSentence, Signal
from commsense.labels import Origin
from commsense.lang import LANGUAGES, data
from commsense.signals import phrases

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_HAN = re.compile(r"[一-鿿]")
_LATIN_OR_FIGURE = re.compile(r"[A-Za-z0-9]+")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_HARD_SYLLABLES = 4
_HARD_SHARE = 5
"""One word in so many must be hard to make the sentence hard."""
_LOOK_BACK = 60
"""Earlier sentences that one is compared with: a repeat further away is no slip of the pen."""
_SAME = 0.85
"""Share of common words from which two sentences say the same."""
_PARAGRAPH = 2
"""Characters between two sentences (an empty line) that start a new paragraph."""


def detect(sentences: Sequence[ReadSentence], moment: datetime | None) -> list[list[Signal]]:  # noqa: ARG001
    """Give what makes the sentences of one message hard to read; ``value`` is figure or wording.

    ``long_sentence``: words or characters; ``filler`` and ``hard_word``: the plainer wording;
    ``hard_words``: how many long words; ``repeated``: the number of the earlier sentence;
    ``wall``: how many sentences follow one another without a break.
    """
    found = [_in_sentence(s) if s.language in LANGUAGES else [] for s in sentences]
    for place, number in _repeats(sentences):
        found[place].append(_whole(sentences[place], "repeated", str(number), 0.9))
    for place, length in _walls(sentences):
        found[place].append(_whole(sentences[place], "wall", str(length), 0.8))
    return found


def measure(sentences: Sequence[ReadSentence]) -> dict[str, float]:
    """Measure one message. Keys only where there is text to measure.

    Returns:
        ``words_per_sentence`` and ``flesch`` (about 0 very hard … 100 very easy) of the English
        sentences, ``characters_per_sentence`` and ``uncommon_characters`` (share, 0 … 1) of the
        Chinese ones, ``sentences`` of both.
    """
    english = [s.text for s in sentences if s.language == "en" and len(words(s.text)) > 1]
    chinese = [s.text for s in sentences if s.language == "zh" and characters(s.text) > 1]
    return {
        "sentences": float(len(english) + len(chinese)),
        **(_measure_english(english) if english else {}),
        **(_measure_chinese(chinese) if chinese else {}),
    }


def words(text: str) -> list[str]:
    """Give the words of an English text."""
    return _WORD.findall(text)


def characters(text: str) -> int:
    """Count Chinese characters; an English word or a number among them counts as one."""
    return len(_HAN.findall(text)) + len(_LATIN_OR_FIGURE.findall(text))


def syllables(word: str) -> int:
    """Estimate the syllables of an English word from its groups of vowels."""
    groups = len(_VOWELS.findall(word))
    silent = word.lower().endswith(("e", "es", "ed")) and not word.lower().endswith(
        ("le", "ee", "ted", "ded", "ses", "zes", "ces", "ges", "xes")
    )
    return max(1, groups - silent)


def is_uncommon(character: str) -> bool:
    """Tell whether a Chinese character is outside the 3,755 common ones (GB 2312, level 1)."""
    try:
        return character.encode("gb2312")[0] >= 0xD8
    except UnicodeEncodeError:
        return True


def _measure_english(texts: list[str]) -> dict[str, float]:
    spoken = [word for text in texts for word in words(text)]
    per_sentence = len(spoken) / len(texts)
    per_word = sum(map(syllables, spoken)) / len(spoken)
    flesch = 206.835 - 1.015 * per_sentence - 84.6 * per_word
    return {"words_per_sentence": round(per_sentence, 1), "flesch": round(flesch, 1)}


def _measure_chinese(texts: list[str]) -> dict[str, float]:
    han = [c for text in texts for c in _HAN.findall(text)]
    uncommon = sum(map(is_uncommon, han)) / max(1, len(han))
    return {
        "characters_per_sentence": round(sum(map(characters, texts)) / len(texts), 1),
        "uncommon_characters": round(uncommon, 4),
    }


def _in_sentence(sentence: ReadSentence) -> list[Signal]:
    limits = data(sentence.language, "reading")["limits"]
    found = [
        Signal("reading", h.label, h.start, h.end, 0.9, Origin.LEXICON, h.plain)
        for h in _phrases(sentence.language).find(sentence.text)
    ]
    length, hard = _size(sentence.text, sentence.language)
    if length > limits["long_sentence"]:
        found.append(_whole(sentence, "long_sentence", str(length), 0.95))
    if hard >= limits["hard_words"] and hard * _HARD_SHARE >= length:
        found.append(_whole(sentence, "hard_words", str(hard), 0.7))
    return found


def _size(text: str, language: str) -> tuple[int, int]:
    """Give the length of a sentence and how many of its words (characters) are hard."""
    if language == "zh":
        return characters(text), sum(map(is_uncommon, _HAN.findall(text)))
    spoken = words(text)
    long = [w for w in spoken if len(w) > 8 and w.islower()]
    return len(spoken), sum(1 for w in long if syllables(w) >= _HARD_SYLLABLES)


def _repeats(sentences: Sequence[ReadSentence]) -> list[tuple[int, int]]:
    """Give (place, number of the earlier sentence) of sentences that say nothing new."""
    seen: deque[tuple[int, frozenset[str]]] = deque(maxlen=_LOOK_BACK)
    found = []
    for place, sentence in enumerate(sentences):
        if sentence.language not in LANGUAGES:
            continue
        said, length = _content(sentence)
        if length < data(sentence.language, "reading")["limits"]["near_repeat"]:
            continue
        shortest, longest = len(said) * _SAME, len(said) / _SAME
        alike = (n for n, o in seen if shortest <= len(o) <= longest and _alike(said, o))
        earlier = next(alike, None)
        if earlier is not None:
            found.append((place, earlier))
        seen.append((sentence.number, said))
    return found


def _content(sentence: ReadSentence) -> tuple[frozenset[str], int]:
    """Give the words of an English sentence, or the pairs of characters of a Chinese one."""
    plain = _ADDRESS.sub("", sentence.text)
    if sentence.language == "en":
        said = [w.lower() for w in words(plain)] + re.findall(r"\d+", plain)
        return frozenset(said), len(said)
    text = re.sub(r"[^\w]", "", plain)
    return frozenset(text[n : n + 2] for n in range(len(text) - 1)), len(text)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common >= _SAME * (len(one) + len(other) - common)


def _walls(sentences: Sequence[ReadSentence]) -> list[tuple[int, int]]:
    """Give (place of the first sentence, sentences) of stretches without paragraph or list."""
    found: list[tuple[int, int]] = []
    first = 0
    for place in range(1, len(sentences) + 1):
        if place < len(sentences) and _runs_on(sentences[place - 1], sentences[place]):
            continue
        language = sentences[first].language
        if language in LANGUAGES:
            limit = data(language, "reading")["limits"]["wall"]
            if place - first > limit:
                found.append((first, place - first))
        first = place
    return found


def _runs_on(one: ReadSentence, other: ReadSentence) -> bool:
    """Tell whether a sentence follows another in the same paragraph by the same person."""
    gap = other.start - one.end
    same = one.person == other.person and one.language == other.language
    return same and not other.list_item and 0 <= gap < _PARAGRAPH


def _whole(sentence: ReadSentence, label: str, value: str, confidence: float) -> Signal:
    return Signal("reading", label, 0, len(sentence.text), confidence, Origin.RULE, value)


@cache
def _phrases(language: str) -> phrases.Finder:
    lists = data(language, "reading")
    load = phrases.chinese if language == "zh" else phrases.english
    return load({"filler": lists["filler"], "hard_word": lists["hard_words"]})
