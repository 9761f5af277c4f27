"""Parts of the lessons that never share a thread, nor a client where there are enough of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.training.lessons import Lesson, bare

CLIENTS = 8
"""From so many clients on they are kept together, if none has more than ``LARGEST`` of all."""
LARGEST = 0.25


@dataclass(frozen=True, slots=True)
class Folds:
    """``place`` [lessons] is the part of each lesson, -1 never; ``by`` what is kept together."""

    place: NDArray[np.int64]
    groups: tuple[str, ...]  # of each lesson
    by: str  # "thread" or "client"
    count: int

    def learned(self, part: int, lessons: Sequence[Lesson]) -> list[int]:
        """Give the lessons to learn from when ``part`` is held out, without its very texts."""
        away = {bare(lessons[i].given.text) for i in self.held_out(part)} - {""}
        others = np.flatnonzero(self.place != part).tolist()
        return [i for i in others if bare(lessons[i].given.text) not in away]

    def held_out(self, part: int) -> list[int]:
        """Give the lessons that are held out."""
        return list(map(int, np.flatnonzero(self.place == part)))


def split(lessons: Sequence[Lesson], clients: Sequence[str], count: int, seed: int) -> Folds:
    """Deal groups into ``count`` parts in which each label has about its share.

    Groups with the rarest labels are dealt first, each to the part that lacks its labels most
    (after Sechidis, Tsoumakas and Vlahavas 2011).
    """
    by = "client" if _enough(clients) else "thread"
    groups = [
        client if by == "client" and client else lesson.group
        for client, lesson in zip(clients, lessons, strict=True)
    ]
    names = sorted(set(groups))
    count = max(2, min(count, len(names)))
    held = _held(lessons, groups)
    whole = Counter[str]()
    for each in held.values():
        whole.update(each)
    random = np.random.default_rng(seed)
    noise = dict(zip(names, random.random(len(names)).tolist(), strict=True))
    rarest = {n: min((whole[label] for label in held[n]), default=len(lessons)) for n in names}
    order = sorted(names, key=lambda name: (rarest[name], -held[name].total(), noise[name]))
    filled = [Counter[str]() for _ in range(count)]
    part: dict[str, int] = {}
    for name in order:
        part[name] = min(range(count), key=lambda p: (_excess(filled[p], held[name], whole), p))
        filled[part[name]].update(held[name])
    place = np.array([part[group] for group in groups], dtype=np.int64)
    return Folds(place, tuple(groups), by, count)


def _enough(clients: Sequence[str]) -> bool:
    counts = Counter(client for client in clients if client)
    known = counts.total()
    return (
        len(counts) >= CLIENTS
        and known >= 0.9 * len(clients)
        and max(counts.values()) <= LARGEST * known
    )


def _held(lessons: Sequence[Lesson], groups: Sequence[str]) -> dict[str, Counter[str]]:
    """Count by group its sentences (under "") and the labels that they have."""
    found: dict[str, Counter[str]] = {}
    for lesson, group in zip(lessons, groups, strict=True):
        own = found.setdefault(group, Counter())
        own[""] += 1
        own.update(lesson.has)
        own.update(f"relation {lesson.relation}" for _ in range(lesson.relation >= 0))
        own.update({kind for _, _, kind in lesson.jargon or ()})
    return found


def _excess(filled: Counter[str], group: Counter[str], whole: Counter[str]) -> float:
    """Tell how full a part is of what a group would bring, as shares of all there is."""
    return sum((filled[label] + count) / whole[label] for label, count in group.items())
