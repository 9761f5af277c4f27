"""spaCy's span categorizer: what a team taught commsense to take for jargon, one a language.

Of a file only numbers are read (safetensors). spaCy's own ``to_bytes`` would carry every word of
the mail that was learned from, and a config that names code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import Mark
from commsense.backends import span_pipe, span_words
from commsense.backends.span_words import Place
from commsense.errors import ModelError
from commsense.labels import JARGON_KINDS

MOST_WORDS = {"en": 4, "zh": 6}
"""Words of the longest stretch that is looked at, by language."""
LEAST = 0.05
"""The lowest chance that is told of a mark; what is shown has a threshold above it."""
BATCH = 128


class Categorizer:
    """A span categorizer for one language.

    ``vocab`` and ``pipe`` are spaCy's, for ``training.team.spans`` alone.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.vocab = span_words.vocabulary(language)
        self._alone = Lock()
        with span_pipe.same_draws(0):
            self.pipe = span_pipe.component(self.vocab, MOST_WORDS[language])

    def read(self, texts: Sequence[str], least: float = LEAST) -> list[tuple[Mark, ...]]:
        """Mark what is jargon with a chance of at least ``least``; no two marks overlap.

        Those of a higher limit are the same, less the ones below it.

        Args:
            texts: sentences in the categorizer's language.
            least: a probability.
        """
        found: list[tuple[Mark, ...]] = []
        for start in range(0, len(texts), BATCH):
            with self._alone, self.vocab.memory_zone():  # a mail's words are forgotten after it
                found += self._batch(texts[start : start + BATCH], least)
        return found

    def _batch(self, texts: Sequence[str], least: float) -> list[tuple[Mark, ...]]:
        words = [span_words.places(text, self.language) for text in texts]
        docs = [span_words.doc(self.vocab, *each) for each in zip(texts, words, strict=True)]
        spans, scores = self.pipe.predict(docs)
        marks, done = [], 0
        for places, count in zip(words, spans.lengths.tolist(), strict=True):
            part = slice(done, done + count)
            marks.append(_marks(spans.dataXd[part], scores[part], places, least))
            done += count
        return marks


def to_bytes(made: Categorizer) -> bytes:
    """Give the numbers of a categorizer as safetensors: no word and no code."""
    from safetensors.numpy import save

    return save(span_pipe.arrays(made.pipe.model))


def from_bytes(content: bytes, language: str, where: str) -> Categorizer:
    """Load a categorizer from what ``to_bytes`` gave.

    Args:
        content: of the file.
        language: a key of ``MOST_WORDS``.
        where: names the file in errors.

    Raises:
        ModelError: it is not one, damaged, or of another version.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    if language not in MOST_WORDS:
        raise ModelError(
            f"{where}: a span categorizer for {language!r}; accepted: {', '.join(MOST_WORDS)}."
        )
    try:
        arrays = load(content)
    except Exception as error:  # the library raises KeyError and others for kinds it does not know
        what = "" if isinstance(error, SafetensorError) else f"{type(error).__name__} "
        raise ModelError(f"{where} cannot be read as arrays: {what}{error}.") from error
    made = Categorizer(language)
    fill(made, arrays, where)
    return made


def fill(made: Categorizer, arrays: Mapping[str, NDArray[np.float32]], where: str) -> None:
    """Give a categorizer the numbers of another.

    Raises:
        ModelError: they do not fit; ``where`` is named in it.
    """
    wanted = {name: (layer, key) for name, layer, key in span_pipe.numbers(made.pipe.model)}
    if set(arrays) != set(wanted):
        raise ModelError(
            f"{where}: expected the {len(wanted)} arrays of a span categorizer, found"
            f" {', '.join(sorted(arrays)[:5]) or 'none'}. The model belongs to another version."
        )
    for name, (layer, key) in wanted.items():
        _check(where, name, arrays[name], layer.get_param(key))
    for name, (layer, key) in wanted.items():
        layer.set_param(key, arrays[name])


def joined(first: Iterable[Mark], other: Iterable[Mark]) -> tuple[Mark, ...]:
    """Give all marks of ``first`` and those of ``other`` that touch none of them, in order."""
    kept = list(first)
    free = [o for o in other if all(o.end <= k.start or k.end <= o.start for k in kept)]
    return tuple(sorted([*kept, *free], key=lambda mark: mark.start))


def _marks(
    spans: NDArray[np.int32], scores: NDArray[np.float32], words: Sequence[Place], least: float
) -> tuple[Mark, ...]:
    """Take the surest stretches first; the last column of ``scores`` is "no jargon"."""
    if not len(spans):
        return ()
    sure = 1 - scores[:, -1]
    taken: tuple[Mark, ...] = ()
    for place in sorted(np.flatnonzero(sure >= least).tolist(), key=lambda place: -sure[place]):
        first, last = spans[place].tolist()
        kind = JARGON_KINDS[int(scores[place, :-1].argmax())]
        mark = Mark(words[first][0], words[last - 1][1], kind, float(sure[place]))
        taken = joined(taken, (mark,))
    return taken


def _check(where: str, name: str, array: NDArray[np.float32], wanted: NDArray[np.float32]) -> None:
    if array.shape != wanted.shape or array.dtype != wanted.dtype:
        raise ModelError(
            f"{where}: expected {name} of {wanted.shape} {wanted.dtype}, found {array.shape}"
            f" {array.dtype}. The model belongs to another version."
        )
    if not np.isfinite(array).all():
        raise ModelError(f"{where}: {name} holds numbers that it cannot; the file is foreign.")
