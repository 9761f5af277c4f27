"""The cascade backend: linear heads read everything, the encoder what they cannot settle.

For a draft the encoder reads every sentence. In an archive the linear heads first set aside the
sentences that surely say nothing (a gate, fitted to leave out what the encoder would see), and
the encoder reads the rest without the context. What both read is weighed together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense.assessment import Prediction
from commsense.backends import kinds, linear, own_tasks, span_files
from commsense.backends.inputs import ModelInput
from commsense.backends.own_tasks import OwnTask
from commsense.backends.span_files import Marker
from commsense.backends.thresholds import Thresholds
from commsense.errors import ModelError
from commsense.labels import RELATIONS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from commsense.backends.encoder import Scored
    from commsense.backends.heads import Heads
    from commsense.backends.kinds import Reader

    Array = NDArray[np.float64]


_NO_RELATION = dict.fromkeys(RELATIONS, 0.0) | {RELATIONS[0]: 1.0}
"""What is said of a sentence in a language that is not served."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How one language's scores become probabilities.

    ``blend`` [3, labels]: weight of the encoder's score, of the linear heads', and an offset.
    ``gate`` [labels + 1]: weights of the linear scores and an offset; a sentence whose sum is
    below 0 is settled by the linear heads.
    """

    blend: Array
    gate: Array


class CascadeModel(Thresholds):
    """Linear heads and an encoder; see ``backends.Model``."""

    relates = True

    def __init__(
        self,
        name: str,
        digest: str,
        heads: dict[str, Heads],
        encoder: Reader,
        card: dict[str, Any],
        tasks: Sequence[OwnTask] = (),
        marker: Marker | None = None,
    ) -> None:
        super().__init__(card, tasks)
        self._tasks = tasks
        self.name = name
        self.digest = digest
        self._heads = heads
        self._encoder = encoder
        self._marker = marker
        labels = (*own_tasks.BUILT_IN, *own_tasks.labels(tasks))
        tables = card["languages"]
        self._weighing = {code: _weighing(table, labels) for code, table in tables.items()}
        self._least_jargon = float(card["jargon"]["threshold"])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are served."""
        return tuple(self._heads)

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Read each sentence with all that is known; in no served language it is neutral."""
        return self._read(inputs, thorough=True)

    def skim(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        """Read as archives are read: several times faster, hardly less right."""
        return self._read(inputs, thorough=False)

    def relate(self, inputs: Sequence[ModelInput]) -> list[dict[str, float]]:
        """Tell what each input does to the concern that is its context."""
        import numpy as np

        from commsense.backends.pieces import MOST_CONCERN

        served = [place for place, each in enumerate(inputs) if each.language in self._heads]
        found = [dict(_NO_RELATION) for _ in inputs]
        read = self._encoder.read([inputs[place] for place in served], MOST_CONCERN)
        for place, each in zip(served, read, strict=True):
            raised = np.exp(each.relations - each.relations.max()).astype(np.float64)
            found[place] = dict(zip(RELATIONS, (raised / raised.sum()).tolist(), strict=True))
        return found

    def _read(self, inputs: Sequence[ModelInput], *, thorough: bool) -> list[Prediction]:
        from commsense.backends.heads import BATCH, nothing

        result = [nothing(self._tasks)] * len(inputs)
        for language in self._heads:
            places = [i for i, each in enumerate(inputs) if each.language == language]
            for start in range(0, len(places), BATCH):
                batch = places[start : start + BATCH]
                given = [inputs[i] for i in batch]
                for place, found in self._batch(language, given, thorough):
                    result[batch[place]] = found
        return self._marker.mark(inputs, result) if self._marker else result

    def _batch(
        self, language: str, given: Sequence[ModelInput], thorough: bool
    ) -> Iterator[tuple[int, Prediction]]:
        heads, weighing = self._heads[language], self._weighing[language]
        scores = heads.scores(given)
        open_ = [
            place
            for place, row in enumerate(scores)
            if thorough or row @ weighing.gate[:-1] + weighing.gate[-1] >= 0
        ]
        settled = sorted(set(range(len(given))) - set(open_))
        yield from zip(settled, heads.judge(scores[settled]), strict=True)
        shown = [given[i] if thorough else replace(given[i], context=()) for i in open_]
        read = self._encoder.read(shown)
        if read:
            yield from zip(open_, self._judge(read, scores[open_], weighing), strict=True)

    def _judge(
        self, read: Sequence[Scored], scores: Array, weighing: Weighing
    ) -> Iterator[Prediction]:
        import numpy as np

        from commsense.backends.heads import chances, log_odds, prediction
        from commsense.backends.marks import marks

        raw = np.stack([each.labels for each in read]).astype(np.float64)
        one, other, offset = weighing.blend
        values = log_odds(raw, self._tasks) * one + scores * other + offset
        for each, row in zip(read, chances(values, self._tasks), strict=True):
            found = marks(each.spans, each.reading.cut, self._least_jargon)
            yield replace(prediction(row.tolist(), self._tasks), jargon=found)


def load(folder: Path, card: dict[str, Any], digest: str, device: str) -> CascadeModel:
    """Load the heads and the encoder that the ``card`` names from ``folder``.

    Raises:
        ModelError: if anything in it is not what this version works with.
    """
    tasks = own_tasks.read(folder, card)
    heads = linear.load_heads(folder, card, tasks)
    try:
        encoder = kinds.load(folder, card, device)
        name = str(card.get("name", folder.name))
        marker = span_files.load(folder, card)
        return CascadeModel(name, digest, heads, encoder, card, tasks, marker)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{folder}: blend, gate, attention_heads or jargon threshold is missing or not in"
            f" form: {error}."
        ) from error


def _weighing(table: Mapping[str, Any], labels: Sequence[str]) -> Weighing:
    import numpy as np

    blend = np.array([table["blend"][label] for label in labels], dtype=np.float64).T
    gate = np.array([*(table["gate"][label] for label in labels), table["gate"]["offset"]])
    if blend.shape != (3, len(labels)):
        raise ValueError(f"expected three numbers a label under blend, found {blend.shape}")
    return Weighing(blend, gate.astype(np.float64))
