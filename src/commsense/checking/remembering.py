"""A model that remembers what it has read, so that a draft can be checked at every key stroke."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TypeVar

from commsense.assessment import Prediction
from commsense.backends import Model, ModelInput

T = TypeVar("T")
MOST = 4_000
"""Sentences that are remembered, in memory only; the longest unused are forgotten first."""


class Remembering:
    """Reads as ``model`` does (see ``backends.Model``), each sentence once.

    On the processor a sentence reads the same alone and among others, so nothing changes by it.
    Threads may share it.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self.name = model.name
        self.digest = model.digest
        self.relates = model.relates
        self.own_tasks = model.own_tasks
        self.sentiment_thresholds = model.sentiment_thresholds
        self.act_thresholds = model.act_thresholds
        self.flag_thresholds = model.flag_thresholds
        self.own_thresholds = model.own_thresholds
        self.unsure_from = model.unsure_from
        self._read: OrderedDict[ModelInput, Prediction] = OrderedDict()
        self._skimmed: OrderedDict[ModelInput, Prediction] = OrderedDict()
        self._related: OrderedDict[ModelInput, dict[str, float]] = OrderedDict()
        self._lock = Lock()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are served."""
        return self._model.languages

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Give calibrated probabilities of all labels for each input, in the same order."""
        return self._recalled(inputs, self._read, self._model.predict)

    def skim(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Give the same for archives: faster, and hardly less right."""
        return self._recalled(inputs, self._skimmed, self._model.skim)

    def relate(self, inputs: Sequence[ModelInput]) -> list[dict[str, float]]:
        """Tell what each input does to the concern that is its context."""
        return self._recalled(inputs, self._related, self._model.relate)

    def _recalled(
        self,
        inputs: Sequence[ModelInput],
        memory: OrderedDict[ModelInput, T],
        read: Callable[[Sequence[ModelInput]], list[T]],
    ) -> list[T]:
        with self._lock:
            fresh = list(dict.fromkeys(each for each in inputs if each not in memory))
            if fresh:
                memory.update(zip(fresh, read(fresh), strict=True))
            answers = [memory[each] for each in inputs]
            for each in inputs:
                memory.move_to_end(each)
            while len(memory) > MOST:
                memory.popitem(last=False)
            return answers
