from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.labelling.agreement import alpha, distances, resampling

NONE = -1
Table = list[list[int]]


def judged(people: Table) -> alpha.Judgements:
    """Turn a table, a row a person, into judgements; NONE where a person did not judge."""
    found = [(unit, code) for one in people for unit, code in enumerate(one) if code != NONE]
    units, codes = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return alpha.paired(units, codes)


def nominal(people: Table) -> float | None:
    most = max((code for one in people for code in one), default=0) + 1
    return alpha.alpha(judged(people), alpha.nominal(max(most, 1)))


def coded(*rows: str) -> Table:
    return [["*abcde012345".index(c) - 1 for c in row] for row in rows]


def naive(people: Table, distance: np.ndarray) -> float:
    """Alpha from its definition, pair by pair."""
    units = [[c for c in column if c != NONE] for column in zip(*people, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [c for unit in units for c in unit]
    observed = sum(
        sum(distance[a, b] for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    ) / len(values)
    expected = sum(distance[a, b] for a, b in permutations(values, 2))
    return 1 - observed / (expected / (len(values) * (len(values) - 1)))


# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections A, B and C.
def test_two_observers_of_binary_data() -> None:
    assert nominal(coded("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)


def test_two_observers_of_nominal_data() -> None:
    assert nominal(coded("aabbdcccedda", "babbbccceddd")) == pytest.approx(0.692, abs=5e-4)


FOUR = coded("123321412***", "1233224125*3", "*3332342251*", "12332441251*")


def test_four_observers_with_missing_data() -> None:
    assert nominal(FOUR) == pytest.approx(0.743, abs=5e-4)


def test_four_observers_of_interval_data() -> None:
    values = np.arange(11.0)
    apart = (values[:, None] - values[None, :]) ** 2
    assert alpha.alpha(judged(FOUR), apart) == pytest.approx(0.849, abs=5e-4)


def test_what_one_person_alone_judged_does_not_count() -> None:
    assert nominal([[0, 1, 0, 1], [0, 1, NONE, NONE]]) == nominal([[0, 1], [0, 1]])


@pytest.mark.parametrize("people", [[[0, 0, 0], [0, 0, 0]], [[0, 1], [NONE, NONE]], [[], []]])
def test_nothing_can_be_said_without_two_answers_or_two_people(people: Table) -> None:
    assert nominal(people) is None


answers = st.integers(2, 4).flatmap(
    lambda people: st.lists(
        st.lists(st.integers(NONE, 3), min_size=people, max_size=people), min_size=2, max_size=12
    )
)


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), min_size=2).filter(lambda c: len(set(c)) > 1), st.integers(2, 4))
def test_who_always_agrees_has_one(codes: list[int], people: int) -> None:
    assert nominal([codes] * people) == pytest.approx(1)


@settings(deadline=None)
@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_people_and_sentences_and_the_names_of_labels_do_not_matter(
    columns: Table, luck: object
) -> None:
    people = [list(one) for one in zip(*columns, strict=True)]
    expected = nominal(people)
    changed = [list(one) for one in people]
    luck.shuffle(changed)  # type: ignore[attr-defined]
    order = list(range(len(columns)))
    luck.shuffle(order)  # type: ignore[attr-defined]
    renamed = [[3 - one[i] if one[i] != NONE else NONE for i in order] for one in changed]
    found = nominal(renamed)
    assert found == (expected if expected is None else pytest.approx(expected))
    assert found is None or found <= 1 + 1e-9


SETS = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 0, 1]], dtype=np.bool_)


@settings(deadline=None)
@given(answers)
def test_sets_as_by_the_definition(columns: Table) -> None:
    people = [list(one) for one in zip(*columns, strict=True)]
    found = alpha.alpha(judged(people), distances.masi(SETS))
    if found is not None:
        assert found == pytest.approx(naive(people, distances.masi(SETS)))


@settings(deadline=None)
@given(answers)
def test_each_label_by_itself_is_a_nominal_alpha(columns: Table) -> None:
    people = [list(one) for one in zip(*columns, strict=True)]
    found = judged(people)
    if not len(found.units):
        return
    measured = alpha.binary(found.units, SETS[found.codes])
    for label, value in enumerate(measured(np.ones((1, int(found.units[-1]) + 1)))[0]):
        alone = alpha.Judgements(found.units, SETS[found.codes, label].astype(np.int64))
        expected = alpha.alpha(alone, alpha.nominal(2))
        assert (None if np.isnan(value) else value) == (
            expected if expected is None else pytest.approx(expected)
        )


# Passonneau 2006: a subset counts two thirds, an overlap one third.
def test_masi_is_kind_to_subsets() -> None:
    sets = np.array([[1, 1, 0, 0], [1, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 0]], dtype=np.bool_)
    apart = distances.masi(sets)
    assert apart[0, 0] == 0
    assert apart[0, 1] == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert apart[0, 2] == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert apart[0, 3] == 1
    assert apart[3, 3] == 0
    assert distances.jaccard(sets)[0, 1] == pytest.approx(1 / 2)


def test_the_interval_holds_the_value_and_is_the_same_for_a_seed() -> None:
    random = np.random.default_rng(5)
    first = random.integers(0, 3, 300)
    second = np.where(random.random(300) < 0.8, first, random.integers(0, 3, 300))
    found = judged([first.tolist(), second.tolist()])
    measure = alpha.measure(found, alpha.nominal(3))
    one = resampling.figures(measure, 300, seed=1)[0]
    assert one == resampling.figures(measure, 300, seed=1)[0]
    assert one.value is not None
    assert one.low is not None
    assert one.high is not None
    assert one.low < one.value < one.high
    assert one.high - one.low < 0.2
    # As many sentences again make it narrower, by about the root of two.
    twice = judged([first.tolist() * 2, second.tolist() * 2])
    narrow = resampling.figures(alpha.measure(twice, alpha.nominal(3)), 600, seed=1)[0]
    assert narrow.high is not None
    assert narrow.low is not None
    assert narrow.high - narrow.low < 0.85 * (one.high - one.low)
