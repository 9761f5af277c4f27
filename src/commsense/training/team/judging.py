"""Figures of one task on held-out lessons, beside the base's and those of TF-IDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.scheme import Task
from commsense.training.calibrate import calibration_error
from commsense.training.lessons import Lesson
from commsense.training.team import comparing, curve
from commsense.training.team.outcome import LabelOutcome, Mistake, TaskOutcome, Versus

Bools = NDArray[np.bool_]
WORDS = "TF-IDF with logistic regression"
GUESSING = "guessing as often"
MISTAKES = 20
_RANGES = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One task on held-out lessons: all arrays are [lessons, labels of the task].

    ``base`` and ``words`` are what the model that was started from and TF-IDF see; ``base`` is
    None where it does not know the task. ``chance`` are the new model's.
    """

    task: Task
    lessons: tuple[Lesson, ...]
    groups: tuple[str, ...]
    truth: Bools
    seen: Bools
    chance: NDArray[np.float64]
    base: Bools | None
    words: Bools


def outcome(
    judged: Judged, base: str, curves: Mapping[str, curve.Points], seed: int
) -> TaskOutcome:
    """Give all figures of a task."""
    counted = comparing.counts(judged.truth, judged.seen, judged.groups)
    others = [(base, judged.base), (WORDS, judged.words)]
    versus = tuple(
        comparing.versus(name, counted, comparing.counts(judged.truth, seen, judged.groups), seed)
        for name, seen in others
        if seen is not None
    )
    if judged.base is None:
        versus = (*versus, comparing.guessing(GUESSING, judged.truth, judged.seen, seed))
    single = not judged.task.several
    return TaskOutcome(
        task=judged.task.name,
        several=judged.task.several,
        sentences=len(judged.lessons),
        threads=len(set(judged.groups)),
        measure="macro-F1",
        value=comparing.macro(counted, comparing.meant(counted), seed),
        accuracy=float((judged.truth & judged.seen).any(axis=1).mean()) if single else None,
        languages=_languages(judged),
        labels=tuple(_label(judged, counted, place, curves, seed) for place in _present(judged)),
        versus=versus,
        confusion=_confusion(judged),
        mistakes=_mistakes(judged),
    )


def _present(judged: Judged) -> list[int]:
    return [int(i) for i in np.flatnonzero(judged.truth.any(axis=0) | judged.seen.any(axis=0))]


def _label(
    judged: Judged,
    counted: NDArray[np.float64],
    place: int,
    curves: Mapping[str, curve.Points],
    seed: int,
) -> LabelOutcome:
    hits, seen, true = counted.sum(axis=0)[:, place]
    label = judged.task.values[place]
    truth, chance = judged.truth[:, place], judged.chance[:, place]
    points = curves.get(label, ())
    return LabelOutcome(
        label=label,
        examples=int(true),
        seen=int(seen),
        precision=float(hits / max(seen, 1)),
        recall=float(hits / max(true, 1)),
        f1=comparing.label(counted, place, seed),
        base=None if judged.base is None else _f1(judged, judged.base, place),
        words=_f1(judged, judged.words, place),
        calibration_error=calibration_error(truth, chance),
        reliability=_reliability(truth, chance),
        curve=points,
        more=curve.more(points),
    )


def _f1(judged: Judged, seen: Bools, place: int) -> float:
    counted = comparing.counts(judged.truth, seen, judged.groups).sum(axis=0)
    return float(comparing.f1(counted)[place])


def _reliability(truth: Bools, chance: NDArray[np.float64]) -> tuple[tuple[float, float, int], ...]:
    place = np.minimum((chance * _RANGES).astype(np.int64), _RANGES - 1)
    return tuple(
        (float(chance[place == n].mean()), float(truth[place == n].mean()), int((place == n).sum()))
        for n in range(_RANGES)
        if (place == n).any()
    )


def _languages(judged: Judged) -> dict[str, tuple[int, float]]:
    found = {}
    for language in sorted({each.given.language for each in judged.lessons}):
        rows = [i for i, each in enumerate(judged.lessons) if each.given.language == language]
        groups = [judged.groups[i] for i in rows]
        counted = comparing.counts(judged.truth[rows], judged.seen[rows], groups)
        labels = comparing.meant(counted)
        value = float(comparing.f1(counted.sum(axis=0))[labels].mean()) if labels else 0.0
        found[language] = (len(rows), value)
    return found


def _confusion(judged: Judged) -> dict[tuple[str, str], int]:
    """Count what was found instead; for several labels each missed one with each wrong one."""
    found: Counter[tuple[str, str]] = Counter()
    values = judged.task.values
    for truth, seen in zip(judged.truth, judged.seen, strict=True):
        if judged.task.several:
            missed = [values[i] for i in np.flatnonzero(truth & ~seen)]
            wrong = [values[i] for i in np.flatnonzero(seen & ~truth)]
            found.update((label, other) for label in missed for other in wrong or [""])
            if not missed:
                found.update(("", other) for other in wrong)
        else:
            label = values[int(truth.argmax())]
            found[label, values[int(seen.argmax())] if seen.any() else ""] += 1
    return dict(found)


def _mistakes(judged: Judged) -> tuple[Mistake, ...]:
    """Give the surest mistakes, at most a few of each label."""
    wrong = judged.truth != judged.seen
    sure = np.where(judged.seen, judged.chance, 1 - judged.chance) * wrong
    found: list[Mistake] = []
    often: Counter[str] = Counter()
    for row in np.argsort(-sure.max(axis=1), kind="stable"):
        if len(found) == MISTAKES or not wrong[row].any():
            break
        place = int(sure[row].argmax())
        label = judged.task.values[place]
        often[label] += 1
        if often[label] > MISTAKES // 4:
            continue
        given = judged.lessons[row].given
        said, told = (_names(judged.task, each[row]) for each in (judged.truth, judged.seen))
        found.append(Mistake(given.text, given.language, said, told, float(sure[row, place])))
    return tuple(found)


def _names(task: Task, held: Bools) -> str:
    return ", ".join(task.values[i] for i in np.flatnonzero(held))


def is_better(versus: Sequence[Versus]) -> bool:
    """Tell whether a model is worth installing.

    It gains on the base, or on guessing where there is no base, and that is
    no mere chance; and it is no worse than TF-IDF.
    """
    return bool(versus) and all(
        each.gain.value >= -EQUAL if each.other == WORDS else _gains(each) for each in versus
    )


def _gains(versus: Versus) -> bool:
    return versus.gain.value > 0 and versus.chance <= CHANCE


CHANCE = 0.1
"""Share of draws in which the new model may be no better, for it to be installed."""
EQUAL = 0.005
"""Macro-F1 that does not count as a difference to TF-IDF."""
