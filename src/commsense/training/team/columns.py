"""The labels of a training as columns: which lessons have them, and of which that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.scheme import Task
from commsense.training.lessons import Lesson
from commsense.training.team.material import labels_of

Bools = NDArray[np.bool_]
Places = Sequence[int] | NDArray[np.int64]
Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Columns:
    """``truth`` and ``known`` [lessons, labels] for ``labels``, those of a model in its order."""

    labels: tuple[str, ...]
    truth: Bools
    known: Bools

    def of(self, task: Task) -> list[int]:
        """Give the columns of a task."""
        return [self.labels.index(label) for label in labels_of(task)]

    def rows(self, task: Task) -> NDArray[np.int64]:
        """Give the lessons that were judged for a task."""
        places = self.of(task)
        return (
            np.flatnonzero(self.known[:, places].all(axis=1)) if places else np.zeros(0, np.int64)
        )


def columns(lessons: Sequence[Lesson], labels: tuple[str, ...]) -> Columns:
    """Lay lessons out."""
    place = {label: number for number, label in enumerate(labels)}
    truth = np.zeros((len(lessons), len(labels)), dtype=np.bool_)
    known = np.zeros_like(truth)
    for row, each in enumerate(lessons):
        for label in each.has:
            truth[row, place[label]] = True
        for label in each.has | each.lacks:
            known[row, place[label]] = True
    return Columns(labels, truth, known)


def cells(array: NDArray[Kind], rows: Places, places: Places) -> NDArray[Kind]:
    """Give some rows and some columns of an array."""
    return np.asarray(array[np.asarray(rows, dtype=np.int64)[:, None], np.asarray(places)])


def labelled(tasks: Sequence[Task]) -> Iterator[Task]:
    """Give the tasks whose labels a model gives chances of."""
    return (task for task in tasks if labels_of(task))
