"""A sentence that may be asked of a person, what is wanted, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commsense.labelling.row import Row


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence without labels, and what a model says of it.

    ``chances`` are its probabilities by label, ``limits`` those from which a label counts as seen.
    Both are empty where no model has an opinion.
    """

    row: Row
    chances: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many sentences to choose, and how they are to be spread.

    ``known`` counts the labels that are there already. Of one thread at most ``thread`` sentences
    are taken, of all those with a client at most the share ``client`` (0…1) from a single one,
    where there are several; both give way when otherwise fewer than ``count`` could be chosen.
    """

    count: int
    seed: int = 0
    known: Mapping[str, int] = field(default_factory=dict)
    thread: int = 3
    client: float = 0.34


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate that was chosen.

    ``reason`` is ``rare``, ``unsure`` or ``different``; ``label`` is what it is rare or unsure in,
    with its probability ``chance``.
    """

    candidate: Candidate
    reason: str
    label: str = ""
    chance: float = 0.0

    @property
    def why(self) -> str:
        """The reason in a few words: ``unsure: concern .44``."""
        return f"{self.reason}: {self.label} {_short(self.chance)}" if self.label else self.reason


def _short(chance: float) -> str:
    return f"{chance:.2f}".removeprefix("0")
