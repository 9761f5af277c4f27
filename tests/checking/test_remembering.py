"""The model that remembers: the same answers, each sentence read once, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any, ClassVar

import pytest

from commsense import backends
from commsense.assessment import Prediction
from commsense.backends import Model, ModelInput
from commsense.checking import remembering
from commsense.checking.remembering import Remembering
from commsense.conversation import Side

WAYS = ("predict", "skim", "relate")


class Counting:
    """A model whose answers tell the input and the way it was read, and that counts."""

    name, digest, relates, languages = "counting", "0" * 64, True, ("en", "zh")
    own_tasks: ClassVar[dict[str, Any]] = {}

    def __init__(self) -> None:
        self.read: Counter[tuple[str, ModelInput]] = Counter()
        self.calls = 0
        self.broken = False
        self.seconds = 0.0

    def predict(self, inputs: Sequence[ModelInput]) -> list[Any]:
        return self._read("predict", inputs)

    def skim(self, inputs: Sequence[ModelInput]) -> list[Any]:
        return self._read("skim", inputs)

    def relate(self, inputs: Sequence[ModelInput]) -> list[Any]:
        return self._read("relate", inputs)

    def _read(self, way: str, inputs: Sequence[ModelInput]) -> list[Any]:
        if self.broken:
            raise RuntimeError("out of memory")
        self.calls += 1
        self.read.update((way, each) for each in inputs)
        sleep(self.seconds)
        return [(way, each) for each in inputs]

    def thresholds(self, language: str) -> dict[str, float]:
        return {language: 0.5}

    sentiment_thresholds = act_thresholds = flag_thresholds = unsure_from = thresholds
    own_thresholds = thresholds


def inputs(*texts: str) -> list[ModelInput]:
    return [ModelInput(text, "en") for text in texts]


@pytest.fixture(scope="module")
def model() -> Model:
    return backends.load("default")


def test_it_answers_as_the_model_does(model: Model) -> None:
    given = [
        ModelInput("When is the import fixed?", "en", Side.CLIENT),
        ModelInput("导入问题我们会尽快修复。", "zh", Side.TEAM),
        ModelInput("The import works again.", "en", Side.TEAM, ("When is the import fixed?",)),
        ModelInput("When is the import fixed?", "en", Side.CLIENT),
    ]
    wrapped = Remembering(model)
    for way in WAYS:
        plain = getattr(model, way)(given)
        assert getattr(wrapped, way)(given) == plain
        assert getattr(wrapped, way)(given[::-1]) == plain[::-1]
        assert [getattr(wrapped, way)([each])[0] for each in given] == plain


def test_it_looks_like_the_model(model: Model) -> None:
    wrapped = Remembering(model)
    assert (wrapped.name, wrapped.digest) == (model.name, model.digest)
    assert (wrapped.relates, wrapped.languages) == (model.relates, model.languages)
    assert wrapped.own_tasks is model.own_tasks
    limits = ("sentiment", "act", "flag", "own")
    for name in (*(f"{each}_thresholds" for each in limits), "unsure_from"):
        for language in model.languages:
            assert getattr(wrapped, name)(language) == getattr(model, name)(language)


@pytest.mark.parametrize("way", WAYS)
def test_each_sentence_is_read_once(way: str) -> None:
    model = Counting()
    wrapped = Remembering(model)
    read = getattr(wrapped, way)
    assert read(inputs("a", "b", "a")) == [(way, each) for each in inputs("a", "b", "a")]
    assert read(inputs("b", "c", "a")) == [(way, each) for each in inputs("b", "c", "a")]
    assert read([]) == []
    assert set(model.read.values()) == {1}
    assert model.calls == 2


def test_a_sentence_in_another_place_is_another_one() -> None:
    model = Counting()
    wrapped = Remembering(model)
    given = [
        ModelInput("Yes.", "en"),
        ModelInput("Yes.", "en", Side.TEAM),
        ModelInput("Yes.", "en", Side.TEAM, ("Is it ready?",)),
        ModelInput("Yes.", "zh"),
    ]
    assert [found for _, found in wrapped.predict(given)] == given
    assert len(model.read) == 4


def test_what_was_skimmed_is_still_read() -> None:
    model = Counting()
    wrapped = Remembering(model)
    given = inputs("a")
    assert [getattr(wrapped, way)(given) for way in WAYS] == [[(way, given[0])] for way in WAYS]


def test_memory_is_bounded_and_what_is_used_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 3)
    model = Counting()
    wrapped = Remembering(model)
    wrapped.predict(inputs("a", "b", "c"))
    wrapped.predict(inputs("a"))  # now "b" is the longest unused
    wrapped.predict(inputs("d"))
    wrapped.predict(inputs("a", "c", "d"))
    assert set(model.read.values()) == {1}
    wrapped.predict(inputs("b"))
    assert model.read["predict", inputs("b")[0]] == 2
    for memory in (wrapped._read, wrapped._skimmed, wrapped._related):
        assert len(memory) <= 3


def test_more_sentences_at_once_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 3)
    wrapped = Remembering(Counting())
    given = inputs(*"abcdefgh")
    assert wrapped.predict(given) == [("predict", each) for each in given]
    assert len(wrapped._read) == 3


def test_a_model_that_fails_leaves_nothing_behind() -> None:
    model = Counting()
    wrapped = Remembering(model)
    model.broken = True
    with pytest.raises(RuntimeError):
        wrapped.predict(inputs("a"))
    model.broken = False
    assert wrapped.predict(inputs("a")) == [("predict", inputs("a")[0])]


def test_threads_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 40)
    model = Counting()
    wrapped = Remembering(model)
    started = Barrier(8)

    def work(first: int) -> bool:
        started.wait()
        for turn in range(60):
            given = inputs(*(str((first + turn + n) % 50) for n in range(5)))
            found: list[Prediction] = wrapped.predict(given)
            if found != [("predict", each) for each in given]:
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    assert len(wrapped._read) == 40


def test_threads_that_ask_for_the_same_read_it_once() -> None:
    model = Counting()
    model.seconds = 0.02  # long enough for the others to come in between
    wrapped = Remembering(model)
    started = Barrier(8)

    def work(_: int) -> list[Prediction]:
        started.wait()
        return wrapped.predict(inputs("a", "b"))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(work, range(8)))
    assert all(each == answers[0] for each in answers)
    assert model.calls == 1
