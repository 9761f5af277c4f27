from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commsense.backends.encoder import Scored
from commsense.backends.inputs import ModelInput
from commsense.backends.pieces import Cut, Reading
from commsense.conversation import Side
from commsense.training import choose
from commsense.training.choose import Scores
from commsense.training.evaluation import figures
from commsense.training.examples import LABELS
from commsense.training.lessons import Lesson, truth

COUNT = 600
SPAN = 3  # pieces of each sentence


@pytest.fixture(scope="module")
def found() -> Scores:
    """The encoder tells every label apart, with the linear heads it is half a guess."""
    random = np.random.default_rng(11)
    rows = []
    for place in range(COUNT):
        some = {label for label in LABELS[3:] if random.random() < 0.08}
        has = frozenset(some | {LABELS[int(random.choice(3, p=(0.2, 0.6, 0.2)))]})
        given = ModelInput(f"sentence {place}", "en", Side.TEAM)
        jargon = ((0, 8, "technical"),) if place % 3 == 0 else ()
        rows.append(
            Lesson(given, "made", f"t{place // 4}", has, frozenset(LABELS) - has, jargon=jargon)
        )
    sign = truth(rows) * 2.0 - 1
    cut = Cut((200, 201, 202), (0, 9, 10), (8, 10, 11), (False, False, True))
    reading = Reading((101, 3, 200, 201, 202, 102), (0,) * 6, cut)
    read = []
    for row in rows:
        spans = np.zeros((SPAN, 6), dtype=np.float32)
        spans[:, 0] = 4
        if row.jargon:
            spans[0, 2] = 8
        read.append(Scored(reading, np.zeros(27, np.float32), spans, np.zeros(5, np.float32)))
    return Scores(
        rows=tuple(rows),
        full=sign * 3 + random.normal(scale=0.8, size=sign.shape),
        short=sign * 3 + random.normal(scale=1.2, size=sign.shape),
        linear=sign * 0.5 + random.normal(scale=1.0, size=sign.shape),
        read=tuple(read),
    )


def macro(found: Scores, model: choose.Model) -> float:
    return figures(choose.crossed("made", found, model), rounds=50).means["acts"].value


def test_the_whole_model_is_at_least_as_good_as_its_parts(found: Scores) -> None:
    whole, short = macro(found, choose.by_all), macro(found, choose.by_short)
    linear = macro(found, choose.by_linear)
    assert whole > 0.95
    assert whole >= short > linear


def test_the_gate_sets_something_aside_and_costs_little(found: Scores) -> None:
    choice = choose.choose(found)
    open_ = choose.open_rows(choice, found)
    assert 0 < open_.sum() < COUNT
    assert macro(found, choose.by_cascade) > macro(found, choose.by_linear)


def test_nothing_is_judged_with_numbers_chosen_on_it(
    found: Scores, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[tuple[set[str], set[str]]] = []

    def watched(part: Scores) -> set[str]:
        return {each.group for each in part.rows}

    def judge(choice: object, part: Scores) -> tuple[np.ndarray, np.ndarray]:
        met.append((choice, watched(part)))  # type: ignore[arg-type]
        return part.full, part.full > 0

    monkeypatch.setattr(choose, "choose", watched)
    choose.crossed("made", found, judge)
    assert len(met) == 2
    for chosen_on, judged_on in met:
        assert chosen_on
        assert judged_on
        assert not chosen_on & judged_on


def test_only_a_part_of_what_was_judged(found: Scores) -> None:
    whole = choose.judged("made", found, choose.by_all(choose.choose(found), found))
    rows = np.arange(COUNT) % 8 == 0
    part = choose.only(whole, rows, "part")
    assert part.name == "part"
    assert len(part.thread) == rows.sum()
    assert part.thread.max() == len(set(whole.thread[rows])) - 1
    assert (part.truth == whole.truth[rows]).all()


def test_jargon_spans_count_by_overlap(found: Scores) -> None:
    limit, precision, recall, given, marked = choose.spans([found], 0.5)
    assert (limit, precision, recall) == (0.5, 1.0, 1.0)
    assert given == marked == COUNT / 3


def test_rows_whose_jargon_nobody_marked_do_not_count(found: Scores) -> None:
    unmarked = replace(found, rows=tuple(replace(each, jargon=None) for each in found.rows))
    assert choose.spans([unmarked], 0.5)[3:] == (0, 0)


def doubtful(found: Scores) -> Scores:
    """Marks of sentences with jargon and of as many without, the latter a little less sure."""
    read = []
    for place, each in enumerate(found.read):
        spans = np.zeros((SPAN, 6), dtype=np.float32)
        spans[0, 2] = (1.5, 0.5, -4)[place % 3]
        read.append(replace(each, spans=spans))
    return replace(found, read=tuple(read))


def test_the_limit_of_jargon_leans_to_precision(found: Scores) -> None:
    given = doubtful(found)
    assert choose.spans([given], 0.2)[1] < choose.JARGON_PRECISION
    least = choose.jargon_limit([given])
    _, precision, recall, _, _ = choose.spans([given], least)
    assert precision >= choose.JARGON_PRECISION
    assert recall == 1


def test_jargon_of_each_half_is_judged_with_the_limit_of_the_other(
    found: Scores, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[set[str]] = []

    def watched(parts: list[Scores]) -> float:
        met.append({each.group for each in parts[0].rows})
        return 0.5

    monkeypatch.setattr(choose, "jargon_limit", watched)
    precision, recall, given, marked = choose.crossed_spans([found], 0)
    assert (precision, recall) == (1, 1)
    assert given == marked == COUNT / 3
    assert met[0]
    assert met[1]
    assert not met[0] & met[1]
