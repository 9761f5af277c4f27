from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from taught import lesson

from commsense.assessment import Prediction
from commsense.backends.heads import prediction
from commsense.backends.inputs import ModelInput
from commsense.conversation import Side
from commsense.labels import ACTS, FLAGS, SENTIMENTS
from commsense.signals.model import sentiment_label
from commsense.training.evaluation import (
    LEAST,
    Judged,
    LabelFigures,
    SetFigures,
    compare,
    figures,
    judge,
    seen,
)
from commsense.training.lessons import LABELS, Lesson


class Told:
    """A model that says what it is told to."""

    name = "told"
    digest = "0" * 64
    languages = ("en", "zh")

    def __init__(
        self, chances: Callable[[ModelInput], Sequence[float]], limits: dict[str, float]
    ) -> None:
        self._chances = chances
        self._limits = limits

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        return [prediction(self._chances(each)) for each in inputs]

    skim = predict

    def _of(self, labels: tuple[str, ...]) -> dict[str, float]:
        return {label: self._limits.get(label, 0.5) for label in labels}

    def sentiment_thresholds(self, language: str) -> dict[str, float]:  # noqa: ARG002
        return self._of(SENTIMENTS)

    def act_thresholds(self, language: str) -> dict[str, float]:  # noqa: ARG002
        return self._of(ACTS)

    def flag_thresholds(self, language: str) -> dict[str, float]:  # noqa: ARG002
        return self._of(FLAGS)


def row(**chances: float) -> list[float]:
    return [chances.get(label, 0.0) for label in LABELS]


def told(answers: dict[str, list[float]]) -> Told:
    return Told(lambda given: answers[given.text], {})


QUESTION = ["question", "neutral"]
FOUR = [
    lesson("one", QUESTION, group="a"),
    lesson("two", QUESTION, group="a"),
    lesson("three", ["neutral"], group="b"),
    lesson("four", ["neutral"], group="c"),
]
ANSWERS = {
    "one": row(neutral=1, question=0.9),
    "two": row(neutral=1, question=0.2),
    "three": row(neutral=1, question=0.7),
    "four": row(neutral=1, question=0.6),
}


def of(found: SetFigures, label: str) -> LabelFigures:
    return next(each for each in found.labels if each.label == label)


def test_figures_are_those_counted_by_hand() -> None:
    found = figures(judge({"four": FOUR}, told(ANSWERS))[0])
    assert (found.name, found.language, found.sentences, found.threads) == ("four", "en", 4, 3)
    question = of(found, "question")
    assert (question.true, question.seen) == (2, 3)
    assert question.precision.value == pytest.approx(1 / 3)
    assert question.recall.value == pytest.approx(1 / 2)
    assert question.f1.value == pytest.approx(2 / 5)
    gaps = (1 - 0.9, 1 - 0.2, 0 - 0.7, 0 - 0.6)  # one example in each range of probabilities
    assert question.calibration_error == pytest.approx(sum(map(abs, gaps)) / 4)


def test_labels_that_neither_occur_nor_were_seen_are_left_out() -> None:
    found = figures(judge({"four": FOUR}, told(ANSWERS))[0])
    assert {each.label for each in found.labels} == {"question", "neutral"}


def test_a_label_that_is_never_true_but_seen_is_shown_as_wrong() -> None:
    answers = {name: row(neutral=1, vague=0.9) for name in ANSWERS}
    vague = of(figures(judge({"four": FOUR}, told(answers))[0]), "vague")
    assert (vague.true, vague.seen, vague.precision.value, vague.f1.value) == (0, 4, 0, 0)


def test_rows_count_only_where_their_label_is_known() -> None:
    rows = [
        *FOUR,
        lesson("one", [], [], group="d"),  # nothing is known of it
        lesson("three", ["cause"], ["vague"], group="e"),
    ]
    found = figures(judge({"part": rows}, told(ANSWERS))[0])
    whole = figures(judge({"four": FOUR}, told(ANSWERS))[0])
    for label in ("question", "neutral"):
        one, other = of(found, label), of(whole, label)
        assert (one.true, one.seen) == (other.true, other.seen)
        assert one.calibration_error == pytest.approx(other.calibration_error)
    assert (of(found, "cause").true, found.sentences) == (1, 6)


def test_flags_of_a_client_do_not_count() -> None:
    answers = {"one": row(neutral=1, harsh=0.9)}
    judged = [each for each in LABELS if each not in FLAGS]
    rows = [lesson("one", ["neutral"], judged, side=Side.CLIENT)]
    found = figures(judge({"four": rows}, told(answers))[0])
    assert {each.label for each in found.labels} == {"neutral"}


def test_sets_and_languages_are_measured_apart() -> None:
    rows = [*FOUR, lesson("three", language="zh"), lesson("four", language="zh")]
    found = judge({"mixed": rows, "again": FOUR[:1]}, told(ANSWERS))
    assert [(each.name, each.language, len(each.thread)) for each in found] == [
        ("mixed", "en", 4),
        ("mixed", "zh", 2),
        ("again", "en", 1),
    ]


def random_lessons(count: int = 400, seed: int = 5) -> list[Lesson]:
    random = np.random.default_rng(seed)
    return [
        lesson(
            str(number),
            [
                SENTIMENTS[random.integers(3)],
                *(label for label in (*ACTS[:4], *FLAGS[:2]) if random.random() < 0.2),
            ],
            group=f"g-{random.integers(60)}",
        )
        for number in range(count)
    ]


LESSONS = random_lessons()
PERFECT = told({each.given.text: [float(name in each.has) for name in LABELS] for each in LESSONS})


def guessing(seed: int) -> Told:
    random = np.random.default_rng(seed)
    return told({each.given.text: random.random(len(LABELS)).tolist() for each in LESSONS})


@pytest.fixture(scope="module")
def perfect() -> Judged:
    return judge({"made": LESSONS}, PERFECT)[0]


@pytest.fixture(scope="module")
def guessed() -> Judged:
    return judge({"made": LESSONS}, guessing(1))[0]


def test_a_perfect_model_is_always_right(perfect: Judged) -> None:
    found = figures(perfect)
    assert {each.f1.value for each in found.labels} == {1.0}
    assert {(each.low, each.high) for each in found.means.values()} == {(1.0, 1.0)}
    assert {each.calibration_error for each in found.labels} == {0.0}


def test_intervals_hold_the_value_and_are_not_a_point(guessed: Judged) -> None:
    found = figures(guessed)
    ranges = [r for each in found.labels for r in (each.precision, each.recall, each.f1)]
    for each in [*ranges[: 3 * 7], *found.means.values()]:
        assert 0 <= each.low < each.value < each.high <= 1


def test_a_mean_is_that_of_the_labels_with_enough_examples(guessed: Judged) -> None:
    found = figures(guessed)
    acts = [each.f1.value for each in found.labels if each.label in ACTS and each.true >= LEAST]
    assert len(acts) == 4
    assert found.means["acts"].value == pytest.approx(np.mean(acts))
    rare = figures(judge({"few": LESSONS[:12]}, guessing(1))[0])
    assert set(rare.means) <= {"sentiment"}


def test_more_sentences_of_the_same_threads_make_nothing_surer() -> None:
    few = figures(judge({"made": LESSONS}, guessing(1))[0])
    many = figures(judge({"made": LESSONS * 5}, guessing(1))[0])
    assert many.sentences == 5 * few.sentences
    assert many.means["acts"] == few.means["acts"]


def test_more_threads_make_it_surer() -> None:
    def width(rows: list[Lesson]) -> float:
        mean = figures(judge({"made": rows}, guessing(1))[0]).means["acts"]
        return mean.high - mean.low

    copies = [replace(each, group=f"{each.group}-{n}") for n in range(9) for each in LESSONS]
    assert width(copies) < 0.5 * width(LESSONS)


def test_the_same_seed_gives_the_same_figures(perfect: Judged, guessed: Judged) -> None:
    assert figures(guessed, seed=4) == figures(guessed, seed=4)
    assert compare(perfect, guessed, seed=4) == compare(perfect, guessed, seed=4)
    one, other = (figures(guessed, seed=seed).means["acts"] for seed in (4, 5))
    assert one.value == other.value
    assert (one.low, one.high) != (other.low, other.high)


def test_a_perfect_model_beats_a_guessing_one(perfect: Judged, guessed: Judged) -> None:
    found = compare(perfect, guessed)
    assert [each.group for each in found] == ["sentiment", "acts", "flags"]
    for each in found:
        mean = figures(guessed).means[each.group]
        assert each.gain.value == pytest.approx(1 - mean.value)
        assert 0 < each.gain.low < each.gain.value < each.gain.high
        assert each.chance < 0.01


def test_a_guessing_model_does_not_beat_a_perfect_one(perfect: Judged, guessed: Judged) -> None:
    for each in compare(guessed, perfect):
        assert each.gain.high < 0
        assert each.chance > 0.99


def test_a_model_is_not_better_than_itself(guessed: Judged) -> None:
    for each in compare(guessed, guessed):
        assert (each.gain.low, each.gain.value, each.gain.high, each.chance) == (0, 0, 0, 1)


def test_two_guessing_models_cannot_be_told_apart(guessed: Judged) -> None:
    other = judge({"made": LESSONS}, guessing(2))[0]
    acts = next(each for each in compare(guessed, other) if each.group == "acts")
    assert acts.gain.low < 0 < acts.gain.high
    assert 0.01 < acts.chance < 0.99


@pytest.mark.parametrize("decimals", [1, 12])  # rounded ones are often the same
def test_sentiment_is_seen_as_it_is_in_use(decimals: int) -> None:
    random = np.random.default_rng(9)
    for limits in np.round(random.random((40, 3)), decimals).tolist():
        chances = np.round(random.random((50, len(LABELS))), decimals)
        by_label = dict(zip(SENTIMENTS, limits, strict=True))
        model = Told(lambda given, rows=chances: rows[int(given.text)], by_label)
        given = [ModelInput(str(place), "en") for place in range(len(chances))]
        told_of = [sentiment_label(each, "en", model) for each in model.predict(given)]
        found = seen(chances, dict.fromkeys(LABELS, 0.5) | by_label)
        assert (found[:, :3].sum(axis=1) == 1).all()
        assert [SENTIMENTS[place] for place in found[:, :3].argmax(axis=1)] == told_of


def test_acts_and_flags_are_seen_from_their_threshold_on() -> None:
    chances = np.array([row(question=0.3, vague=0.6), row(question=0.29, vague=0.61)])
    found = seen(chances, dict.fromkeys(LABELS, 0.9) | {"question": 0.3, "vague": 0.61})
    assert found[:, LABELS.index("question")].tolist() == [True, False]
    assert found[:, LABELS.index("vague")].tolist() == [False, True]
    assert found[:, 3:].sum() == 2
