"""What a batch of lessons costs: one number over all tasks, missing labels left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from commsense.backends.network import Scores
from commsense.labels import ACTS, SENTIMENTS
from commsense.training import lessons
from commsense.training.batches import Prepared
from commsense.training.lessons import Lesson

ACT_SHARE, PUBLIC_SHARE, AID_SHARE, SPAN_SHARE, RELATION_SHARE = 0.5, 0.5, 0.5, 1.2, 0.7
"""How much each part counts beside the sentiment of our own lessons."""
GUIDE_SHARE = 2.0
"""How much a lesson counts whose labels are the guide's own: text labelled for the project."""
_IGNORED = -100
_MOODS = len(SENTIMENTS)
_ALL = _MOODS + len(ACTS)


def weights(taught: Sequence[Lesson], power: float) -> Tensor:
    """Weigh each label by its rarity to a ``power``, between 1 and 6."""
    truth, known = lessons.truth(taught).sum(0), lessons.known(taught).sum(0)
    rarity = np.maximum(known - truth, 1) / np.maximum(truth, 20)
    found = np.clip(rarity**power, 1, 6)
    found[:_MOODS] = (1.5, 1.0, 2.0)
    return torch.tensor(found, dtype=torch.float32)


def total(
    scores: Scores, chosen: Sequence[Prepared], weight: Tensor, aids: Mapping[str, int]
) -> Tensor:
    """Give the mean loss of a batch.

    Args:
        scores: of the batch, rows as ``chosen``.
        chosen: the lessons.
        weight: [labels], of the examples that have a label.
        aids: place of each aid in ``scores.aids``.
    """
    given = [each.lesson for each in chosen]
    device = weight.device
    share = torch.tensor([_share(each) for each in given], device=device)
    relation = torch.tensor([each.relation for each in given], device=device)
    parts = (
        (_labels(scores.labels, given, weight) * share).sum()
        + AID_SHARE * _aids(scores.aids, given, aids)
        + SPAN_SHARE * _spans(scores.spans, chosen)
        + RELATION_SHARE
        * functional.cross_entropy(
            scores.relations, relation, ignore_index=lessons.UNKNOWN, reduction="sum"
        )
    )
    return parts / len(chosen)


def _share(lesson: Lesson) -> float:
    """Tell how much a lesson counts: the guide's own are those in which jargon is marked too."""
    if lesson.jargon is not None:
        return GUIDE_SHARE
    whole = lesson.told is not None or len(lesson.has | lesson.lacks) >= _ALL
    return 1.0 if whole else PUBLIC_SHARE


def _labels(scores: Tensor, given: Sequence[Lesson], weight: Tensor) -> Tensor:
    truth = torch.from_numpy(lessons.truth(given)).to(weight.device)
    known = torch.from_numpy(lessons.known(given)).to(weight.device)
    several = functional.binary_cross_entropy_with_logits(
        scores[:, _MOODS:], truth[:, _MOODS:], pos_weight=weight[_MOODS:], reduction="none"
    )
    one = functional.cross_entropy(
        scores[:, :_MOODS], truth[:, :_MOODS], weight=weight[:_MOODS], reduction="none"
    )
    judged = known[:, :_MOODS].all(1).float()
    return ACT_SHARE * (several * known[:, _MOODS:]).sum(1) + one * judged


def _aids(scores: Tensor, given: Sequence[Lesson], places: Mapping[str, int]) -> Tensor:
    truth = np.zeros(scores.shape, dtype=np.float32)
    weight = np.zeros(scores.shape, dtype=np.float32)
    for row, each in enumerate(given):
        for name, value in each.aids.items():
            truth[row, places[name]] = value
            weight[row, places[name]] = 1 / len(each.aids)
    return functional.binary_cross_entropy_with_logits(
        scores,
        torch.from_numpy(truth).to(scores.device),
        weight=torch.from_numpy(weight).to(scores.device),
        reduction="sum",
    )


def _spans(scores: Tensor, chosen: Sequence[Prepared]) -> Tensor:
    """Give the mean over the pieces of the sentences whose jargon is marked, times these."""
    target = np.full(scores.shape[:2], _IGNORED, dtype=np.int64)
    marked = [(row, each) for row, each in enumerate(chosen) if each.lesson.jargon is not None]
    for row, each in marked:
        found = lessons.tags(each.lesson, each.cut)[: each.own]
        target[row, 2 : 2 + len(found)] = found
    count = int((target != _IGNORED).sum())
    loss = functional.cross_entropy(
        scores.flatten(0, 1),
        torch.from_numpy(target).to(scores.device).flatten(),
        ignore_index=_IGNORED,
        reduction="sum",
    )
    return loss * (len(marked) / max(count, 1))
