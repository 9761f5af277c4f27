"""What a check of labels finds, as plain records; nothing here is worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: a problem is mended before training, a hint is looked at."""

    PROBLEM = "problem"
    HINT = "hint"


class Level(StrEnum):
    """What can be done with the labels of a task."""

    READY = "ready"
    UNMEASURED = "unmeasured"  # can be trained on, but nobody knows whether two people agree
    EXCEPT = "except"  # can be trained on, some labels have to be agreed on
    LOOK = "look"  # many labels are likely wrong
    AGREE = "agree"  # people label it too differently
    ONE_LABEL = "one_label"
    FEW = "few"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its file, its number there from 1 on, its id."""

    file: str
    number: int
    id: str


@dataclass(frozen=True, slots=True)
class Example:
    """Rows that show a finding; ``said[i]`` is what stands at ``places[i]``."""

    places: tuple[Place, ...]
    text: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was seen ``count`` times, with the first examples.

    ``kind`` names its words; ``values`` fill their blanks.
    """

    kind: str
    severity: Severity
    count: int
    task: str = ""
    labels: tuple[str, ...] = ()
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number and its 95 % interval; None where it cannot be measured."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """How far people agree on one label.

    ``used`` counts the sentences that somebody gave it; ``same`` is the share of pairs of
    judgements that agree on it, ``both`` the share of its uses that the other person shares.
    """

    label: str
    used: int
    same: float
    both: float | None
    alpha: Figure


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two people on the ``sentences`` that both judged.

    ``same`` is the share with the same answer, ``kappa`` Cohen's for the whole answer (a set of
    labels is one answer), ``labels`` Cohen's for each label by itself.
    """

    first: str
    second: str
    sentences: int
    same: float
    kappa: float | None
    labels: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class PersonAgreement:
    """One person against all others: ``without`` is the alpha of the others among themselves.

    ``differs``: without this person the others agree clearly better.
    """

    name: str
    sentences: int
    alpha: float | None
    without: float | None
    differs: bool


@dataclass(frozen=True, slots=True)
class TaskAgreement:
    """How far people agree on a task, on sentences that two or more judged.

    ``alpha`` is Krippendorff's, of single labels nominal, of sets with the MASI distance;
    ``jaccard`` is that of sets with the Jaccard distance. ``exact`` and ``overlap`` are the F1 of
    marked stretches, pairwise. ``sampled`` is how many sentences were drawn, where there are too
    many different answers to compare them all; else 0.
    """

    sentences: int
    people: int
    same: float
    alpha: Figure
    labels: tuple[LabelAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    persons: tuple[PersonAgreement, ...]
    jaccard: Figure = Figure()
    exact: Figure = Figure()
    overlap: Figure = Figure()
    sampled: int = 0


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row whose labels are likely wrong, the likeliest first.

    ``confidence`` is the probability of what is suggested, ``own`` that of what was given, both
    from models that had not seen the row.
    """

    place: Place
    task: str
    text: str
    given: tuple[str, ...]
    suggested: tuple[str, ...]
    confidence: float
    own: float


@dataclass(frozen=True, slots=True)
class Suspects:
    """The rows of a task that are likely wrong: how many, and the first of them.

    ``looked`` rows were judged by models that had not seen them. ``noise`` is the share that is
    estimated to be wrong.
    """

    looked: int
    found: int
    noise: float
    first: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How often a label was given: rows, different sentences, threads, rows by language."""

    label: str
    rows: int
    sentences: int
    threads: int
    languages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be done with a task, and the labels that are to be agreed on."""

    level: Level
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskCheck:
    """All that is known of the labels of one task."""

    task: str
    rows: int
    sentences: int
    labels: tuple[LabelCount, ...]
    agreement: TaskAgreement | None
    suspects: Suspects | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of the check itself: what was sampled, not looked at, taken for granted."""

    kind: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place of a file that could not be used, and why."""

    where: str
    said: str


@dataclass(frozen=True, slots=True)
class LabelCheck:
    """The whole check of some files of labels."""

    files: tuple[str, ...]
    rows: int
    sentences: int
    people: Mapping[str, int]
    languages: Mapping[str, int]
    threads: int
    tasks: tuple[TaskCheck, ...]
    findings: tuple[Finding, ...]
    unreadable: tuple[Unreadable, ...]
    unreadable_count: int
    notes: tuple[Note, ...]
