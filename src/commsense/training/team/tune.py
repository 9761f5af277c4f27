"""Tune an encoder on a team's labels, without its forgetting what it knew.

The labels teach by cross entropy, and in the contrastive way sentences of one label are drawn
together (SetFit's idea, Tunstall et al. 2022; the loss over whole batches is that of Khosla et al.
2020, so that every pair of a batch counts). What is not trained is held where the base had it
(learning without forgetting, Li and Hoiem 2016).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor

from commsense.backends.network import Heads
from commsense.backends.pieces import Reading
from commsense.labelling.scheme import Task
from commsense.training import checkpoints
from commsense.training.lessons import Lesson
from commsense.training.team.columns import Columns
from commsense.training.team.costs import Costs, Weighing
from commsense.training.team.seeing import Seen

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How an encoder is tuned; ``epochs`` at most, fewer where the held-back part says so."""

    epochs: int = 8
    batch: int = 32
    at_once: int = 16  # sentences in memory; gradients of several are added up
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1  # share of the steps
    back: float = 0.12  # share of the threads that tell when to stop
    patience: int = 2  # epochs without being better there
    contrast: float = 0.0  # how much drawing sentences of one label together counts
    temperature: float = 0.1
    keep: float = 0.1  # how much staying at the base's other scores counts
    seed: int = 0


CONTRASTIVE = Options(epochs=10, contrast=1.0, back=0.0)
FINETUNE = Options()


def tune(
    network: Heads,
    laid: Sequence[Reading],
    taught: Sequence[Lesson],
    columns: Columns,
    tasks: Sequence[Task],
    groups: Sequence[str],
    before: Seen,
    pad: int,
    options: Options,
    device: str,
    checkpoint: Path,
    step: Step | None = None,
) -> Heads:
    """Tune a copy of ``network``.

    Args:
        network: the base; it is left as it is.
        laid: the lessons' readings.
        taught: the lessons.
        columns: their labels.
        tasks: that are trained.
        groups: what is kept together when a part is held back.
        before: the lessons as the base sees them.
        pad: the piece that batches are filled up with.
        options: how.
        device: ``cpu`` or ``cuda``.
        checkpoint: a run that was cut off goes on from here, after its last whole epoch.
        step: told how many sentences were learned from, batch by batch.
    """
    return _Tuning(network, laid, taught, columns, tasks, before, pad, options, device).run(
        groups, checkpoint, step
    )


class _Tuning:
    def __init__(
        self,
        network: Heads,
        laid: Sequence[Reading],
        taught: Sequence[Lesson],
        columns: Columns,
        tasks: Sequence[Task],
        before: Seen,
        pad: int,
        options: Options,
        device: str,
    ) -> None:
        self.network = copy.deepcopy(network).to(device)
        self.options, self.device = options, device
        weighing = Weighing(options.contrast, options.temperature, options.keep)
        self.costs = Costs(laid, taught, columns, tasks, before, pad, weighing, device)
        still = {
            "aids": True,
            "spans": not self.costs.trains_spans,
            "relations": not self.costs.trains_pairs,
        }
        for name, each in self.network.named_parameters():
            fixed = "word_embeddings" in name or still.get(name.partition(".")[0], False)
            each.requires_grad_(not fixed)
        self.learned = [each for each in self.network.parameters() if each.requires_grad]
        heads = [p for n, p in self._named() if not n.startswith("encoder.")]
        body = [p for n, p in self._named() if n.startswith("encoder.")]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": body, "full": options.rate, "weight_decay": 0.01},
                {"params": heads, "full": options.head_rate, "weight_decay": 0.0},
            ],
            lr=0.0,
        )

    def run(self, groups: Sequence[str], checkpoint: Path, step: Step | None) -> Heads:
        kept, back = _held_back(groups, self.options)
        size, options = self.options.batch, self.options
        whole = max(1, -(-len(kept) // size)) * options.epochs
        best, waited, first = float("inf"), 0, 0
        state = {name: each.clone() for name, each in self.network.state_dict().items()}
        if checkpoint.exists():
            first, waited, best, state = self._resume(checkpoint)
        for epoch in range(first, options.epochs):
            if waited > options.patience:
                break
            self._epoch(epoch, kept, whole, step)
            loss = self._loss_of(back) if back else -float(epoch)
            if loss < best:
                best, waited = loss, 0
                state = {name: each.clone() for name, each in self.network.state_dict().items()}
            else:
                waited += 1
            self._save(checkpoint, epoch + 1, waited, best, state)
        self.network.load_state_dict(state)
        return self.network.eval()

    def _named(self) -> list[tuple[str, Tensor]]:
        return [(n, p) for n, p in self.network.named_parameters() if p.requires_grad]

    def _epoch(self, epoch: int, kept: Sequence[int], whole: int, step: Step | None) -> None:
        self.network.train()
        random = np.random.default_rng((self.options.seed, epoch))
        torch.manual_seed(self.options.seed * 1_000_003 + epoch)
        order = [kept[i] for i in random.permutation(len(kept))]
        size = self.options.batch
        for number, start in enumerate(range(0, len(order), size)):
            done = (epoch * -(-len(order) // size) + number) / whole
            for group in self.optimiser.param_groups:
                group["lr"] = group["full"] * _rate(done, self.options.warm_up)
            chosen = order[start : start + size]
            self._learn(chosen)
            if step:
                step(len(chosen))

    def _learn(self, chosen: Sequence[int]) -> None:
        # Contrast needs its whole batch at once; else gradients of parts are added up.
        at_once = len(chosen) if self.options.contrast else self.options.at_once
        for start in range(0, len(chosen), at_once):
            part = chosen[start : start + at_once]
            loss = self.costs.of(self.network, part) * (len(part) / len(chosen))
            loss.backward()
        for each in (self.network.labels.weight, self.network.labels.bias):
            if each.grad is not None:
                each.grad[self.costs.others] = 0  # the encoder has to fit the heads that stay
        torch.nn.utils.clip_grad_norm_(self.learned, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()

    def _loss_of(self, places: Sequence[int]) -> float:
        self.network.eval()
        with torch.inference_mode():
            parts = [places[i : i + 64] for i in range(0, len(places), 64)]
            costs = (float(self.costs.of(self.network, part)) * len(part) for part in parts)
            return sum(costs) / len(places)

    def _save(
        self, file: Path, done: int, waited: int, best: float, state: dict[str, Tensor]
    ) -> None:
        arrays = {"done": torch.tensor([done, waited]), "best": torch.tensor([best]).double()}
        arrays |= {f"now/{name}": each.contiguous() for name, each in _live(self.network).items()}
        arrays |= {f"best/{n}": e.contiguous() for n, e in state.items() if _changes(n)}
        checkpoints.write(file, arrays | checkpoints.state(self.optimiser))

    def _resume(self, file: Path) -> tuple[int, int, float, dict[str, Tensor]]:
        arrays = load_file(file, device=self.device)
        now = self.network.state_dict()
        done, waited = arrays["done"].tolist()
        best = {n: arrays.get(f"best/{n}", e.clone()) for n, e in now.items()}
        self.network.load_state_dict({n: arrays.get(f"now/{n}", e) for n, e in now.items()})
        checkpoints.restore(self.optimiser, arrays)
        return int(done), int(waited), float(arrays["best"][0]), best


def _live(network: Heads) -> dict[str, Any]:
    return {name: each for name, each in network.state_dict().items() if _changes(name)}


def _changes(name: str) -> bool:
    return "word_embeddings" not in name and "position_ids" not in name


def _held_back(groups: Sequence[str], options: Options) -> tuple[list[int], list[int]]:
    """Hold whole groups back, none where there are few of them."""
    names = sorted(set(groups))
    wanted = round(len(groups) * options.back)
    if not wanted or len(names) < 10:
        return list(range(len(groups))), []
    random = np.random.default_rng((options.seed, 1))
    away: set[str] = set()
    count = 0
    for place in random.permutation(len(names)):
        size = groups.count(names[place])
        if count >= wanted:
            break
        if size <= len(groups) // 3:
            away.add(names[place])
            count += size
    back = [i for i, group in enumerate(groups) if group in away]
    return [i for i, group in enumerate(groups) if group not in away], back


def _rate(done: float, warm_up: float) -> float:
    rising = min((done + 1e-3) / max(warm_up, 1e-9), 1.0)
    return rising * (0.02 + 0.98 * (1 - done))
