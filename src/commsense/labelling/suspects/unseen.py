"""Probabilities of the labels of each row, from models that had not seen it nor its thread.

Bounded in memory and time: each model learns from ``MOST_TAUGHT`` rows at most, drawn at random,
and rows are judged some thousands at a time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commsense import extras
from commsense.labelling.checks.sheet import Answers, Sheet
from commsense.labelling.suspects import heads
from commsense.labelling.suspects.design import CHINESE, OTHER, Design
from commsense.labelling.suspects.folds import FOLDS, folds

MOST_TAUGHT = 8_000
AT_ONCE = 20_000


def probabilities(sheet: Sheet, answers: Answers, design: Design, seed: int) -> NDArray[np.float64]:
    """Judge all answers to a task, each language by itself.

    Args:
        sheet: all rows.
        answers: those of the task, which marks no stretches.
        design: the features of the rows.
        seed: the same seed gives the same result.

    Returns:
        The probability of each label, [answers, labels].

    Raises:
        MissingExtra: scikit-learn is not installed.
    """
    extras.require("sklearn.linear_model")
    fold = folds(sheet.threads[answers.rows], sheet.words[answers.rows], seed)
    chinese = design.language(answers.rows)
    pair = answers.task.pair
    found = np.zeros(answers.given.shape)
    for language, of in ((CHINESE, chinese), (OTHER, ~chinese)):
        for number in range(FOLDS):
            judged = np.flatnonzero(of & (fold == number))
            taught = np.flatnonzero(of & (fold != number))
            if not len(judged):
                continue
            if not len(taught):
                found[judged] = answers.given.mean(axis=0)
                continue
            random = np.random.default_rng(seed + number)
            taught = np.sort(random.permutation(taught)[:MOST_TAUGHT])
            fitted = heads.fit(
                design.matrix(answers.rows[taught], language, pair=pair),
                answers.given[taught],
                several=answers.task.several,
                seed=seed,
            )
            for start in range(0, len(judged), AT_ONCE):
                some = judged[start : start + AT_ONCE]
                matrix = design.matrix(answers.rows[some], language, pair=pair)
                found[some] = fitted.probabilities(matrix)
    return found
