"""Self-training: sentences that nobody labelled, with what several teachers make of them.

A student that learns from the mean of several models comes near to it, at the price of one
(Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import chances, log_odds
from commsense.backends.inputs import ModelInput
from commsense.lang import LANGUAGES
from commsense.training import lessons
from commsense.training.corpus import Corpus, split
from commsense.training.lessons import UNKNOWN, Lesson, bare
from commsense.training.own import Spoken, keyed

Matrix = NDArray[np.float64]

MOST = 4_000
"""Sentences of one collection: the archives differ much in size."""
ENCODERS, LINEAR = 0.8, 0.25
"""How much the mean of the encoders counts, and the linear heads beside it."""


def choose(
    spoken: Iterable[Spoken], labelled: Collection[str], everything: Corpus, fold: int
) -> list[Lesson]:
    """Give sentences without labels, none from the documents or texts kept aside with ``fold``.

    ``labelled`` holds the keys of those that have labels.
    """
    tested = split(everything, fold).tested
    aside = (*tested, *everything.dev, *everything.kept)
    known = {bare(each.given.text) for each in aside} | {""}
    count: Counter[str] = Counter()
    result = []
    for lesson in _unlabelled(spoken, labelled):
        text = bare(lesson.given.text)
        if everything.fold(lesson.group) == fold or text in known or count[lesson.source] >= MOST:
            continue
        known.add(text)
        count[lesson.source] += 1
        result.append(lesson)
    return result


def told(
    chosen: Sequence[Lesson],
    encoders: Sequence[Matrix],
    linear: Matrix,
    weight: Matrix,
    taught: Sequence[Lesson],
) -> list[Lesson]:
    """Give the chosen lessons with the probabilities of all labels that the teachers tell.

    Args:
        chosen: the lessons.
        encoders: raw scores [chosen, labels] of each encoder.
        linear: raw scores [chosen, labels] of the linear heads, which were fitted as if every
            label held in half of the sentences.
        weight: [labels], how much examples that have a label weighed in the encoders' loss.
        taught: what the teachers learned from; tells how frequent a label is.
    """
    usual = {language: _odds(taught, language) for language in LANGUAGES}
    odds = np.stack([usual[each.given.language] for each in chosen])
    mean = np.mean([log_odds(each - np.log(weight)) for each in encoders], axis=0)
    values = chances(ENCODERS * mean + LINEAR * (linear + odds))
    return [
        replace(each, told=tuple(row)) for each, row in zip(chosen, values.tolist(), strict=True)
    ]


def _unlabelled(spoken: Iterable[Spoken], labelled: Collection[str]) -> Iterator[Lesson]:
    for key, each in keyed(spoken):
        if key not in labelled and each.language in LANGUAGES:
            given = ModelInput(each.text, each.language, each.side, each.context)
            yield Lesson(given, each.source, f"{each.source}-{each.thread}")


def _odds(taught: Sequence[Lesson], language: str) -> Matrix:
    """Give the log odds of each label in the real and authored sentences of a language."""
    rows = [each for each in taught if each.given.language == language and each.relation == UNKNOWN]
    true, known = lessons.truth(rows).sum(0), lessons.known(rows).sum(0)
    share = np.clip(true / np.maximum(known, 1), 1e-4, 1 - 1e-4).astype(np.float64)
    return np.asarray(np.log(share / (1 - share)))
