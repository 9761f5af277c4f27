"""Fit the linear heads of one language to lessons, with the help of other data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commsense.conversation import Side
from commsense.labels import ACTS, SENTIMENTS
from commsense.training import fit, lessons, tasks, vectors
from commsense.training.lessons import Lesson, bare, share

HIDDEN = 0.3
"""Share of the lessons that hide who speaks: it is often not known."""


def heads(
    data: Path,
    language: str,
    taught: Iterable[Lesson],
    unseen: Iterable[Lesson],
    options: fit.Options,
) -> fit.Arrays:
    """Give the arrays of the heads; ``unseen`` are lessons whose texts nothing may learn from."""
    rows = [each for each in taught if each.given.language == language and _complete(each)]
    texts = [each.given.text for each in rows]
    away = frozenset(bare(each.given.text) for each in unseen) - {""}
    known = away | (frozenset(map(bare, texts)) - {""})
    weights = tasks.weigh(tasks.read(data, language, known), language, options)
    spoken = [text for text in vectors.texts(data, language) if bare(text) not in away]
    words, near = vectors.learn(texts + spoken, language, options.seed)
    matrix = fit.design(texts, [_side(each) for each in rows], language, options)
    helped = fit.helping(matrix, weights, words, near, options)
    truth = lessons.truth(rows).astype(np.int8)
    return fit.heads(matrix, truth, flags_judged(rows), language, options, helped)


def flags_judged(rows: Sequence[Lesson]) -> NDArray[np.bool_]:
    """Tell the lessons that flags are labelled on: never what the client writes."""
    return np.array([each.given.side is not Side.CLIENT for each in rows], dtype=np.bool_)


def _complete(lesson: Lesson) -> bool:
    return len(lesson.has | lesson.lacks) >= len(SENTIMENTS + ACTS)


def _side(lesson: Lesson) -> Side:
    return Side.UNKNOWN if share(lesson.given.text, "side") < HIDDEN else lesson.given.side
