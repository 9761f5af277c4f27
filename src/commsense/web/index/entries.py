"""A message as it goes into the index, out of a thread's line in ``report.json``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from commsense.labels import Kept, Status, Verdict

OPENING = 240  # characters of a text that the list shows
NEVER = -(2**40)  # the moment of what has no date: before all others
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WAITING = {Status.OPEN.value, Status.REOPENED.value, Status.ACKNOWLEDGED.value}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the report tells it; ``start`` and ``end`` lie in the message's whole text."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as the report tells it."""

    id: str
    kind: str
    path: str
    position: int
    date: str | None
    subject: str
    side: str
    client: str
    person: str
    email: str
    automatic: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """What a client raised."""

    id: str
    message: str
    sentence: int
    kind: str
    status: str
    negative: bool
    escalation: bool


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the team promised."""

    message: str
    sentence: int
    kept: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that shows a finding; ``start`` and ``end`` lie in it."""

    message: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion met or missed."""

    criterion: str
    verdict: str
    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A score of the thread or of one of its messages."""

    scope: str
    key: str
    subject: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A line of the report."""

    id: str
    subject: str
    client: str
    messages: tuple[Message, ...]
    concerns: tuple[Concern, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    findings: tuple[Finding, ...] = ()
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that was found in a message.

    ``kind`` is ``missed``, ``concern`` or ``promise``; ``label`` the criterion, the concern's
    status, or what became of the promise. ``start`` and ``end`` lie in the text of the entry; both
    are 0 where it is the message as a whole. ``id`` is that of a concern.
    """

    kind: str
    label: str
    start: int
    end: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message, ready for the index. ``moment`` is in seconds since 1970, UTC.

    ``score`` is in 0…100; ``severity`` 0…3 as ``severity_of`` tells it; ``open`` counts what the
    client still waits for, ``missed`` the criteria missed.
    """

    message: Message
    thread: int
    place: int
    moment: int
    text: str
    score: int | None = None
    severity: int = 0
    open: int = 0
    missed: int = 0
    seen: tuple[Seen, ...] = ()


@dataclass(slots=True)
class _About:
    concerns: list[Concern] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)
    missed: list[Finding] = field(default_factory=list)
    score: int | None = None


def of_thread(thread: Thread, number: int) -> Iterator[Entry]:
    """Give an entry for each message of a thread, which has ``number`` in the index."""
    about: defaultdict[str, _About] = defaultdict(_About)
    for concern in thread.concerns:
        about[concern.message].concerns.append(concern)
    for promise in thread.commitments:
        about[promise.message].promises.append(promise)
    for finding in thread.findings:
        if finding.verdict == Verdict.MISSED.value:
            about[finding.message].missed.append(finding)
    for score in thread.scores:
        if score.scope == "message" and score.subject == "overall" and score.value is not None:
            about[score.key].score = round(score.value * 100)
    for place, message in enumerate(thread.messages):
        yield _entry(message, number, place, about[message.id])


def _entry(message: Message, thread: int, place: int, about: _About) -> Entry:
    text, starts = _joined(message.sentences)
    return Entry(
        message=replace(message, sentences=()),
        thread=thread,
        place=place,
        moment=moment(message.date),
        text=text,
        score=about.score,
        severity=severity_of(about.concerns, about.promises, len(about.missed)),
        open=sum(each.status in _WAITING for each in about.concerns),
        missed=len({each.criterion for each in about.missed}),
        seen=tuple(_seen(about, message, starts)),
    )


def severity_of(concerns: Iterable[Concern], promises: Iterable[Commitment], missed: int) -> int:
    """Say how much a message wants to be looked at.

    3: the client threatens with consequences. 2: the client is dissatisfied, or a promise made
    here was broken. 1: something raised here is open, or a criterion is missed. 0: nothing.
    """
    raised = tuple(concerns)
    if any(each.escalation for each in raised):
        return 3
    if any(each.negative for each in raised) or any(
        each.kept == Kept.MISSED.value for each in promises
    ):
        return 2
    return int(bool(missed) or any(each.status in _WAITING for each in raised))


def moment(date: str | None) -> int:
    """Give a date of the report in seconds since 1970, UTC."""
    if not date:
        return NEVER
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return NEVER
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return (found - _EPOCH) // timedelta(seconds=1)


def _joined(sentences: Iterable[Sentence]) -> tuple[str, dict[int, tuple[int, int]]]:
    """Put sentences together again, with where each one stands; larger gaps end a paragraph."""
    parts: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    length = end = 0
    for each in sentences:
        gap = each.start - end
        between = "" if not parts or not gap else " " if gap == 1 else "\n"
        parts += (between, each.text)
        length += len(between)
        places[each.number] = (length, length + len(each.text))
        length += len(each.text)
        end = each.end
    return "".join(parts), places


def _seen(about: _About, message: Message, places: dict[int, tuple[int, int]]) -> Iterator[Seen]:
    for concern in about.concerns:
        yield Seen("concern", concern.status, *places.get(concern.sentence, (0, 0)), id=concern.id)
    for promise in about.promises:
        yield Seen("promise", promise.kept, *places.get(promise.sentence, (0, 0)))
    for finding in about.missed:
        own = [each for each in finding.evidence if each.message == message.id]
        start, end = places.get(own[0].sentence, (0, 0)) if own else (0, 0)
        if own and own[0].start < own[0].end <= end - start:
            start, end = start + own[0].start, start + own[0].end
        yield Seen("missed", finding.criterion, start, end)
