"""What every backend has to keep, run on a small model of each kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commsense import backends
from commsense.assessment import ACTS, FLAGS, SENTIMENTS
from commsense.backends import Model, ModelInput
from commsense.conversation import Side

INPUTS = [
    ModelInput("Could you send the revised schedule by Friday?", "en", Side.CLIENT),
    ModelInput("我们会尽快处理这个问题。", "zh", Side.TEAM, ("系统又报错了。",)),
    ModelInput("The delay comes from a supplier's change.", "en", Side.TEAM),
    ModelInput("", "en"),
    ModelInput("", "zh"),
    ModelInput("   \n\t", "en"),
    ModelInput("？！", "zh"),
    ModelInput("\ud800 \x00 \U0001f600", "en"),
    ModelInput("Bonjour à tous, merci.", "fr"),
    ModelInput("何か", "und"),
    ModelInput("word " * 20_000, "en"),
    ModelInput("字" * 100_000, "zh"),
]


@pytest.fixture(scope="module", params=sorted(backends.BACKENDS))
def model(request: pytest.FixtureRequest, make_model: Callable[[str], Path]) -> Model:
    return backends.load(str(make_model(request.param)))


def test_all_labels_with_probabilities(model: Model) -> None:
    for found in model.predict(INPUTS):
        assert tuple(found.sentiment) == SENTIMENTS
        assert tuple(found.acts) == ACTS
        assert tuple(found.flags) == FLAGS
        values = [*found.sentiment.values(), *found.acts.values(), *found.flags.values()]
        assert all(type(value) is float and 0 <= value <= 1 for value in values)
        assert sum(found.sentiment.values()) == pytest.approx(1)


def test_a_sentence_reads_the_same_alone_and_in_a_batch(model: Model) -> None:
    alone = [model.predict([each])[0] for each in INPUTS]
    assert model.predict(INPUTS) == alone
    assert model.predict(INPUTS[::-1]) == alone[::-1]
    assert model.predict(INPUTS * 40) == alone * 40


def test_nothing_in_nothing_out(model: Model) -> None:
    assert model.predict([]) == []


def test_a_language_that_is_not_served_is_neutral_and_without_acts(model: Model) -> None:
    found = model.predict([ModelInput("Please help", "fr")])[0]
    assert found.sentiment["neutral"] == 1
    assert not any(found.acts.values())
    assert not any(found.flags.values())


def test_thresholds_for_all_labels(model: Model) -> None:
    for language in (*model.languages, "fr"):
        assert tuple(model.sentiment_thresholds(language)) == SENTIMENTS
        assert tuple(model.act_thresholds(language)) == ACTS
        assert tuple(model.flag_thresholds(language)) == FLAGS
        values = [
            *model.act_thresholds(language).values(),
            *model.flag_thresholds(language).values(),
        ]
        assert all(0 < value < 1 for value in values)


def test_the_same_folder_gives_the_same_model(
    model: Model, make_model: Callable[[str], Path]
) -> None:
    again = backends.load(str(make_model("linear")))
    assert again.digest == model.digest
    assert len(model.digest) == 64
    assert again.predict(INPUTS) == model.predict(INPUTS)


def test_what_was_learned_is_seen(model: Model) -> None:
    question, promise = model.predict(
        [ModelInput("When will the pump be ready?", "en"), ModelInput("I will do it.", "en")]
    )
    assert question.acts["question"] > promise.acts["question"]
    assert promise.acts["commitment"] > question.acts["commitment"]
