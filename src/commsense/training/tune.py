"""Fine-tune the encoder: several tasks at once, each sentence teaching what is known of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor

from commsense.backends.network import Network, batch
from commsense.training import batches, checkpoints, losses
from commsense.training.batches import Prepared

Say = Callable[[str], None]
Outputs = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""Raw scores of one lesson: labels, spans (one row a piece of the sentence), relations."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the encoder is tuned."""

    epochs: float = 4.0
    batch: int = 96
    rate: float = 2.5e-4  # of the encoder; heads learn ten times as fast
    public: int = 9_000  # lessons of public sets an epoch
    seed: int = 0
    warm_up: float = 0.06  # share of the steps
    averaged: float = 0.3  # share of the steps, the last ones, whose weights are averaged
    rare: float = 0.35  # how much rarer labels weigh more: the power of their rarity
    save_every: int = 500  # steps
    tell_every: int = 200


class Tuner:
    """A network in training: bf16 on the device, its exact weights (fp32) beside it."""

    def __init__(
        self, network: Network, aids: Sequence[str], options: Options, device: str
    ) -> None:
        """Take over ``network``; ``aids`` names the outputs of its last head."""
        exact = [each.detach().to(device, torch.float32).clone() for each in network.parameters()]
        self.network = network.to(device=device, dtype=torch.bfloat16)
        self._aids = {name: place for place, name in enumerate(aids)}
        self._options = options
        self._device = device
        self._names = [name for name, _ in self.network.named_parameters()]
        self._live: list[Tensor] = list(self.network.parameters())
        self._exact = exact
        self._mean = [each.clone() for each in self._exact]
        self._meant = 0
        self._optimiser = torch.optim.AdamW(self._groups(), lr=0.0, betas=(0.9, 0.98), fused=True)

    def train(
        self,
        taught: Sequence[Prepared],
        public: Sequence[Prepared],
        checkpoint: Path,
        say: Say = print,
    ) -> None:
        """Train on all of ``taught`` each epoch, and on some of ``public``.

        A run that was cut off goes on from ``checkpoint`` as if it had not been.
        """
        options = self._options
        weight = losses.weights([each.lesson for each in taught], options.rare).to(self._device)
        dealt = batches.epochs(taught, public, options.public, options.batch, options.seed)
        first = next(dealt)
        total = int(len(first) * options.epochs)
        start = self._resume(checkpoint)
        began, loss = time.monotonic(), 0.0
        self.network.train()
        for step, chosen in enumerate(chain(first, chain.from_iterable(dealt))):
            if step >= total:
                break
            if step < start:
                continue
            loss += self._step(step, chosen, weight, _rate(step / total, options))
            if step >= total * (1 - options.averaged) and step % 20 == 0:
                self._average()
            done = step + 1
            if done % options.tell_every == 0:
                speed = (done - start) * options.batch / (time.monotonic() - began)
                mean = loss / options.tell_every
                say(f"{done} of {total} steps, loss {mean:.3f}, {speed:.0f} lessons/s")
                loss = 0.0
            if done % options.save_every == 0:
                self._save(checkpoint, done)
        self._finish()

    def weights(self) -> dict[str, Tensor]:
        """Give the exact weights."""
        return dict(zip(self._names, self._exact, strict=True))

    def _groups(self) -> list[dict[str, Any]]:
        rate = self._options.rate
        words: list[Tensor] = []
        rest: list[Tensor] = []
        heads: list[Tensor] = []
        for name, exact in self.weights().items():
            group = words if "word_embeddings" in name else rest
            (group if name.startswith("encoder") else heads).append(exact)
        return [
            {"params": rest, "full": rate, "weight_decay": 0.01},
            {"params": words, "full": rate, "weight_decay": 0.0},
            {"params": heads, "full": 10 * rate, "weight_decay": 0.0},
        ]

    def _step(self, step: int, chosen: Sequence[Prepared], weight: Tensor, rate: float) -> float:
        for group in self._optimiser.param_groups:
            group["lr"] = group["full"] * rate
        torch.manual_seed(self._options.seed * 1_000_003 + step)  # dropout, the same when resumed
        random = np.random.default_rng((self._options.seed, step))
        given = batch([batches.shown(each, random) for each in chosen])
        scores = self.network(*(each.to(self._device) for each in given))
        loss = losses.total(scores, chosen, weight, self._aids)
        loss.backward()
        for live, exact in zip(self._live, self._exact, strict=True):
            exact.grad = None if live.grad is None else live.grad.float()
            live.grad = None
        torch.nn.utils.clip_grad_norm_(self._exact, 1.0)
        self._optimiser.step()
        self._copy()
        return float(loss.detach())

    def _copy(self) -> None:
        with torch.no_grad():
            torch._foreach_copy_(self._live, self._exact)

    def _average(self) -> None:
        self._meant += 1
        for mean, exact in zip(self._mean, self._exact, strict=True):
            mean.lerp_(exact.detach(), 1 / self._meant)

    def _finish(self) -> None:
        if self._meant:
            for mean, exact in zip(self._mean, self._exact, strict=True):
                exact.copy_(mean)
        self._copy()
        self.network.eval()

    def _save(self, checkpoint: Path, done: int) -> None:
        arrays = {"done": torch.tensor([done, self._meant])}
        for name, exact, mean in zip(self._names, self._exact, self._mean, strict=True):
            arrays[f"exact/{name}"] = exact.detach()
            arrays[f"mean/{name}"] = mean
        checkpoints.write(checkpoint, arrays | checkpoints.state(self._optimiser))

    def _resume(self, checkpoint: Path) -> int:
        if not checkpoint.exists():
            return 0
        arrays = load_file(checkpoint, device=self._device)
        done, self._meant = arrays["done"].tolist()
        for name, exact, mean in zip(self._names, self._exact, self._mean, strict=True):
            exact.copy_(arrays[f"exact/{name}"])
            mean.copy_(arrays[f"mean/{name}"])
        checkpoints.restore(self._optimiser, arrays)
        self._copy()
        return int(done)


def scores(
    network: Network, prepared: Sequence[Prepared], device: str, size: int = 64
) -> list[Outputs]:
    """Give the raw scores of each lesson, in order."""
    order = sorted(range(len(prepared)), key=lambda place: prepared[place].length)
    result: dict[int, Outputs] = {}
    network.eval()
    for start in range(0, len(order), size):
        places = order[start : start + size]
        given = batch([prepared[place].reading for place in places])
        with torch.inference_mode():
            found = network(*(each.to(device) for each in given))
        labels, spans, relations = (each.cpu().numpy() for each in found[:3])
        for row, place in enumerate(places):
            own = prepared[place].own
            result[place] = (labels[row], spans[row, 2 : 2 + own], relations[row])
    return [result[place] for place in range(len(prepared))]


def _rate(done: float, options: Options) -> float:
    """Give the learning rate as a share of the full one: rising, then falling in a line."""
    rising = min((done + 1e-3) / max(options.warm_up, 1e-9), 1.0)
    return rising * (0.02 + 0.98 * (1 - done))
