"""From which probability on a label counts as seen, by language, as a model card says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commsense.backends.own_tasks import OwnTask
from commsense.labels import ACTS, FLAGS, SENTIMENTS

NONE_GIVEN = 0.5


class Thresholds:
    """The thresholds of one model; a language without any has ``NONE_GIVEN`` for all."""

    def __init__(self, card: dict[str, Any], tasks: Sequence[OwnTask] = ()) -> None:
        """Take the ``[languages.<code>.thresholds]`` of a card, and ``unsure`` beside them.

        ``tasks`` are the team's own.
        """
        self.own_tasks = {task.name: task for task in tasks}
        self._by_language = {
            language: {k: float(value) for k, value in table.get("thresholds", {}).items()}
            for language, table in card["languages"].items()
        }
        self._unsure = {
            language: {k: float(value) for k, value in table.get("unsure", {}).items()}
            for language, table in card["languages"].items()
        }
        self._known: dict[tuple[str, tuple[str, ...]], dict[str, float]] = {}

    def sentiment_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which a sentence is negative or positive."""
        return self._of(language, SENTIMENTS)

    def act_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each act counts as seen, by label."""
        return self._of(language, ACTS)

    def flag_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each flag counts as seen, by label."""
        return self._of(language, FLAGS)

    def own_thresholds(self, language: str) -> dict[str, float]:
        """Give the probability from which each label of the team's own tasks counts as seen.

        Where exactly one label of a task holds, the likeliest is seen: it needs no more than that
        unless the card says so.
        """
        chosen = self._by_language.get(language, {})
        return {
            label: chosen.get(label, NONE_GIVEN if task.several else 0.0)
            for task in self.own_tasks.values()
            for label in task.values
        }

    def unsure_from(self, language: str) -> dict[str, float]:
        """Give the probability from which it is unsure whether a label holds, up to its threshold.

        A label that the model has no such limit for is not in it.
        """
        return self._unsure.get(language, {})

    def _of(self, language: str, labels: tuple[str, ...]) -> dict[str, float]:
        known = self._known.get((language, labels))
        if known is None:
            chosen = self._by_language.get(language, {})
            known = {label: chosen.get(label, NONE_GIVEN) for label in labels}
            self._known[language, labels] = known
        return known
