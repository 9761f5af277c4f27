"""What commsense says about a conversation: signals, findings, concerns, commitments, scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from commsense.conversation import Message, Side, Skipped, Thread
from commsense.labels import Kept, Origin, Status, Verdict


@dataclass(frozen=True, slots=True)
class Signal:
    """Something seen in one sentence.

    ``kind`` is ``act``, ``flag``, ``jargon``, ``date``, ``owner``, ``cue`` or ``own`` (a word or a
    label of the team's own); ``label`` names it within its kind. ``start``/``end`` lie in the
    sentence's text (the whole of it for the model's). ``value`` holds a date in ISO form, an
    owner's name or a jargon term's plain wording.
    """

    kind: str
    label: str
    start: int
    end: int
    confidence: float
    origin: Origin
    value: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence that a model takes for jargon of a ``kind``."""

    start: int
    end: int
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model says of one sentence: calibrated probabilities by label, all labels present.

    ``jargon`` is empty where the model marks none, or does not look for any. ``own`` has the labels
    that a team taught the model beside those of the label guide.
    """

    sentiment: dict[str, float]
    acts: dict[str, float]
    flags: dict[str, float]
    jargon: tuple[Mark, ...] = ()
    own: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with what was seen in it.

    ``number``, ``start``, ``end`` as in ``Sentence``; ``side`` is the speaker's; ``assessed`` is
    false in a language that is not served and in automatic messages: then ``signals`` is empty
    and that means nothing.
    """

    number: int
    start: int
    end: int
    text: str
    language: str
    side: Side
    person: str = ""
    answers: tuple[int, int] | None = None
    list_item: bool = False
    assessed: bool = True
    sentiment: str = "neutral"
    sentiment_scores: dict[str, float] = field(default_factory=dict)
    acts: dict[str, float] = field(default_factory=dict)
    signals: tuple[Signal, ...] = ()

    def has(self, *labels: str) -> bool:
        """Tell whether any signal named ``kind:label`` (``act:concern``) or ``kind`` was seen."""
        return any(s.kind in labels or f"{s.kind}:{s.label}" in labels for s in self.signals)

    def find(self, *labels: str) -> tuple[Signal, ...]:
        """Give the signals named ``kind:label`` or ``kind``, in the order they were seen."""
        return tuple(s for s in self.signals if s.kind in labels or f"{s.kind}:{s.label}" in labels)


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message with its sentences read. ``message.body`` and ``message.sentences`` are empty here.

    ``side`` is the sender's (``both`` for notes), ``client`` the key of the client concerned
    (``northwind.example``), empty where none is known; ``person`` is the sender's display name.
    """

    message: Message
    side: Side
    client: str
    person: str
    sentences: tuple[ReadSentence, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a finding: ``text`` is the sentence, ``start``/``end`` lie within it."""

    message: str
    sentence: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence that moved a concern to ``status``."""

    message: str
    sentence: int
    status: Status
    text: str = ""
    date: datetime | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """A client's question, request or worry and what became of it, its own event first."""

    id: str  # "<message id>:<sentence>"
    thread: str
    message: str
    sentence: int
    kind: str  # "question", "request" or "concern"
    text: str
    status: Status
    confidence: float
    events: tuple[Event, ...]
    client: str = ""
    person: str = ""
    date: datetime | None = None
    negative: bool = False
    escalation: bool = False


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who of the team promised what by when, and whether it was kept."""

    id: str
    thread: str
    message: str
    sentence: int
    who: str
    what: str
    due: date | None
    due_text: str
    kept: Kept
    confidence: float
    evidence: Evidence | None = None  # the sentence that shows it kept, late or missed
    client: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion met or missed by one message (or by a thread's or client's history).

    ``values`` fill the blanks of the criterion's advice (``hours`` → ``31``).
    """

    criterion: str
    verdict: Verdict
    level: str  # "message", "thread" or "archive"
    thread: str
    message: str  # the message judged; at archive level the one that shows it, or empty
    client: str
    person: str
    date: datetime | None
    evidence: tuple[Evidence, ...]
    confidence: float
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """How often a criterion was not assessed in a thread, and why.

    The reasons are named in ``practices.case``: ``not-applicable``, ``language``, ``unsure``, …
    """

    criterion: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Score:
    """Findings counted. ``scope`` is archive, client, person, month, thread or message.

    ``subject`` is ``overall``, a practice key (``trust``) or a criterion id (``TR1``). ``value``
    is met / (met + missed) in 0…1, ``None`` when nothing was assessed.
    """

    scope: str
    key: str
    subject: str
    met: int
    missed: int
    not_assessed: int
    value: float | None


@dataclass(frozen=True, slots=True)
class ThreadAssessment:
    """A thread with everything seen in it."""

    thread: Thread
    client: str
    messages: tuple[ReadMessage, ...]
    concerns: tuple[Concern, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_assessed: tuple[NotAssessed, ...] = ()
    scores: tuple[Score, ...] = ()  # of the thread and of each of its messages


@dataclass(frozen=True, slots=True)
class Client:
    """A client as found or configured; ``key`` is its first domain or address."""

    key: str
    name: str
    messages: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What holds for the whole archive."""

    version: str
    practice_set: str  # hash of the ten practice files
    model: str  # name and hash of the model
    as_of: (
        datetime | None
    )  # the day that "open for N days" counts to: the archive's last by default
    messages: int
    sentences: int
    threads: int
    duplicates: int
    automatic: int
    sides_guessed: bool
    sides_note: str  # how the sides were told, in words for the top of the report
    team: tuple[str, ...]
    clients: tuple[Client, ...]
    skipped: tuple[Skipped, ...]
    scores: tuple[Score, ...]
    findings: tuple[Finding, ...]  # those of archive level
    not_assessed: tuple[NotAssessed, ...]
    languages: dict[str, int] = field(default_factory=dict)  # sentences by language
    practice_files: tuple[Path, ...] = ()  # of the team's own criteria, and of its words
    glossaries: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The result of a run. ``threads`` can be gone through again and again; it is not in memory."""

    summary: Summary
    threads: Iterable[ThreadAssessment]
