"""What an encoder makes of lessons: the values that its heads weigh, and their raw scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from commsense.backends.layouts import Layout
from commsense.backends.network import Heads, batch
from commsense.backends.pieces import MOST_BEFORE, MOST_CONCERN, Reading
from commsense.training.lessons import UNKNOWN, Lesson

Array = NDArray[np.float32]
Step = Callable[[int], None]
BATCH = 64


@dataclass(frozen=True, slots=True)
class Seen:
    """Lessons as an encoder sees them: ``values`` [lessons, 2 · width], ``scores`` [.., labels].

    ``relations`` [lessons, relations]; ``spans`` one array [pieces, 1 + kinds] a lesson.
    """

    values: Array
    scores: Array
    relations: Array
    spans: tuple[Array, ...]


def readings(lessons: Sequence[Lesson], layout: Layout) -> list[Reading]:
    """Lay out lessons; one about a concern is read with more of its context."""
    result: dict[int, Reading] = {}
    for paired in (False, True):
        places = [i for i, each in enumerate(lessons) if (each.relation != UNKNOWN) is paired]
        most = MOST_CONCERN if paired else MOST_BEFORE
        found = layout.read([lessons[i].given for i in places], most)
        result |= dict(zip(places, found, strict=True))
    return [result[place] for place in range(len(lessons))]


def see(
    network: Heads, laid: Sequence[Reading], pad: int, device: str, step: Step | None = None
) -> Seen:
    """Read everything once, in batches of about equal length.

    Args:
        network: on ``device``.
        laid: what to read.
        pad: the piece that batches are filled up with.
        device: ``cpu`` or ``cuda``.
        step: told how many were read, batch by batch.
    """
    network.eval()
    labels, relations, values = [], [], []
    spans: list[Array] = []
    order = sorted(range(len(laid)), key=lambda place: len(laid[place].pieces))
    with torch.inference_mode(), _Listening(network) as heard:
        for start in range(0, len(order), BATCH):
            chosen = [laid[place] for place in order[start : start + BATCH]]
            found = network(*(each.to(device) for each in batch(chosen, pad)))
            values.append(heard[-1].float().cpu().numpy())
            heard.clear()
            labels.append(found.labels.cpu().numpy())
            relations.append(found.relations.cpu().numpy())
            marked = found.spans.cpu().numpy()
            spans += [marked[row, each.own].copy() for row, each in enumerate(chosen)]
            if step:
                step(len(chosen))
    back = np.argsort(order, kind="stable")
    return Seen(
        np.concatenate(values)[back],
        np.concatenate(labels)[back],
        np.concatenate(relations)[back],
        tuple(spans[place] for place in back),
    )


class _Listening:
    """Keeps what goes into a network's label head while it is read."""

    def __init__(self, network: Heads) -> None:
        self._network = network
        self._heard: list[Tensor] = []

    def __enter__(self) -> list[Tensor]:
        self._hook = self._network.labels.register_forward_pre_hook(
            lambda _, given: self._heard.append(given[0])
        )
        return self._heard

    def __exit__(self, *_: object) -> None:
        self._hook.remove()
