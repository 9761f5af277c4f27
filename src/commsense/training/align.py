"""Teach the encoder Chinese: a Chinese sentence shall land where its English twin does.

The student reads the Chinese sentence, the unchanged English encoder its translation (Reimers and
Gurevych 2020, "Making Monolingual Sentence Embeddings Multilingual"); beside it English sentences
are read as well, so that English stays where it was.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional
from transformers import BertModel

from commsense.backends.pieces import END, START
from commsense.training import checkpoints
from commsense.training.tune import Say

Pieces = Sequence[int]
Matrix = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Options:
    """How the alignment is trained."""

    epochs: float = 1.3
    batch: int = 128
    english: int = 24  # English sentences beside each batch
    rate: float = 4e-5  # of the encoder
    words_rate: float = 1e-3  # of the new rows
    warm_up: int = 200
    sharpness: float = 20.0  # of the contrast between the sentences of a batch
    seed: int = 5
    longest: int = 46  # pieces; longer pairs are left out
    held: int = 1_500  # pairs that only measure
    save_every: int = 500


def vectors(encoder: BertModel, sentences: Sequence[Pieces], size: int = 256) -> Matrix:
    """Give [sentences, width]: the mean of each one's pieces, of length 1."""
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place]))
    found = np.zeros((len(sentences), encoder.config.hidden_size), dtype=np.float16)
    encoder.eval()
    with torch.inference_mode():
        for start in range(0, len(order), size):
            places = order[start : start + size]
            found[places] = _pooled(encoder, [sentences[i] for i in places]).cpu().numpy()
    return found


def train(
    student: BertModel,
    old: int,
    pairs: Sequence[tuple[Pieces, Pieces]],
    teacher: Matrix,
    options: Options,
    checkpoint: Path,
    say: Say = print,
    device: str = "cpu",
) -> None:
    """Train ``student`` in place; a run that was cut off goes on from ``checkpoint``.

    Args:
        student: the encoder with the new rows in its vocabulary.
        old: how many rows of the vocabulary stay as they are.
        pairs: (English, Chinese) sentences as pieces.
        teacher: [pairs, width], where the English ones stand.
        options: see there.
        checkpoint: file to write now and then.
        say: told how it goes.
        device: ``cpu`` or ``cuda``.
    """
    fitting = [i for i, pair in enumerate(pairs) if max(map(len, pair)) <= options.longest]
    random = np.random.default_rng(1)
    mixed = random.permutation([i for i in fitting if min(map(len, pairs[i]))])
    held, taught = mixed[: options.held], mixed[options.held :]
    training = _Training(student.to(device), old, options)
    total = int(len(taught) * options.epochs / options.batch)
    start = training.resume(checkpoint)
    began = time.monotonic()
    for step, places in enumerate(_batches(taught, pairs, options)):
        if step >= total:
            break
        if step >= start:
            chosen = [pairs[i] for i in places]
            target = torch.from_numpy(teacher[places].astype(np.float32)).to(device)
            training.step(chosen, target, _rate(step, total, options))
            if (step + 1) % options.save_every == 0:
                training.save(checkpoint, step + 1)
                speed = (step + 1 - start) * options.batch / (time.monotonic() - began)
                found = _found(training, pairs, teacher, held)
                say(f"{step + 1} of {total} steps, {speed:.0f} pairs/s, {found}")
    training.finish()


class _Training:
    """The student in bf16, with its exact weights (fp32) beside it."""

    def __init__(self, student: BertModel, old: int, options: Options) -> None:
        self._old = old
        self._options = options
        words = student.embeddings.word_embeddings.weight
        self._kept = words.detach()[:old].float().clone()
        self._new = words.detach()[old:].float().clone()
        self._exact = [e.detach().float().clone() for e in student.parameters() if e is not words]
        self.student = student.to(torch.bfloat16)
        self._words = student.embeddings.word_embeddings.weight
        self._live = [each for each in student.parameters() if each is not self._words]
        self._optimiser = torch.optim.AdamW(
            [
                {"params": [self._new], "full": options.words_rate},
                {"params": self._exact, "full": options.rate},
            ],
            lr=0.0,
            weight_decay=0.0,
            betas=(0.9, 0.98),
        )

    def step(self, chosen: Sequence[tuple[Pieces, Pieces]], target: Tensor, rate: float) -> None:
        for group in self._optimiser.param_groups:
            group["lr"] = group["full"] * rate
        self.student.train()
        found = _pooled(self.student, [other for _, other in chosen])
        alike = found @ target.T
        right = torch.arange(len(chosen), device=target.device)
        contrast = sum(
            functional.cross_entropy(each * self._options.sharpness, right)
            for each in (alike, alike.T)
        )
        count = self._options.english
        kept = _pooled(self.student, [one for one, _ in chosen[:count]])
        drift = 1 - (kept * target[:count]).sum(1).mean()
        loss = 4 * (1 - alike.diagonal().mean()) + 0.5 * contrast + 2 * drift
        loss.backward()
        self._move()

    def _move(self) -> None:
        assert self._words.grad is not None  # noqa: S101
        self._new.grad = self._words.grad[self._old :].float()
        self._words.grad = None
        for live, exact in zip(self._live, self._exact, strict=True):
            exact.grad = None if live.grad is None else live.grad.float()
            live.grad = None
        torch.nn.utils.clip_grad_norm_(self._exact, 1.0)
        torch.nn.utils.clip_grad_norm_([self._new], 1.0)
        self._optimiser.step()
        self._copy()

    def _copy(self) -> None:
        with torch.no_grad():
            self._words[self._old :].copy_(self._new)
            for live, exact in zip(self._live, self._exact, strict=True):
                live.copy_(exact)

    def finish(self) -> None:
        """Put the exact weights into the student."""
        self.student.float()
        self._words = self.student.embeddings.word_embeddings.weight
        self._live = [each for each in self.student.parameters() if each is not self._words]
        self._copy()
        with torch.no_grad():
            self._words[: self._old].copy_(self._kept)
        self.student.eval()

    def save(self, checkpoint: Path, done: int) -> None:
        """Write all that ``resume`` needs."""
        arrays = {"done": torch.tensor([done]), "new": self._new.detach()}
        arrays |= {f"exact/{place}": each.detach() for place, each in enumerate(self._exact)}
        checkpoints.write(checkpoint, arrays | checkpoints.state(self._optimiser))

    def resume(self, checkpoint: Path) -> int:
        """Take up a run that was cut off; give the steps it has done."""
        if not checkpoint.exists():
            return 0
        arrays = load_file(checkpoint, device=str(self.student.device))
        self._new.copy_(arrays["new"])
        for place, exact in enumerate(self._exact):
            exact.copy_(arrays[f"exact/{place}"])
        checkpoints.restore(self._optimiser, arrays)
        self._copy()
        return int(arrays["done"])


def _pooled(encoder: BertModel, sentences: Sequence[Pieces]) -> Tensor:
    length = max(map(len, sentences)) + 2
    pieces = np.zeros((len(sentences), length), dtype=np.int64)
    present = np.zeros((len(sentences), length), dtype=np.int64)
    for row, each in enumerate(sentences):
        pieces[row, : len(each) + 2] = [START, *each, END]
        present[row, : len(each) + 2] = 1
    mask = torch.from_numpy(present).to(encoder.device)
    given = torch.from_numpy(pieces).to(encoder.device)
    hidden = encoder(input_ids=given, attention_mask=mask).last_hidden_state
    share = mask[..., None].float()
    mean = (hidden.float() * share).sum(1) / share.sum(1)
    return functional.normalize(mean, dim=-1)


def _found(
    training: _Training,
    pairs: Sequence[tuple[Pieces, Pieces]],
    teacher: Matrix,
    held: NDArray[np.int64],
) -> str:
    """Say how many held Chinese sentences stand nearest their own translation."""
    ours = vectors(training.student, [pairs[i][1] for i in held]).astype(np.float32)
    theirs = teacher[held].astype(np.float32)
    alike = ours @ theirs.T
    right = float((alike.argmax(1) == np.arange(len(held))).mean())
    return f"own translation nearest {right:.3f}, cosine {alike.diagonal().mean():.3f}"


def _batches(
    taught: NDArray[np.int64], pairs: Sequence[tuple[Pieces, Pieces]], options: Options
) -> Iterator[NDArray[np.int64]]:
    random = np.random.default_rng(options.seed)
    block = options.batch * 50
    while True:
        order = random.permutation(taught)
        for start in range(0, max(len(order) - block, 0) + 1, block):
            places = order[start : start + block]
            places = places[np.argsort([len(pairs[i][1]) for i in places], kind="stable")]
            cut = [places[i : i + options.batch] for i in range(0, len(places), options.batch)]
            yield from (cut[i] for i in random.permutation(len(cut)))


def _rate(step: int, total: int, options: Options) -> float:
    rising = min((step + 1) / options.warm_up, 1.0)
    return rising * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * step / total)))
