"""What every backend has to keep, run on a small model of each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from commsense import backends
from commsense.assessment import Prediction
from commsense.backends import Model, ModelInput
from commsense.backends.own_tasks import labels
from commsense.conversation import Side
from commsense.errors import ModelError
from commsense.labels import ACTS, FLAGS, JARGON_KINDS, RELATIONS, SENTIMENTS

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


Read = Callable[[Sequence[ModelInput]], list[Prediction]]


KINDS = (*sorted(backends.BACKENDS), "cascade-own", "linear-own", "hub-xlm-roberta")


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def model(kind: str, make_model: Callable[[str], Path]) -> Model:
    return backends.load(str(make_model(kind)))


@pytest.fixture(params=["predict", "skim"])
def read(request: pytest.FixtureRequest, model: Model) -> Read:
    return model.predict if request.param == "predict" else model.skim


def test_all_labels_with_probabilities(read: Read) -> None:
    for found in read(INPUTS):
        assert tuple(found.sentiment) == SENTIMENTS
        assert tuple(found.acts) == ACTS
        assert tuple(found.flags) == FLAGS
        values = [*found.sentiment.values(), *found.acts.values(), *found.flags.values()]
        values += found.own.values()
        assert all(type(value) is float and 0 <= value <= 1 for value in values)
        assert sum(found.sentiment.values()) == pytest.approx(1)


def test_own_labels_are_those_of_the_own_tasks(read: Read, model: Model) -> None:
    for found in read(INPUTS):
        assert tuple(found.own) == labels(model.own_tasks.values())
        for task in model.own_tasks.values():
            total = sum(found.own[label] for label in task.values)
            assert task.several or total in (0, pytest.approx(1))
    for language in (*model.languages, "fr"):
        assert tuple(model.own_thresholds(language)) == labels(model.own_tasks.values())


def test_a_sentence_reads_the_same_alone_and_in_a_batch(kind: str, read: Read) -> None:
    alone = [read([each])[0] for each in INPUTS]
    assert read(INPUTS) == alone
    assert read(INPUTS[::-1]) == alone[::-1]
    if not kind.startswith("hub"):  # by torch it takes long
        assert read(INPUTS * 40) == alone * 40


def test_nothing_in_nothing_out(read: Read) -> None:
    assert read([]) == []


def test_a_language_that_is_not_served_is_neutral_and_without_acts(read: Read) -> None:
    found = read([ModelInput("Please help", "fr")])[0]
    assert found.sentiment["neutral"] == 1
    assert not any(found.acts.values())
    assert not any(found.flags.values())
    assert found.jargon == ()


def test_jargon_lies_in_the_text(read: Read) -> None:
    for each, found in zip(INPUTS, read(INPUTS), strict=True):
        end = 0
        for mark in found.jargon:
            assert end <= mark.start < mark.end <= len(each.text)
            assert mark.kind in JARGON_KINDS
            assert type(mark.confidence) is float
            assert 0 <= mark.confidence <= 1
            end = mark.end


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
    kind: str, model: Model, make_model: Callable[[str], Path]
) -> None:
    again = backends.load(str(make_model(kind)))
    assert again.digest == model.digest
    assert len(model.digest) == 64
    assert again.predict(INPUTS) == model.predict(INPUTS)
    assert again.skim(INPUTS) == model.skim(INPUTS)


def test_what_was_learned_is_seen(read: Read) -> None:
    question, promise = read(
        [ModelInput("When will the pump be ready?", "en"), ModelInput("I will do it.", "en")]
    )
    assert question.acts["question"] > promise.acts["question"]
    assert promise.acts["commitment"] > question.acts["commitment"]


def test_unsure_is_below_the_threshold(model: Model) -> None:
    for language in (*model.languages, "fr"):
        thresholds = {**model.act_thresholds(language), **model.flag_thresholds(language)}
        limits = model.unsure_from(language)
        assert all(limits[label] <= thresholds[label] for label in limits if label in thresholds)


def test_nothing_is_told_of_a_concern_in_a_language_that_is_not_served(model: Model) -> None:
    if model.relates:
        given = ModelInput("Es läuft wieder.", "de", Side.TEAM, ("Die Pumpe ist kaputt.",))
        assert model.relate([given])[0]["none"] == 1


def test_relations_are_probabilities_and_the_same_alone(model: Model) -> None:
    given = [
        ModelInput("It works again since noon.", "en", Side.TEAM, ("The pump is broken.",)),
        ModelInput("我们已经修好了。", "zh", Side.TEAM, ("水泵又坏了,我们很失望。" * 30,)),
    ]
    if not model.relates:
        with pytest.raises(ModelError, match="pairs"):
            model.relate(given)
        return
    found = model.relate(given)
    assert found == [model.relate([each])[0] for each in given]
    for row in found:
        assert tuple(row) == RELATIONS
        assert sum(row.values()) == pytest.approx(1)
