"""Scores of sentences by heads that were fitted without their thread."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import LABELS, Heads
from commsense.backends.inputs import ModelInput
from commsense.conversation import Side
from commsense.training import fit
from commsense.training.examples import Example, truth
from commsense.training.split import Fold

HIDDEN = 30
"""Of a hundred rows that are trained on, how many hide who speaks: it is often not known."""


def out_of_fold(
    rows: Sequence[Example],
    folds: Sequence[Fold],
    language: str,
    options: fit.Options,
    weighed: fit.Help | None,
    views: Sequence[Sequence[Example]],
) -> list[NDArray[np.float64]]:
    """Give [rows, labels] for each view: raw scores from the fold that did not train on the row.

    A view is ``rows`` as a model may be given them (with sides, without). Rows that no fold tests
    keep the score 0.
    """
    matrix, known, judged = ready(rows, language, options)
    scores = [np.zeros((len(rows), len(LABELS))) for _ in views]
    for train, test in folds:
        arrays = fit.heads(matrix[train], known[train], judged[train], language, options, weighed)
        heads = Heads(language, arrays)
        for place, view in enumerate(views):
            scores[place][test] = heads.scores(inputs([view[i] for i in test]))
    return scores


def everything(
    rows: Sequence[Example], language: str, options: fit.Options, weighed: fit.Help | None
) -> fit.Arrays:
    """Fit the heads that ship, to all rows."""
    matrix, known, judged = ready(rows, language, options)
    return fit.heads(matrix, known, judged, language, options, weighed)


def ready(
    rows: Sequence[Example], language: str, options: fit.Options
) -> tuple[Any, NDArray[np.int8], NDArray[np.bool_]]:
    """Give the matrix, the truth and the rows that flags count on; some sides are hidden."""
    sides = [
        Side.UNKNOWN if zlib.crc32(each.text.encode()) % 100 < HIDDEN else each.side
        for each in rows
    ]
    matrix = fit.design([each.text for each in rows], sides, language, options)
    return matrix, truth(rows), flags_judged(rows)


def inputs(examples: Sequence[Example]) -> list[ModelInput]:
    """Give the examples as a model is given sentences."""
    return [ModelInput(each.text, each.language, each.side) for each in examples]


def flags_judged(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """Tell the examples that flags are labelled on: never what the client writes."""
    return np.array([each.side is not Side.CLIENT for each in examples], dtype=np.bool_)
