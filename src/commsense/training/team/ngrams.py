"""Linear heads over n-grams for the labels that are trained, put beside those of the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.backends.heads import Heads
from commsense.backends.inputs import ModelInput
from commsense.labelling.scheme import Task
from commsense.training import fit
from commsense.training.fit import Arrays
from commsense.training.lessons import Lesson
from commsense.training.team.columns import Columns, cells, labelled

LEAST = 6
"""Sentences with a label, and without it, that it takes for n-grams to be learned at all."""
OPTIONS = {
    "en": fit.Options(features=60_000),
    "zh": fit.Options(features=60_000, rarity=2.0, cue_value=0.06, side_value=0.09, longest=2),
}
"""By language. Chinese topics are told by rare words and pairs of characters, which common ones,
long n-grams and cue phrases drowned out.
"""
Grams = Mapping[str, Mapping[str, Arrays]]
"""By language and task the arrays of its heads, columns as the labels of the task."""


def fresh(tasks: Sequence[Task]) -> list[Task]:
    """Give the tasks that get such heads: a team's own; for the guide's the base has better."""
    return [task for task in labelled(tasks) if task.own]


def learn(lessons: Sequence[Lesson], columns: Columns, tasks: Sequence[Task]) -> Grams:
    """Fit heads of every task for each language that has enough examples."""
    found: dict[str, dict[str, Arrays]] = {}
    for language in sorted({each.given.language for each in lessons}):
        for task in fresh(tasks):
            rows = [i for i in columns.rows(task) if lessons[i].given.language == language]
            truth = cells(columns.truth, rows, columns.of(task))
            if not (np.minimum(truth.sum(0), len(rows) - truth.sum(0)) >= LEAST).any():
                continue
            options = OPTIONS[language]
            texts = [lessons[i].given.text for i in rows]
            sides = [lessons[i].given.side for i in rows]
            matrix = fit.design(texts, sides, language, options)
            judged = np.ones(len(rows), dtype=np.bool_)
            heads = fit.heads(matrix, truth.astype(np.int8), judged, language, options)
            thin = np.minimum(truth.sum(0), len(rows) - truth.sum(0)) < LEAST
            heads["bias"] = np.where(thin, 0.0, heads["bias"]).astype(np.float32)
            heads["scale"] = np.where(thin, 0.0, heads["scale"]).astype(np.float32)
            heads["cue_scale"] = np.where(thin, 0.0, heads["cue_scale"]).astype(np.float32)
            found.setdefault(language, {})[task.name] = heads
    return found


def scores(
    grams: Grams, given: Sequence[ModelInput], columns: Columns, tasks: Sequence[Task]
) -> NDArray[np.float64]:
    """Give the scores [inputs, labels]; 0 for labels and languages that were not learned."""
    result = np.zeros((len(given), len(columns.labels)))
    by_name = {task.name: task for task in tasks}
    for language, heads in grams.items():
        rows = [i for i, each in enumerate(given) if each.language == language]
        for name, arrays in heads.items() if rows else ():
            found = Heads(language, arrays).scores([given[i] for i in rows])
            result[np.array(rows)[:, None], columns.of(by_name[name])] = found
    return result


def scaled(heads: Arrays, share: float) -> Arrays:
    """Give heads that count so much of what they did."""
    return heads | {
        name: (heads[name] * share).astype(np.float32) for name in ("scale", "cue_scale", "bias")
    }


def extended(base: Arrays, count: int, added: Sequence[tuple[Sequence[int], Arrays]]) -> Arrays:
    """Give the arrays of a language columns for new labels; those of the base stay as they are.

    Args:
        base: its arrays.
        count: labels in all.
        added: (columns, heads) of the new labels; a label that nobody learned stays 0.
    """
    buckets = np.unique(np.concatenate([base["buckets"], *(each["buckets"] for _, each in added)]))
    old = base["weights"].shape[1]
    result: Arrays = {
        "buckets": buckets.astype(np.int32),
        "weights": np.zeros((len(buckets), count), dtype=np.int8),
        "scale": np.ones(count, dtype=np.float32),
        "phrases": base["phrases"],
        "phrase_lists": base["phrase_lists"],
        "cue_weights": np.zeros((len(base["cue_weights"]), count), dtype=np.int16),
        "cue_scale": np.ones(count, dtype=np.float32),
        "bias": np.zeros(count, dtype=np.float32),
        "calibration": np.stack([np.ones(count), np.zeros(count)]).astype(np.float32),
    }
    for places, each in [(range(old), base), *added]:
        own = list(places)
        rows = np.searchsorted(buckets, each["buckets"])
        result["weights"][rows[:, None], own] = each["weights"]
        result["cue_weights"][:, own] = each["cue_weights"]
        for name in ("scale", "cue_scale", "bias"):
            result[name][own] = each[name]
    result["calibration"][:, :old] = base["calibration"]
    return result
