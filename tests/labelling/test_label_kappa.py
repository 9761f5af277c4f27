from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.labelling.agreement.kappa import kappa

pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)


def of(answers: list[tuple[int, int]]) -> float | None:
    first, second = np.array(answers, dtype=np.int64).reshape(-1, 2).T
    return kappa(first, second)


def test_the_example_of_cohen() -> None:
    """Cohen 1960, two judges of 200 patients: 140 agreed, 82 by chance."""
    table = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
    answers = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    assert of(answers) == pytest.approx((140 - 82) / (200 - 82))


def test_nothing_can_be_said_of_one_answer_or_none() -> None:
    assert of([]) is None
    assert of([(2, 2), (2, 2)]) is None


@settings(deadline=None)
@given(pairs)
def test_the_same_both_ways(answers: list[tuple[int, int]]) -> None:
    one, other = of(answers), of([(b, a) for a, b in answers])
    assert one == (other if other is None else pytest.approx(other))


@settings(deadline=None)
@given(pairs)
def test_as_scikit_learn_has_it(answers: list[tuple[int, int]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    found = of(answers)
    if found is not None:
        first, second = zip(*answers, strict=True)
        assert found == pytest.approx(metrics.cohen_kappa_score(first, second))
