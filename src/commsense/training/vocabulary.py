"""Chinese for an English vocabulary: which words and characters it gains, and where they start.

A row starts where its translations stand: IBM Model 1 (Brown et al. 1993) over parallel sentences
tells which English pieces a Chinese word goes with, and their rows are averaged. So the encoder
understands much of a Chinese sentence before it was trained on any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from commsense.backends.pieces import chinese_words
from commsense.training import rows

SIZE = 13_000
"""Rows that are added: characters first, then the commonest words."""
LEAST = 4  # times a character has to stand in the text
LONGEST_WORD = 5
ROUNDS = 7  # of Model 1
MOST_PAIRS = 190_000
LONGEST = (30, 26)  # pieces of an English and a Chinese sentence for Model 1
TRANSLATIONS = 6  # a word's best ones, of which its row is made

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Parallel sentences as pieces: of pair i ``english[i]`` and ``chinese[i]``."""

    english: list[tuple[int, ...]]
    chinese: list[tuple[int, ...]]


def choose(data: Path, parallel: Sequence[str], known: frozenset[str]) -> list[str]:
    """Choose the characters and words that a vocabulary gains; words of our kind of text first."""
    counts: defaultdict[str, float] = defaultdict(float)
    for texts, weight in _sources(data, parallel):
        for text in texts:
            for word in chinese_words(text):
                counts[word] += weight
    characters: defaultdict[str, float] = defaultdict(float)
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    kept = sorted(c for c, count in characters.items() if count >= LEAST)
    words = sorted(((n, w) for w, n in counts.items() if 2 <= len(w) <= LONGEST_WORD), reverse=True)
    chosen = sorted(word for _, word in words[: SIZE - len(kept)])
    return [character for character in kept if character not in known] + chosen


def tokenizer(words: Sequence[str]) -> Tokenizer:
    """Make the tokenizer of a vocabulary, in its order; Chinese is cut before it comes here."""
    made = Tokenizer(
        models.WordPiece(
            {word: place for place, word in enumerate(words)},
            unk_token="[UNK]",  # noqa: S106
            max_input_chars_per_word=100,
        )
    )
    made.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=False, strip_accents=True, lowercase=True
    )
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def rows_for(pairs: Pairs, known: Matrix, new: Sequence[str], seed: int = 0) -> Matrix:
    """Give the rows [new, width] that the new words start with.

    Args:
        pairs: parallel sentences; pieces from ``len(known)`` on are the new ones, in order.
        known: [old pieces, width], the rows there are.
        new: the new words.
        seed: which pairs are used, when there are too many.
    """
    random = np.random.default_rng(seed)
    size = len(known)
    translated = _translate(pairs, size, size + len(new), random)
    result = np.zeros((len(new), known.shape[1]), dtype=np.float32)
    sure = np.zeros(len(new), dtype=np.bool_)
    for place, (pieces, weights) in translated.items():
        result[place - size] = weights @ known[pieces]
        sure[place - size] = True
    places = {word: place for place, word in enumerate(new)}
    middle = known[1000:].mean(axis=0)
    for place, word in enumerate(new):
        if not sure[place]:
            parts = [result[places[c]] for c in word if c in places and sure[places[c]]]
            spread = random.normal(0, 0.01, size=known.shape[1])
            result[place] = np.mean(parts, axis=0) if len(word) > 1 and parts else middle + spread
    return result


def _translate(
    pairs: Pairs, known: int, size: int, random: np.random.Generator
) -> dict[int, tuple[NDArray[np.int64], Matrix]]:
    """Give the best translations of each new piece with their weights, which sum to 1."""
    chinese, english, slots = _cells(pairs, known, random)
    keys, cell = np.unique(chinese * size + english, return_inverse=True)
    word, piece = keys // size, keys % size
    chance: NDArray[np.float64] = np.ones(len(keys))
    count = chance
    for _ in range(ROUNDS):
        share = chance[cell]
        share /= np.bincount(slots, share)[slots]
        count = np.asarray(np.bincount(cell, share, minlength=len(keys)), dtype=np.float64)
        chance = np.asarray(count / np.bincount(word, count, minlength=size)[word])
    back = count / np.bincount(piece, count, minlength=size)[piece]
    strength = chance * np.sqrt(back)
    order = np.lexsort((-strength, word))
    found = {}
    bounds = np.searchsorted(word[order], np.arange(known, size + 1))
    for place, (start, end) in enumerate(pairwise(bounds), start=known):
        if count[order[start:end]].sum() >= 2:
            best = order[start : min(start + TRANSLATIONS, end)]
            weights = strength[best] ** 1.2
            found[place] = (piece[best], (weights / weights.sum()).astype(np.float32))
    return found


def _cells(
    pairs: Pairs, known: int, random: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give every (Chinese piece, English piece) of a pair, and the English place it explains."""
    fitting = [
        place
        for place, (one, other) in enumerate(zip(pairs.english, pairs.chinese, strict=True))
        if 0 < len(one) <= LONGEST[0] and 0 < len(other) <= LONGEST[1]
    ]
    chinese, english, slots, done = [], [], [], 0
    for place in random.permutation(fitting)[:MOST_PAIRS]:
        ours = np.unique(pairs.chinese[place])
        theirs = np.array([piece for piece in pairs.english[place] if piece < known])
        if len(theirs):
            chinese.append(np.tile(ours, len(theirs)))
            english.append(np.repeat(theirs, len(ours)))
            slots.append(np.repeat(np.arange(done, done + len(theirs)), len(ours)))
            done += len(theirs)
    return np.concatenate(chinese), np.concatenate(english), np.concatenate(slots)


def _sources(data: Path, parallel: Sequence[str]) -> Iterator[tuple[Iterable[str], float]]:
    """Give the Chinese texts that words are counted in, with what a word of theirs counts."""
    yield parallel, 1
    dialogues = rows.read(data / "zh/stc3-dch.train.zh.jsonl.gz")
    yield (" ".join(u for turn in row["turns"] for u in turn["utterances"]) for row in dialogues), 3
    yield _texts(data / "zh/minutes.jsonl.gz"), 8
    yield _texts(data / "zh/cped.valid.jsonl.gz"), 2
    yield _texts(data / "zh/online-shopping-reviews.jsonl.gz"), 0.5
    yield _texts(data / "zh/smp2020-emotion.virus-train.jsonl.gz"), 0.5
    threads = rows.read(data / "authored/threads.jsonl")
    yield (s["text"] for t in threads if t["language"] == "zh" for s in _sentences(t)), 8


def _sentences(thread: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (sentence for message in thread["messages"] for sentence in message["sentences"])


def _texts(file: Path) -> Iterator[str]:
    return (row["text"] for row in rows.read(file))
