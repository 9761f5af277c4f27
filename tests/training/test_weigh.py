from __future__ import annotations

import numpy as np
import pytest

from commsense.backends.heads import LABELS
from commsense.training.weigh import ASSUMED, ENOUGH, blend, gate, says_something

pytest.importorskip("sklearn")
COUNT = 600
RANDOM = np.random.default_rng(11)
TRUTH = RANDOM.random((COUNT, len(LABELS))) < 0.3
NOISE = RANDOM.normal(size=TRUTH.shape)
TELLING = np.where(TRUTH, 1.5, -1.5) + RANDOM.normal(size=TRUTH.shape)
KNOWN = np.ones(TRUTH.shape, dtype=bool)


def test_the_score_that_tells_more_weighs_more() -> None:
    encoder, linear = blend(TELLING, NOISE, TRUTH, KNOWN)
    assert (encoder > 4 * linear).all()
    encoder, linear = blend(NOISE, TELLING, TRUTH, KNOWN)
    assert (linear > 4 * encoder).all()


def test_two_scores_that_tell_the_same_share_the_weight() -> None:
    other = np.where(TRUTH, 1.5, -1.5) + np.random.default_rng(12).normal(size=TRUTH.shape)
    encoder, linear = blend(TELLING, other, TRUTH, KNOWN)
    assert np.median(encoder / linear) == pytest.approx(1, abs=0.2)


def test_a_score_that_says_the_opposite_is_not_counted() -> None:
    opposite = np.where(TRUTH, -1.5, 1.5) + NOISE
    encoder, linear = blend(TELLING, opposite, TRUTH, KNOWN)
    assert (encoder > 0).all()
    assert (linear == 0).all()


def test_a_rare_label_gets_the_assumed_weights() -> None:
    rare = TRUTH.copy()
    rare[:, 4] = False
    rare[: ENOUGH - 1, 4] = True
    found = blend(TELLING, NOISE, rare, KNOWN)
    assert found[:, 4].tolist() == list(ASSUMED)
    assert (found[:, 5] != ASSUMED).all()


def test_rows_of_which_the_truth_is_not_known_do_not_count() -> None:
    known, wrong, scores = KNOWN.copy(), TRUTH.copy(), TELLING.copy()
    known[:200] = False
    wrong[:200] = ~wrong[:200]
    scores[:200] *= 50
    assert blend(scores, NOISE, wrong, known) == pytest.approx(
        blend(TELLING[200:], NOISE[200:], TRUTH[200:], KNOWN[200:])
    )


@pytest.mark.parametrize("kept", [0.8, 0.95, 1.0])
def test_the_gate_lets_through_the_share_asked_for(kept: float) -> None:
    seen = TRUTH[:, 3] | TRUTH[:, 4]
    found = gate(TELLING, seen, kept)
    passed = TELLING @ found[:-1] + found[-1] >= -1e-9
    assert passed[seen].mean() == pytest.approx(kept, abs=0.01)
    assert passed[~seen].mean() < passed[seen].mean()


def test_the_gate_settles_most_of_what_says_nothing() -> None:
    seen = TRUTH[:, 3]
    found = gate(TELLING * 3, seen, 0.9)
    passed = TELLING * 3 @ found[:-1] + found[-1] >= 0
    assert passed[~seen].mean() < 0.4


def test_a_score_that_never_moves_does_not_break_the_gate() -> None:
    scores = TELLING.copy()
    scores[:, 7] = 2.0
    assert np.isfinite(gate(scores, TRUTH[:, 3], 0.9)).all()


@pytest.mark.parametrize(
    ("label", "says"), [("neutral", False), ("negative", True), ("vague", True)]
)
def test_only_a_neutral_sentiment_says_nothing(label: str, says: bool) -> None:
    found = np.zeros((2, len(LABELS)), dtype=bool)
    found[1, LABELS.index(label)] = True
    assert says_something(found).tolist() == [False, says]
