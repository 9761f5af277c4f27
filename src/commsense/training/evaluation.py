"""How well a model reads labelled sentences: figures with intervals, and two models compared.

Intervals are percentile bootstrap over threads (Efron and Tibshirani 1993): sentences of a thread
resemble one another, so threads are drawn, not sentences. Two models are compared on the same
draws (paired bootstrap, Koehn 2004).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import Prediction
from commsense.backends import Model
from commsense.labels import ACTS, FLAGS, SENTIMENTS
from commsense.training import lessons
from commsense.training.calibrate import calibration_error
from commsense.training.examples import LABELS
from commsense.training.lessons import Lesson

ROUNDS = 1_000
SURE = (2.5, 97.5)
LEAST = 10
"""True examples that a label needs to count in a mean."""
MEANS = {"sentiment": SENTIMENTS, "acts": ACTS, "flags": FLAGS}

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """One label: how often it is true and was seen, and how right that was."""

    label: str
    true: int
    seen: int
    precision: Range
    recall: Range
    f1: Range
    calibration_error: float


@dataclass(frozen=True, slots=True)
class SetFigures:
    """One language of one set; ``means`` are macro-F1 by group of labels (``MEANS``)."""

    name: str
    language: str
    sentences: int
    threads: int
    labels: tuple[LabelFigures, ...]
    means: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better the first model is than the second, in macro-F1.

    ``chance`` is the share of draws in which it is not better.
    """

    name: str
    language: str
    group: str
    gain: Range
    chance: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured of one model, and how it compares with a second (``against``).

    ``errors`` name the rows that could not be used.
    """

    model: str
    against: str
    sets: tuple[SetFigures, ...]
    differences: tuple[Difference, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a model said of a set: all [sentences, LABELS]; ``thread`` numbers the threads."""

    name: str
    language: str
    thread: NDArray[np.int64]
    truth: NDArray[np.bool_]
    known: NDArray[np.bool_]
    seen: NDArray[np.bool_]
    chances: NDArray[np.float64]


def judge(sets: Mapping[str, Sequence[Lesson]], model: Model) -> list[Judged]:
    """Let a model read every set, by language."""
    return [
        _judged(name, language, [each for each in rows if each.given.language == language], model)
        for name, rows in sets.items()
        for language in dict.fromkeys(each.given.language for each in rows)
    ]


def figures(judged: Judged, rounds: int = ROUNDS, seed: int = 0) -> SetFigures:
    """Give the figures of every label that occurs or was seen, and the means."""
    counts = _counts(judged)
    drawn = _draws(judged, rounds, seed)
    sums = np.einsum("rt,tcl->rcl", drawn, counts)
    whole = counts.sum(axis=0)
    rows = tuple(
        _label_figures(judged, place, whole[:, place], sums[:, :, place])
        for place in range(len(LABELS))
        if whole[:, place].any()
    )
    return SetFigures(
        name=judged.name,
        language=judged.language,
        sentences=len(judged.thread),
        threads=len(counts),
        labels=rows,
        means={
            group: _range(_macro(whole[None], whole, labels)[0], _macro(sums, whole, labels))
            for group, labels in MEANS.items()
            if _meant(whole, labels)
        },
    )


def compare(one: Judged, other: Judged, rounds: int = ROUNDS, seed: int = 0) -> list[Difference]:
    """Compare two models on the same set."""
    counts = [_counts(each) for each in (one, other)]
    drawn = _draws(one, rounds, seed)
    whole = counts[0].sum(axis=0)
    found = []
    for group, labels in MEANS.items():
        if _meant(whole, labels):
            first, second = (
                _macro(np.einsum("rt,tcl->rcl", drawn, each), whole, labels) for each in counts
            )
            here = [_macro(each.sum(axis=0)[None], whole, labels)[0] for each in counts]
            gain = _range(here[0] - here[1], first - second)
            worse = float((first <= second).mean())
            found.append(Difference(one.name, one.language, group, gain, worse))
    return found


def _judged(name: str, language: str, rows: Sequence[Lesson], model: Model) -> Judged:
    found = model.predict([each.given for each in rows])
    threads = {thread: place for place, thread in enumerate(dict.fromkeys(r.group for r in rows))}
    limits = {
        **model.sentiment_thresholds(language),
        **model.act_thresholds(language),
        **model.flag_thresholds(language),
    }
    chances = np.array([_row(each) for each in found])
    return Judged(
        name=name,
        language=language,
        thread=np.array([threads[each.group] for each in rows], dtype=np.int64),
        truth=lessons.truth(rows) > 0,
        known=lessons.known(rows) > 0,
        seen=seen(chances, limits),
        chances=chances,
    )


def seen(chances: NDArray[np.float64], limits: Mapping[str, float]) -> NDArray[np.bool_]:
    """Apply thresholds to [rows, LABELS]; of the sentiments exactly one is seen.

    As ``signals.model`` does: negative or positive from its threshold on, the likelier of the two.
    """
    result = chances >= np.array([limits[label] for label in LABELS])
    negative = result[:, 0] & (~result[:, 2] | (chances[:, 0] >= chances[:, 2]))
    positive = result[:, 2] & ~negative
    result[:, 0], result[:, 1], result[:, 2] = negative, ~(negative | positive), positive
    return result


def _row(each: Prediction) -> list[float]:
    return [*each.sentiment.values(), *each.acts.values(), *each.flags.values()]


def _counts(judged: Judged) -> Counts:
    """Give [threads, (hits, seen, true), labels]."""
    known = judged.known
    parts = (judged.truth & judged.seen & known, judged.seen & known, judged.truth & known)
    result = np.zeros((int(judged.thread.max(initial=-1)) + 1, 3, len(LABELS)))
    for place, part in enumerate(parts):
        np.add.at(result[:, place], judged.thread, part)
    return result


def _draws(judged: Judged, rounds: int, seed: int) -> Counts:
    """Give how often each thread is drawn, [rounds, threads]."""
    threads = int(judged.thread.max(initial=-1)) + 1
    random = np.random.default_rng(seed)
    return random.multinomial(threads, np.full(threads, 1 / threads), size=rounds).astype(float)


def _f1(counts: Counts) -> Counts:
    """Give F1 of [..., 3, labels] counts."""
    hits, found, true = counts[..., 0, :], counts[..., 1, :], counts[..., 2, :]
    return np.asarray(2 * hits / np.maximum(found + true, 1e-9))


def _meant(whole: Counts, labels: Iterable[str]) -> list[int]:
    places = [LABELS.index(label) for label in labels]
    return [place for place in places if whole[2, place] >= LEAST]


def _macro(counts: Counts, whole: Counts, labels: Iterable[str]) -> Counts:
    return np.asarray(_f1(counts)[:, _meant(whole, labels)].mean(axis=1))


def _label_figures(judged: Judged, place: int, whole: Counts, drawn: Counts) -> LabelFigures:
    rows = judged.known[:, place]
    hits, found, true = drawn[:, 0], drawn[:, 1], drawn[:, 2]
    return LabelFigures(
        label=LABELS[place],
        true=int(whole[2]),
        seen=int(whole[1]),
        precision=_range(whole[0] / max(whole[1], 1), hits / np.maximum(found, 1e-9)),
        recall=_range(whole[0] / max(whole[2], 1), hits / np.maximum(true, 1e-9)),
        f1=_range(float(_f1(whole[:, None])[0]), _f1(drawn[:, :, None])[:, 0]),
        calibration_error=calibration_error(judged.truth[rows, place], judged.chances[rows, place]),
    )


def _range(value: float, drawn: Counts) -> Range:
    low, high = np.percentile(drawn, SURE)
    return Range(float(value), float(low), float(high))
