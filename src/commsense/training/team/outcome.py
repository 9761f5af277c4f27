"""What came of a training on a team's labels: figures, comparisons, and what would help next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commsense.training.evaluation import Range


@dataclass(frozen=True, slots=True)
class LabelOutcome:
    """One label on threads that were held out.

    ``examples`` are the sentences that have it, ``seen`` those on which the model saw it;
    ``base`` and ``words`` are the F1 of the model that was started from (None where it does not
    know the label) and of TF-IDF with logistic regression. ``reliability`` holds for ten ranges of
    probability (mean probability, share that is true, sentences). ``curve`` holds (labelled
    sentences that have it, F1); ``more`` is the gain in F1 that ``MORE`` further ones promise.
    """

    label: str
    examples: int
    seen: int
    precision: float
    recall: float
    f1: Range
    base: float | None
    words: float
    calibration_error: float
    reliability: tuple[tuple[float, float, int], ...]
    curve: tuple[tuple[int, float], ...]
    more: float


@dataclass(frozen=True, slots=True)
class Versus:
    """The new model against another on the same held-out threads.

    ``gain`` is the difference of the means over labels; ``chance`` the share of bootstrap draws in
    which the new model is not better.
    """

    other: str
    value: float
    gain: Range
    chance: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence that the model read otherwise than its label says; the surest ones are shown.

    ``chance`` is how sure it was of what is wrong.
    """

    text: str
    language: str
    label: str  # what people said
    found: str  # what the model said
    chance: float


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """One task: ``measure`` names what ``value`` is (macro-F1 over labels with enough examples).

    ``accuracy`` is given where just one label holds. ``languages`` holds (sentences, value) by
    language. ``confusion`` counts pairs (label, what was found instead), the diagonal included for
    tasks of which one label holds; "" stands for none.
    """

    task: str
    several: bool
    sentences: int
    threads: int
    measure: str
    value: Range
    accuracy: float | None
    languages: Mapping[str, tuple[int, float]]
    labels: tuple[LabelOutcome, ...]
    versus: tuple[Versus, ...]
    confusion: Mapping[tuple[str, str], int]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole training.

    ``method`` is one of ``methods.METHODS`` and ``why`` the words that say why it was chosen;
    ``folds`` how many parts the threads were split into; ``better`` by task whether it is better
    than what it is compared with; ``refused`` says why the model was not installed, if so, and
    ``left`` names the tasks that it reads as the base does, because training made none of them
    better while others gained.
    ``kept`` is how often the labels that were not trained are read as before, by language.
    ``left_out`` says what of the labels could not be used, with counts.
    """

    name: str
    base: str
    method: str
    why: str
    device: str
    seed: int
    seconds: float
    folds: int
    grouped: str  # "thread" or "client"
    sentences: int
    tasks: tuple[TaskOutcome, ...]
    better: Mapping[str, bool]
    refused: str
    kept: Mapping[str, float]
    left_out: Mapping[str, int]
    data_sha256: str
    left: tuple[str, ...] = ()


MORE = 150
"""Further labels whose worth is estimated."""
