"""How far people agree on one task, on every sentence that two or more of them judged."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.agreement import alpha, people, resampling, stretches
from commsense.labelling.agreement.alpha import Judgements
from commsense.labelling.agreement.shared import Shared, distance, shared, spans
from commsense.labelling.checks.result import Figure, LabelAgreement, TaskAgreement
from commsense.labelling.checks.sheet import Answers, Sheet


def measure(sheet: Sheet, answers: Answers, seed: int) -> TaskAgreement | None:
    """Measure the agreement on a task; None where no sentence was judged by two people.

    Args:
        sheet: all rows.
        answers: those of the task.
        seed: of the intervals.
    """
    found = shared(sheet, answers, seed)
    if not found.sentences:
        return None
    task = answers.task
    apart = distance(found, task.several)
    exact, overlap = _stretches(sheet, found, seed) if task.spans else (Figure(), Figure())
    return TaskAgreement(
        sentences=found.sentences,
        people=len(np.unique(found.person)),
        same=_same(found.judgements, alpha.nominal(len(found.sets))),
        alpha=_alpha(found, apart, seed),
        labels=_labels(found, task.values, seed),
        pairs=people.pairs(found, sheet.people, task.values),
        persons=people.persons(found, sheet.people, apart, seed),
        jaccard=_alpha(found, distance(found, True, "jaccard"), seed) if task.several else Figure(),
        exact=exact,
        overlap=overlap,
        sampled=found.sampled,
    )


def _alpha(found: Shared, apart: NDArray[np.float64], seed: int) -> Figure:
    return resampling.figures(alpha.measure(found.judgements, apart), found.sentences, seed)[0]


def _same(judgements: Judgements, apart: NDArray[np.float64]) -> float:
    """Give the share of pairs of judgements of a sentence that are the same."""
    return float(1 - alpha.observed(judgements, apart).sum() / len(judgements.units))


def _labels(found: Shared, labels: tuple[str, ...], seed: int) -> tuple[LabelAgreement, ...]:
    """Measure each label by itself: given or not."""
    measured = resampling.figures(alpha.binary(found.units, found.given), found.sentences, seed)
    number = np.bincount(found.units).astype(np.float64)
    positive = np.zeros((found.sentences, len(labels)))
    np.add.at(positive, found.units, found.given)
    beside = (number - 1)[:, None]
    apart = (2 * positive * (number[:, None] - positive) / beside).sum(axis=0)
    common = (positive * (positive - 1) / beside).sum(axis=0)
    given = positive.sum(axis=0)
    return tuple(
        LabelAgreement(
            label=label,
            used=int((positive[:, j] > 0).sum()),
            same=float(1 - apart[j] / len(found.units)),
            both=float(common[j] / given[j]) if given[j] else None,
            alpha=measured[j],
        )
        for j, label in enumerate(labels)
    )


def _stretches(sheet: Sheet, found: Shared, seed: int) -> tuple[Figure, Figure]:
    """Measure the F1 of stretches: the very same, and touching ones of the same kind."""
    starts = np.flatnonzero(np.diff(found.units, prepend=-1))
    ends = np.append(starts[1:], len(found.units))
    counts = np.zeros((found.sentences, 3), dtype=np.int64)
    for unit, (start, end) in enumerate(zip(starts, ends, strict=True)):
        marked = [spans(sheet, int(row)) for row in found.rows[start:end]]
        for one, other in combinations(marked, 2):
            match = stretches.match(one, other)
            counts[unit] += (match.exact, match.overlap, match.total)
    return (
        resampling.figures(stretches.measure(counts[:, 0], counts[:, 2]), found.sentences, seed)[0],
        resampling.figures(stretches.measure(counts[:, 1], counts[:, 2]), found.sentences, seed)[0],
    )
