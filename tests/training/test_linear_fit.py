from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commsense.backends.features import single_words
from commsense.backends.heads import Heads
from commsense.backends.inputs import ModelInput
from commsense.conversation import Side
from commsense.labels import ACTS, SENTIMENTS
from commsense.training import fit, linear_fit, tasks, vectors
from commsense.training.examples import LABELS
from commsense.training.lessons import Lesson
from commsense.training.tasks import Task

THINGS = ("pump", "report", "gate", "plan", "door", "valve", "price", "table")
OPTIONS = fit.Options(features=400)


def lesson(text: str, *has: str, side: Side = Side.TEAM, language: str = "en") -> Lesson:
    names = frozenset({*has, "neutral"})
    return Lesson(ModelInput(text, language, side), "made", text, names, frozenset(LABELS) - names)


def taught() -> list[Lesson]:
    asked = [lesson(f"When will the {thing} be ready?", "question") for thing in THINGS]
    promised = [lesson(f"I will send the {thing} tomorrow.", "commitment") for thing in THINGS]
    return asked + promised


@pytest.fixture(autouse=True)
def little_data(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One task and a few unlabelled texts; gives the texts that the word vectors were made from."""
    said = ("Could you call me?", "The gate is open.", "Would you send it?", "All is well here.")
    spoken: list[str] = []

    def read(*_: object) -> list[Task]:
        return [Task("asks", said, (True, False, True, False))]

    def learn(texts: list[str], *_: object) -> tuple[np.ndarray, np.ndarray]:
        spoken.extend(texts)
        words = np.unique(single_words([" ".join(THINGS[:3])], "en").buckets)
        return words.astype(np.int32), np.eye(len(words), dtype=np.float32)

    monkeypatch.setattr(tasks, "read", read)
    monkeypatch.setattr(vectors, "learn", learn)
    monkeypatch.setattr(vectors, "texts", lambda *_: iter(["Kept aside for measuring.", "Other."]))
    return spoken


def test_what_was_taught_is_told() -> None:
    heads = Heads("en", linear_fit.heads(Path(), "en", taught(), (), OPTIONS))
    asked, promised = heads.scores(
        [
            ModelInput("When will the lamp be ready?", "en"),
            ModelInput("I will send the lamp soon.", "en"),
        ]
    )
    question, commitment = LABELS.index("question"), LABELS.index("commitment")
    assert asked[question] > promised[question]
    assert promised[commitment] > asked[commitment]


def test_texts_kept_for_measuring_are_not_learned_from(little_data: list[str]) -> None:
    linear_fit.heads(Path(), "en", taught(), [lesson("Kept aside for measuring.")], OPTIONS)
    assert "Other." in little_data
    assert "Kept aside for measuring." not in little_data


def test_lessons_of_which_little_is_known_are_left_out(little_data: list[str]) -> None:
    partial = Lesson(
        ModelInput("A public set's text.", "en"), "set", "set", frozenset({"question"})
    )
    other = lesson("另一种语言", language="zh")
    linear_fit.heads(Path(), "en", [*taught(), partial, other], (), OPTIONS)
    assert "A public set's text." not in little_data
    assert "另一种语言" not in little_data


def test_flags_are_not_learned_from_clients() -> None:
    rows = [lesson("We are late.", side=Side.CLIENT), lesson("We are late.", side=Side.BOTH)]
    assert linear_fit.flags_judged(rows).tolist() == [False, True]
    client = Lesson(
        ModelInput("x y z", "en", Side.CLIENT), "made", "t", lacks=frozenset(SENTIMENTS + ACTS)
    )
    assert linear_fit._complete(client)
