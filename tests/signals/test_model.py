from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import pytest

from commsense.assessment import Mark, Prediction, ReadSentence
from commsense.backends import ModelInput
from commsense.backends.own_tasks import OwnTask
from commsense.conversation import Side
from commsense.labels import ACTS, FLAGS, SENTIMENTS, Origin
from commsense.signals.model import CONTEXT, marks, read, sentiment_label


class Fixed:
    """A model that says one thing, and remembers what it was asked."""

    name = "fixed"
    digest = "0" * 64
    languages = ("en", "zh")

    def __init__(self, **chances: float) -> None:
        self.chances = chances
        self.asked: list[ModelInput] = []

    def _of(self, labels: tuple[str, ...]) -> dict[str, float]:
        return {label: self.chances.get(label, 0.0) for label in labels}

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        self.asked = list(inputs)
        found = Prediction(self._of(SENTIMENTS), self._of(ACTS), self._of(FLAGS))
        return [found] * len(inputs)

    def sentiment_thresholds(self, language: str) -> dict[str, float]:  # noqa: ARG002
        return dict.fromkeys(SENTIMENTS, 0.3)

    def act_thresholds(self, language: str) -> dict[str, float]:  # noqa: ARG002
        return dict.fromkeys(ACTS, 0.4)

    def flag_thresholds(self, language: str) -> dict[str, float]:  # noqa: ARG002
        return dict.fromkeys(FLAGS, 0.6)


def sentence(text: str, side: Side = Side.TEAM, language: str = "en") -> ReadSentence:
    return ReadSentence(1, 0, len(text), text, language, side)


def labels(found: ReadSentence, kind: str) -> list[str]:
    return [signal.label for signal in found.find(kind)]


def test_labels_at_or_above_their_threshold_become_signals() -> None:
    model = Fixed(question=0.4, request=0.39, vague=0.7, harsh=0.5, neutral=1.0)
    ((found,),) = read([[sentence("When?")]], model)
    assert labels(found, "act") == ["question"]
    assert labels(found, "flag") == ["vague"]
    assert found.acts["request"] == 0.39
    assert all(s.origin is Origin.MODEL and (s.start, s.end) == (0, 5) for s in found.signals)
    assert found.find("act")[0].confidence == 0.4


@pytest.mark.parametrize(
    ("side", "flags"),
    [(Side.CLIENT, []), (Side.TEAM, ["vague"]), (Side.BOTH, ["vague"]), (Side.UNKNOWN, ["vague"])],
)
def test_flags_are_never_for_the_client(side: Side, flags: list[str]) -> None:
    ((found,),) = read([[sentence("Soon.", side)]], Fixed(vague=0.9))
    assert labels(found, "flag") == flags


def test_another_language_is_not_assessed() -> None:
    ((english, french),) = read(
        [[sentence("Yes"), sentence("Oui", language="fr")]], Fixed(question=0.9)
    )
    assert english.assessed
    assert not french.assessed
    assert french.signals == ()
    assert french.acts == {}


def test_signals_that_were_there_stay() -> None:
    ((first,),) = read([[sentence("When?")]], Fixed(question=0.9))
    ((again,),) = read([[replace(first, text="When?")]], Fixed(request=0.9))
    assert labels(again, "act") == ["question", "request"]


def test_the_sentences_before_are_the_context() -> None:
    model = Fixed()
    read([[sentence(str(number)) for number in range(5)]], model)
    assert [each.context for each in model.asked][:3] == [(), ("0",), ("0", "1")]
    assert all(len(each.context) <= CONTEXT for each in model.asked)
    assert model.asked[4].context[-1] == "3"


@pytest.mark.parametrize(
    ("negative", "positive", "label"),
    [
        (0.1, 0.2, "neutral"),
        (0.3, 0.2, "negative"),
        (0.31, 0.4, "positive"),
        (0.4, 0.35, "negative"),
    ],
)
def test_sentiment_is_the_likelier_above_its_threshold(
    negative: float, positive: float, label: str
) -> None:
    scores = {"negative": negative, "neutral": 1 - negative - positive, "positive": positive}
    assert sentiment_label(Prediction(scores, {}, {}), "en", Fixed()) == label


def test_nothing_to_read() -> None:
    assert read([], Fixed()) == []
    assert read([[]], Fixed()) == [()]


def test_messages_are_read_together_as_each_alone() -> None:
    one = [sentence("When?"), sentence("Soon.", Side.CLIENT)]
    two = [sentence("Yes")]
    model = Fixed(question=0.9, vague=0.9)
    assert read([one, two], model) == [*read([one], model), *read([two], model)]


def test_context_never_comes_from_another_message() -> None:
    model = Fixed()
    read([[sentence("One")], [sentence("Two")]], model)
    assert [item.context for item in model.asked] == [(), ()]


def test_a_sign_by_itself_is_no_jargon() -> None:
    text = "Call recv_frames - twice."
    found = tuple(Mark(start, end, "technical", 0.9) for start, end in ((5, 16), (9, 10), (17, 18)))
    assert [(each.start, each.end) for each in marks(Prediction({}, {}, {}, found), text)] == [
        (5, 16)
    ]


TASKS = (
    OwnTask("topic", ("billing", "delay"), several=False),
    OwnTask("signs", ("escalation_risk", "升级")),
)


class Taught(Fixed):
    """A model that a team taught labels of its own."""

    own_tasks: ClassVar[dict[str, OwnTask]] = {task.name: task for task in TASKS}
    limits: ClassVar[dict[str, float]] = {
        "billing": 0,
        "delay": 0.8,
        "escalation_risk": 0.5,
        "升级": 0.5,
    }

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        own = self._of(("billing", "delay", "escalation_risk", "升级"))
        return [replace(each, own=own) for each in super().predict(inputs)]

    def own_thresholds(self, language: str) -> dict[str, float]:  # noqa: ARG002
        return self.limits


@pytest.mark.parametrize("side", [Side.TEAM, Side.CLIENT])
def test_own_labels_become_signals_of_the_model(side: Side) -> None:
    model = Taught(billing=0.3, delay=0.2, escalation_risk=0.5)
    model.limits = {**model.limits, "升级": 0.1}
    ((found,),) = read([[sentence("When?", side)]], model)
    assert labels(found, "own") == ["billing", "escalation_risk"]
    assert found.has("own:escalation_risk")
    assert all(s.origin is Origin.MODEL and (s.start, s.end) == (0, 5) for s in found.find("own"))
    assert found.find("own:escalation_risk")[0].confidence == 0.5


@pytest.mark.parametrize(
    ("chances", "seen"),
    [
        ({"billing": 0.6, "delay": 0.4}, ["billing"]),
        ({"billing": 0.3, "delay": 0.7}, []),  # the likeliest, and below its own threshold
        ({"billing": 0.1, "delay": 0.9}, ["delay"]),
        ({}, []),
        ({"升级": 0.5, "escalation_risk": 0.49, "billing": 1.0}, ["billing", "升级"]),
    ],
)
def test_one_value_of_a_task_or_several(chances: dict[str, float], seen: list[str]) -> None:
    ((found,),) = read([[sentence("When?")]], Taught(**chances))
    assert labels(found, "own") == seen


def test_own_labels_are_not_told_of_another_language() -> None:
    ((found,),) = read([[sentence("Quand?", language="fr")]], Taught(escalation_risk=1.0))
    assert found.signals == ()
