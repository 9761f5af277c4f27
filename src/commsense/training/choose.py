"""Measure the parts of a cascade on text they did not see, and choose all its numbers there.

Every number (weights of the blend, calibration, thresholds, gate) that judges one half of the
threads was chosen on the other half; the numbers that ship are chosen on both together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commsense.backends.encoder import Encoder, Scored
from commsense.backends.heads import LABELS, Heads, log_odds
from commsense.backends.inputs import ModelInput
from commsense.backends.layouts import OwnLayout
from commsense.backends.marks import marks
from commsense.training import decide, lessons, weigh
from commsense.training.decide import Decision
from commsense.training.evaluation import Judged, seen
from commsense.training.fit import Arrays
from commsense.training.lessons import Lesson, share

KEPT_BY_GATE = 0.98
"""Share of the sentences that say something which the gate has to let through."""
JARGON_STEPS = tuple(np.arange(0.2, 0.91, 0.05).round(2).tolist())
JARGON_PRECISION = 0.6
"""A term wrongly called jargon costs more than one missed."""

Matrix = NDArray[np.float64]
Model = Callable[["Choice", "Scores"], tuple[Matrix, NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The encoder and the linear heads of one fold."""

    weights: Path
    vocabulary: Path
    heads: Mapping[str, Arrays]


@dataclass(frozen=True, slots=True)
class Scores:
    """Raw scores [rows, LABELS] of one language's lessons: with context, without, linear."""

    rows: tuple[Lesson, ...]
    full: Matrix
    short: Matrix
    linear: Matrix
    read: tuple[Scored, ...]

    def part(self, chosen: NDArray[np.bool_]) -> Scores:
        """Give only the ``chosen`` rows."""
        places = np.flatnonzero(chosen).tolist()
        return Scores(
            tuple(self.rows[i] for i in places),
            self.full[chosen],
            self.short[chosen],
            self.linear[chosen],
            tuple(self.read[i] for i in places),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers chosen for one language; ``alone`` are those of the linear heads by themselves.

    ``blend`` [3, labels], ``gate`` [labels + 1], as ``backends.cascade`` takes them.
    """

    blend: Matrix
    gate: Matrix
    full: Decision
    alone: Decision


def scored(parts: Parts, rows: Sequence[Lesson], language: str) -> Scores:
    """Let the parts read the lessons of a language."""
    chosen = tuple(each for each in rows if each.given.language == language)
    given = [in_message(each) for each in chosen]
    encoder = Encoder(parts.weights, OwnLayout(parts.vocabulary), threads=2)
    read = encoder.read(given)
    short = alone(encoder, given)
    heads = Heads(language, dict(parts.heads[language]))
    return Scores(chosen, _stacked(read), _stacked(short), _linear(heads, given), tuple(read))


def in_message(lesson: Lesson) -> ModelInput:
    """Give what is known of a sentence where it is used: nothing of the messages before."""
    near = lesson.given.context[len(lesson.given.context) - lesson.near :]
    return replace(lesson.given, context=near)


def alone(encoder: Encoder, given: Sequence[ModelInput]) -> list[Scored]:
    """Read inputs without their context."""
    return encoder.read([replace(each, context=()) for each in given])


def choose(found: Scores) -> Choice:
    """Choose all numbers of a language on scores of text that the parts did not see."""
    truth, known = lessons.truth(found.rows) > 0, lessons.known(found.rows) > 0
    weights = weigh.blend(found.full, found.linear, truth, known)
    both = found.full * weights[0] + found.linear * weights[1]
    full = decide.decide(_as_decided(both, found.rows))
    alone = decide.decide(_as_decided(found.linear, found.rows))
    slope, offset = full.calibration
    blend = np.stack([weights[0] * slope, weights[1] * slope, offset])
    choice = Choice(blend, np.zeros(len(LABELS) + 1), full, alone)
    said = weigh.says_something(by_all(choice, found)[1])
    return replace(choice, gate=weigh.gate(found.linear, said, KEPT_BY_GATE))


def by_all(choice: Choice, found: Scores) -> tuple[Matrix, NDArray[np.bool_]]:
    """Judge as ``predict`` does: probabilities and what is seen, [rows, LABELS] each."""
    return _judged(choice, found.full, found.linear)


def by_short(choice: Choice, found: Scores) -> tuple[Matrix, NDArray[np.bool_]]:
    """Judge without context: what ``skim`` makes of the sentences that it does not set aside."""
    return _judged(choice, found.short, found.linear)


def by_linear(choice: Choice, found: Scores) -> tuple[Matrix, NDArray[np.bool_]]:
    """Judge with the linear heads alone."""
    values = decide.probabilities_of(found.linear, choice.alone.calibration)
    return values, seen(values, choice.alone.thresholds)


def by_cascade(choice: Choice, found: Scores) -> tuple[Matrix, NDArray[np.bool_]]:
    """Judge as ``skim`` does."""
    values = decide.probabilities_of(found.linear, choice.alone.calibration)
    short = by_short(choice, found)[0]
    values = np.where(open_rows(choice, found)[:, None], short, values)
    return values, seen(values, choice.full.thresholds)


def open_rows(choice: Choice, found: Scores) -> NDArray[np.bool_]:
    """Tell the rows that the gate lets through to the encoder."""
    return np.asarray(found.linear @ choice.gate[:-1] + choice.gate[-1] >= 0)


def crossed(name: str, found: Scores, model: Model) -> Judged:
    """Judge each half of the threads with numbers that were chosen on the other half."""
    first = _first(found)
    values = np.zeros_like(found.full)
    hits = np.zeros(found.full.shape, dtype=np.bool_)
    for half in (first, ~first):
        values[half], hits[half] = model(choose(found.part(~half)), found.part(half))
    return judged(name, found, (values, hits))


def judged(name: str, found: Scores, said: tuple[Matrix, NDArray[np.bool_]]) -> Judged:
    """Put what was said of a language's lessons beside the truth."""
    threads = {group: i for i, group in enumerate(dict.fromkeys(each.group for each in found.rows))}
    return Judged(
        name=name,
        language=found.rows[0].given.language,
        thread=np.array([threads[each.group] for each in found.rows], dtype=np.int64),
        truth=lessons.truth(found.rows) > 0,
        known=lessons.known(found.rows) > 0,
        seen=said[1],
        chances=said[0],
    )


def only(whole: Judged, rows: NDArray[np.bool_], name: str) -> Judged:
    """Give a part of what was judged."""
    threads = np.unique(whole.thread[rows], return_inverse=True)[1].astype(np.int64)
    return Judged(
        name,
        whole.language,
        threads,
        whole.truth[rows],
        whole.known[rows],
        whole.seen[rows],
        whole.chances[rows],
    )


def crossed_spans(found: Sequence[Scores], language: int) -> tuple[float, float, int, int]:
    """Give precision and recall of jargon spans of one language, and both counts.

    The limit for each half of the threads, of all languages, is chosen on the other half.
    """
    total = np.zeros(4)
    for first in (True, False):
        halves = [(scores, _first(scores) == first) for scores in found]
        limit = jargon_limit([scores.part(~half) for scores, half in halves])
        scores, half = halves[language]
        total += _counted(scores.part(half), limit)
    right, met, given, marked = total
    return right / max(given, 1), met / max(marked, 1), int(given), int(marked)


def jargon_limit(found: Sequence[Scores]) -> float:
    """Choose the probability from which a piece is jargon: the best recall at the precision."""
    best = max(
        (spans(found, step) for step in JARGON_STEPS),
        key=lambda each: (min(each[1], JARGON_PRECISION), each[2]),
    )
    return best[0]


def spans(found: Sequence[Scores], least: float) -> tuple[float, float, float, int, int]:
    """Give the limit, precision and recall of jargon spans (by overlap), and both counts."""
    right, met, given, marked = sum((_counted(scores, least) for scores in found), np.zeros(4))
    return least, right / max(given, 1), met / max(marked, 1), int(given), int(marked)


def _counted(scores: Scores, least: float) -> Matrix:
    """Count right marks, met spans, all marks and all spans."""
    given = right = marked = met = 0
    for lesson, read in zip(scores.rows, scores.read, strict=True):
        if lesson.jargon is not None:
            ours = [(m.start, m.end) for m in marks(read.spans, read.reading.cut, least)]
            theirs = [(start, end) for start, end, _ in lesson.jargon]
            given += len(ours)
            marked += len(theirs)
            right += sum(any(_overlap(one, other) for other in theirs) for one in ours)
            met += sum(any(_overlap(one, other) for other in ours) for one in theirs)
    return np.array([right, met, given, marked], dtype=np.float64)


def _first(scores: Scores) -> NDArray[np.bool_]:
    """Tell the rows whose threads are in the first half."""
    return np.array([share(each.group, "half") < 0.5 for each in scores.rows], dtype=np.bool_)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _judged(choice: Choice, encoder: Matrix, linear: Matrix) -> tuple[Matrix, NDArray[np.bool_]]:
    values = encoder * choice.blend[0] + linear * choice.blend[1] + choice.blend[2]
    identity = np.stack([np.ones(len(LABELS)), np.zeros(len(LABELS))])
    found = decide.probabilities_of(values, identity)
    return found, seen(found, choice.full.thresholds)


def _as_decided(scores: Matrix, rows: Sequence[Lesson]) -> decide.Scored:
    return decide.Scored(
        scores=scores,
        truth=lessons.truth(rows) > 0,
        known=lessons.known(rows) > 0,
    )


def _stacked(read: Sequence[Scored]) -> Matrix:
    return log_odds(np.stack([each.labels for each in read]).astype(np.float64))


def _linear(heads: Heads, given: Sequence[ModelInput], size: int = 256) -> Matrix:
    return np.concatenate([heads.scores(given[i : i + size]) for i in range(0, len(given), size)])
