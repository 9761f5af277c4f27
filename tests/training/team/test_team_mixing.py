"""Heads over n-grams count as much as they are worth on sentences that were not learned from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from team_rows import SIGNS, TOPIC, topics

from commsense.labelling.scheme import Task
from commsense.training.team import material, mixing, ngrams
from commsense.training.team.columns import Columns, columns
from commsense.training.team.material import Material


def laid(task: Task = TOPIC, count: int = 90, *, words: bool = True) -> tuple[Material, Columns]:
    """Give lessons whose words tell their labels, or have nothing to do with them."""
    rows = topics(count)
    kinds = [row.labels["topic"][0] for row in rows]
    if not words:
        random.Random(2).shuffle(kinds)  # noqa: S311 - a fixed choice, no secret
    if task is SIGNS:
        told = {"billing": (SIGNS.values[0],), "delay": (SIGNS.values[1],), "praise": ()}
        labels = [{"signs": told[kind]} for kind in kinds]
    else:
        labels = [{"topic": (kind,)} for kind in kinds]
    rows = [
        replace(row, labels=each, thread=row.id) for row, each in zip(rows, labels, strict=True)
    ]
    found = material.gather(rows, [task])
    return found, columns(found.lessons, task.values)


def seen(columns: Columns, *, knows: bool) -> np.ndarray:
    """Give what an encoder made of lessons: the label itself, or nothing of it."""
    noise = np.random.default_rng(0).normal(size=(len(columns.truth), 60))
    noise[:, :30] += 6 * columns.truth[:, :1] if knows else 0
    noise[:, 30:] += 6 * columns.truth[:, 1:2] if knows else 0
    return noise.astype(np.float32)


def shares(task: Task, *, words: bool) -> dict[str, float]:
    found, own = laid(task, words=words)
    count = len(task.values)
    start = (np.zeros((count, 60)), np.zeros(count))
    return dict(mixing.shares(seen(own, knows=not words), found.lessons, own, task, start))


@pytest.mark.parametrize("task", [TOPIC, SIGNS], ids=["just one", "several"])
def test_words_count_more_where_they_tell_more(task: Task) -> None:
    told, untold = shares(task, words=True), shares(task, words=False)
    assert set(told) == set(untold) == {"en", "zh"}
    assert all(told[name] > 1 > untold[name] for name in told)


def test_where_sentences_cannot_be_held_out_both_count_alike() -> None:
    found, own = laid(count=3)
    start = (np.zeros((3, 60)), np.zeros(3))
    values = seen(own, knows=False)
    assert mixing.shares(values, found.lessons, own, TOPIC, start) == {}
    grams = ngrams.learn(found.lessons, own, [TOPIC])
    assert mixing.mixed(grams, values, found.lessons, own, [TOPIC], start).keys() == grams.keys()


def test_of_many_sentences_whole_threads_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    learn = ngrams.learn

    def counting(lessons: Sequence[object], *rest: object) -> object:
        looked.append(len(lessons))
        return learn(lessons, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(mixing, "MOST", 30)
    monkeypatch.setattr(ngrams, "learn", counting)
    shares(TOPIC, words=True)
    assert 0 < max(looked) <= 30


def test_a_share_scales_scores() -> None:
    found, own = laid()
    heads = ngrams.learn(found.lessons, own, [TOPIC])
    half = {n: {"topic": ngrams.scaled(each["topic"], 0.5)} for n, each in heads.items()}
    given = [each.given for each in found.lessons]
    one, other = (ngrams.scores(each, given, own, [TOPIC]) for each in (heads, half))
    np.testing.assert_allclose(other, one / 2, atol=1e-4)
    assert np.abs(one).max() > 1
