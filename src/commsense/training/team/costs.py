"""What a batch costs while an encoder is tuned: labels, contrast, and staying what it was."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from commsense.backends.network import Heads, Scores, batch
from commsense.backends.pieces import Reading
from commsense.labelling.scheme import Task
from commsense.labels import JARGON_KINDS
from commsense.training import lessons as lesson_arrays
from commsense.training.lessons import UNKNOWN, Lesson
from commsense.training.team.columns import Columns, cells, labelled
from commsense.training.team.seeing import Seen

_IGNORED = -100


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much the parts count beside the labels; see ``tune.Options``."""

    contrast: float
    temperature: float
    keep: float


class Costs:
    """Costs of some lessons; ``others`` are the columns of the labels that are not trained."""

    def __init__(
        self,
        laid: Sequence[Reading],
        taught: Sequence[Lesson],
        columns: Columns,
        tasks: Sequence[Task],
        before: Seen,
        pad: int,
        weighing: Weighing,
        device: str,
    ) -> None:
        """Take what ``tune.tune`` is given."""
        self.laid, self.taught, self.columns, self.tasks = laid, taught, columns, tasks
        self.before, self.pad, self.weighing, self.device = before, pad, weighing, device
        self.weight = {task.name: _weights(columns, task) for task in labelled(tasks)}
        trained = {place for task in labelled(tasks) for place in columns.of(task)}
        self.others = [i for i in range(len(columns.labels)) if i not in trained]
        self.trains_spans = any(task.spans for task in tasks)
        self.trains_pairs = any(task.pair for task in tasks)

    def of(self, network: Heads, places: Sequence[int]) -> Tensor:
        """Give the mean cost of the lessons in ``places``."""
        given = batch([self.laid[i] for i in places], self.pad)
        mixed = (
            torch.autocast("cuda", dtype=torch.bfloat16) if self.device == "cuda" else nullcontext()
        )
        seen: list[Tensor] = []
        hook = network.labels.register_forward_pre_hook(lambda _, x: seen.append(x[0]))
        with mixed:
            scores: Scores = network(*(each.to(self.device) for each in given))
        hook.remove()
        loss = self.weighing.keep * self._kept(scores, places)
        for task in labelled(self.tasks):
            loss = loss + self._task(task, scores.labels, seen[-1].float(), places)
        if self.trains_pairs:
            truth = torch.tensor([self.taught[i].relation for i in places], device=self.device)
            if bool((truth != UNKNOWN).any()):
                loss = loss + functional.cross_entropy(
                    scores.relations, truth, ignore_index=UNKNOWN
                )
        if self.trains_spans:
            loss = loss + self._spans(scores.spans, places)
        return loss

    def _task(self, task: Task, labels: Tensor, seen: Tensor, places: Sequence[int]) -> Tensor:
        own = self.columns.of(task)
        rows = [n for n, i in enumerate(places) if self.columns.known[i, own].all()]
        if not rows:
            return labels.sum() * 0.0
        truth = torch.from_numpy(
            cells(self.columns.truth, [places[n] for n in rows], own).astype(np.float32)
        ).to(self.device)
        found = labels[rows][:, own]
        weight = self.weight[task.name].to(self.device)
        if task.several:
            loss = functional.binary_cross_entropy_with_logits(found, truth, pos_weight=weight)
        else:
            loss = functional.cross_entropy(found, truth, weight=weight, label_smoothing=0.05)
        if self.weighing.contrast and not task.several:
            drawn = _contrast(seen[rows], truth.argmax(1), self.weighing.temperature)
            loss = loss + self.weighing.contrast * drawn
        return loss

    def _kept(self, scores: Scores, places: Sequence[int]) -> Tensor:
        """Tell how far the scores that are not trained have moved from the base's."""
        old = torch.from_numpy(self.before.scores[list(places)][:, self.others]).to(self.device)
        moved = functional.mse_loss(scores.labels[:, self.others], old)
        if not self.trains_pairs:
            told = torch.from_numpy(self.before.relations[list(places)]).to(self.device)
            moved = moved + functional.mse_loss(scores.relations, told)
        if not self.trains_spans:
            for row, place in enumerate(places):
                spans = torch.from_numpy(self.before.spans[place]).to(self.device)
                if len(spans):
                    own = scores.spans[row, self.laid[place].own]
                    moved = moved + functional.mse_loss(own, spans) / len(places)
        return moved

    def _spans(self, spans: Tensor, places: Sequence[int]) -> Tensor:
        target = np.full(spans.shape[:2], _IGNORED, dtype=np.int64)
        for row, place in enumerate(places):
            if self.taught[place].jargon is not None:
                laid = self.laid[place]
                own = range(*laid.own.indices(spans.shape[1]))
                tags = lesson_arrays.tags(self.taught[place], laid.cut)
                target[row, list(own)] = tags[: len(own)]
        if not (target != _IGNORED).any():
            return spans.sum() * 0.0
        weight = torch.tensor([1.0] + [3.0] * len(JARGON_KINDS), device=self.device)
        return functional.cross_entropy(
            spans.flatten(0, 1),
            torch.from_numpy(target).to(self.device).flatten(),
            weight=weight,
            ignore_index=_IGNORED,
        )


def _weights(columns: Columns, task: Task) -> Tensor:
    """Weigh labels by their rarity, no more than six times."""
    rows = columns.rows(task)
    truth = cells(columns.truth, rows, columns.of(task)).sum(axis=0)
    if task.several:
        found = ((len(rows) - truth) / np.maximum(truth, 1)) ** 0.35
    else:
        found = (len(rows) / (len(truth) * np.maximum(truth, 1))) ** 0.5
    return torch.tensor(np.clip(found, 0.2, 6.0), dtype=torch.float32)


def _contrast(seen: Tensor, kind: Tensor, temperature: float) -> Tensor:
    near = functional.normalize(seen, dim=-1)
    itself = torch.eye(len(near), dtype=torch.bool, device=near.device)
    alike = (near @ near.T / temperature).masked_fill(itself, -1e4)
    same = (kind[:, None] == kind[None]) & ~itself
    share = alike - torch.logsumexp(alike, dim=1, keepdim=True)
    rows = same.any(1)
    if not bool(rows.any()):
        return seen.sum() * 0.0
    return -((share * same).sum(1) / same.sum(1).clamp(min=1))[rows].mean()
