"""The rows of a task whose labels are likely wrong, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.checks.result import Suspect, Suspects
from commsense.labelling.checks.sheet import Answers, Sheet, labels
from commsense.labelling.suspects import confident, unseen
from commsense.labelling.suspects.design import Design

FEWEST = 30
"""Rows below which no model of a task is worth asking."""
LIKELIER = 0.5
FEWEST_OF_LABEL = 5
"""Rows with a label, and without, below which the label is not judged."""


def find(
    sheet: Sheet,
    answers: Answers,
    design: Design,
    seed: int,
    top: int,
) -> Suspects | None:
    """Find the rows of a task that are likely wrong.

    Args:
        sheet: all rows.
        answers: those of the task.
        design: the features of the rows.
        seed: the same seed gives the same result.
        top: how many are named.

    Returns:
        None where there are too few rows or labels to say anything, or the task marks stretches.

    Raises:
        MissingExtra: scikit-learn is not installed.
    """
    enough = judgeable(answers)
    if answers.task.spans or len(answers.rows) < FEWEST or enough.sum() < 2 - answers.task.several:
        return None
    chances = unseen.probabilities(sheet, answers, design, seed)
    judge = several if answers.task.several else single
    found = judge(answers.given, chances, enough)
    order = np.flatnonzero(found.wrong)
    order = order[np.argsort(found.rank[order], kind="stable")]
    return Suspects(
        looked=len(answers.rows),
        found=len(order),
        noise=found.noise,
        first=tuple(
            _suspect(sheet, answers, int(place), found.suggested[place], chances[place])
            for place in order[:top]
        ),
    )


@dataclass(frozen=True, slots=True)
class Marked:
    """Rows judged: whether likely wrong, in what order, what is suggested, the share wrong.

    The lower the ``rank``, the likelier the row is wrong.
    """

    wrong: NDArray[np.bool_]
    rank: NDArray[np.float64]
    suggested: NDArray[np.bool_]
    noise: float


def single(
    given: NDArray[np.bool_], chances: NDArray[np.float64], enough: NDArray[np.bool_]
) -> Marked:
    """Judge rows that have exactly one of the labels, in the order of self-confidence."""
    classes = given.argmax(axis=1)
    known = np.where(enough, chances, 0.0)
    judged, likeliest = confident.judge(classes, known), known.argmax(axis=1)
    wrong = (judged.seen != classes) & (likeliest != classes) & enough[classes]
    suggested = np.eye(given.shape[1], dtype=np.bool_)[likeliest]
    return Marked(wrong, judged.own, suggested, judged.noise)


def several(
    given: NDArray[np.bool_], chances: NDArray[np.float64], enough: NDArray[np.bool_]
) -> Marked:
    """Judge each label by itself; a row is as likely right as the worst of its labels.

    Confident learning alone suspects a rare label wherever it is likelier than usual; here it has
    to be likelier than not as well.
    """
    seen, rank = given.copy(), np.zeros(given.shape)
    for label in np.flatnonzero(enough):
        column, held = chances[:, label], given[:, label].astype(np.int64)
        judged = confident.judge(held, np.stack([1 - column, column], axis=1))
        seen[:, label] ^= (judged.seen != held) & (judged.own < LIKELIER)
        rank[:, label] = confident.unusual(held, judged.own)
    wrong = (seen != given).any(axis=1)
    return Marked(wrong, rank[:, enough].min(axis=1), seen, float(wrong.mean()))


def judgeable(answers: Answers) -> NDArray[np.bool_]:
    """Tell the labels of which there are enough rows, with and without, to judge them."""
    held = answers.given.sum(axis=0)
    enough = held >= FEWEST_OF_LABEL
    if answers.task.several:
        enough &= len(answers.rows) - held >= FEWEST_OF_LABEL
    return np.asarray(enough)


def _suspect(
    sheet: Sheet,
    answers: Answers,
    place: int,
    suggested: NDArray[np.bool_],
    chances: NDArray[np.float64],
) -> Suspect:
    """Name a row; its confidence is that of the change, the surest where there are several."""
    given = answers.given[place]
    row = int(answers.rows[place])
    changed = np.flatnonzero(given != suggested)
    if answers.task.several:
        sure = np.where(suggested, chances, 1 - chances)[changed].max()
        own = 1 - sure
    else:
        sure, own = chances[suggested].max(), chances[given].max()
    values = answers.task.values
    return Suspect(
        place=sheet.place(row),
        task=answers.task.name,
        text=sheet.text(row),
        given=labels(answers, place),
        suggested=tuple(v for v, holds in zip(values, suggested, strict=True) if holds),
        confidence=float(sure),
        own=float(own),
    )
