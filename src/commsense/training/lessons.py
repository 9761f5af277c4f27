"""What the encoder learns from: sentences with what is known of each, and with what is not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commsense.backends.inputs import ModelInput
from commsense.backends.pieces import Cut
from commsense.conversation import Side
from commsense.labels import ACTS, JARGON_KINDS, SENTIMENTS
from commsense.training.examples import LABELS, Example

Vector = NDArray[np.float32]

UNKNOWN = -1
RESPONDS = "responds"
"""The aid that tells whether a sentence answers the one that is its context."""

_SIGNS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sentence to learn from.

    ``has`` and ``lacks`` are labels of ours; of all others nothing is known. ``aids`` are labels of
    the set's own with how much they hold (0 to 1). ``jargon`` holds (start, end, kind), or None
    where nobody marked any. ``relation`` is a place in ``RELATIONS`` when ``given.context`` is a
    concern that this sentence may speak to, else ``UNKNOWN``. ``told`` are the probabilities of
    all labels as teachers tell them, for a sentence that nobody labelled. ``near`` is how many
    sentences of the context stand in the same message. ``group`` never stands
    on two sides of a split; ``source`` is the collection.
    """

    given: ModelInput
    source: str
    group: str
    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    aids: dict[str, float] = field(default_factory=dict)
    jargon: tuple[tuple[int, int, str], ...] | None = None
    relation: int = UNKNOWN
    told: tuple[float, ...] | None = None
    near: int = 0

    @property
    def paired(self) -> bool:
        """Whether it is about two sentences: the context is never hidden from the learner."""
        return self.relation != UNKNOWN or RESPONDS in self.aids


def labelled(example: Example) -> Lesson:
    """Make a lesson of a sentence with all its labels; flags are not judged in a client's."""
    judged = LABELS if example.side is not Side.CLIENT else SENTIMENTS + ACTS
    return Lesson(
        given=ModelInput(example.text, example.language, example.side, example.context),
        source=example.source,
        group=example.thread,
        has=example.labels & frozenset(judged),
        lacks=frozenset(judged) - example.labels,
        jargon=example.jargon,
        near=example.near,
    )


def truth(lessons: Sequence[Lesson]) -> Vector:
    """Give [lessons, LABELS], 1 where the label is known to hold, or how likely it is told to."""
    result = _filled([each.has for each in lessons])
    for row, each in enumerate(lessons):
        if each.told is not None:
            result[row] = each.told
    return result


def known(lessons: Sequence[Lesson]) -> Vector:
    """Give [lessons, LABELS], 1 where it is known or told whether the label holds."""
    result = _filled([each.has | each.lacks for each in lessons])
    for row, each in enumerate(lessons):
        if each.told is not None:
            result[row] = 1
    return result


def tags(lesson: Lesson, cut: Cut) -> list[int]:
    """Give for each piece of the sentence 0, or 1 + the place of its kind in ``JARGON_KINDS``."""
    marked = lesson.jargon or ()
    return [
        next((1 + JARGON_KINDS.index(k) for s, e, k in marked if start < e and s < end), 0)
        for start, end in zip(cut.starts, cut.ends, strict=True)
    ]


def bare(text: str) -> str:
    """Give the letters and digits of ``text`` in lower case; empty when there are few of them."""
    found = _SIGNS.sub("", text).lower()
    least = 6 if any("\u4e00" <= character <= "\u9fff" for character in found) else 12
    return found if len(found) >= least else ""  # short phrases stand everywhere


def without(lessons: Iterable[Lesson], texts: frozenset[str]) -> list[Lesson]:
    """Drop the lessons whose ``bare`` text is among ``texts``: they are kept for measuring."""
    return [each for each in lessons if bare(each.given.text) not in texts]


def share(name: str, salt: str = "") -> float:
    """Give a number from 0 to 1 that depends on ``name`` alone: what is kept aside stays aside."""
    found = hashlib.sha256(f"{salt}:{name}".encode("utf-8", "replace")).digest()
    return int.from_bytes(found[:6], "big") / 2**48


def _filled(labels: Sequence[frozenset[str]]) -> Vector:
    result = np.zeros((len(labels), len(LABELS)), dtype=np.float32)
    for row, names in enumerate(labels):
        for name in names:
            result[row, LABELS.index(name)] = 1
    return result
