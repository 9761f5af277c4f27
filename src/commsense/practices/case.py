"""What a rule is shown, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from commsense.assessment import Commitment, Concern, Evidence, ReadMessage, ReadSentence, Signal
from commsense.conversation import Side
from commsense.labels import Origin, Verdict
from commsense.practices import layout
from commsense.settings import Standards

NOT_APPLICABLE = "not-applicable"
LANGUAGE = "language"
NO_DATE = "no-date"
NO_SIDES = "no-sides"
TOO_SHORT = "too-short"
NO_DATA = "no-data"
UNSURE = "unsure"

MOST_EVIDENCE = 5
MOST_QUOTED = 60  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its signals by label: ``act:cause``, and ``date`` for any kind of date."""

    message: str
    sentence: ReadSentence
    seen: dict[str, tuple[Signal, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """A message with the sentences of it that were read in a served language."""

    message: ReadMessage
    lines: tuple[Line, ...]

    def of(self, side: Side) -> tuple[Line, ...]:
        """Give what one side says here; in notes a sentence of nobody counts for both."""
        return tuple(line for line in self.lines if line.sentence.side in (side, Side.BOTH))


@dataclass(frozen=True, slots=True)
class Case:
    """One message before a rule.

    ``lines`` are the sentences of the side that is looked at, ``calling`` those that call for the
    criterion, by the labels ``calls``, and ``certainty`` how surely they do (1 where nothing has
    to). ``as_of`` is the start of the day that the archive is read for.
    """

    pages: Sequence[Page]
    at: int
    lines: tuple[Line, ...]
    calling: tuple[Line, ...]
    calls: tuple[str, ...]
    certainty: float
    concerns: tuple[Concern, ...]
    commitments: tuple[Commitment, ...]
    standards: Standards
    as_of: datetime | None

    @property
    def page(self) -> Page:
        """Give the message that is looked at."""
        return self.pages[self.at]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says; ``message`` is set when another message than the one shown is judged."""

    verdict: Verdict
    evidence: tuple[Evidence, ...]
    confidence: float
    values: dict[str, str] = field(default_factory=dict)
    message: str = ""


def page(message: ReadMessage) -> Page:
    """Make a message ready for rules: the sentences read, each with its signals by label."""
    placed = layout.labels(message)
    return Page(
        message,
        tuple(
            Line(message.message.id, sentence, _by_label(sentence, placed[sentence.number]))
            for sentence in message.sentences
            if sentence.assessed
        ),
    )


def _by_label(sentence: ReadSentence, placed: tuple[Signal, ...]) -> dict[str, tuple[Signal, ...]]:
    sure = sentence.sentiment_scores.get(sentence.sentiment, 1.0)
    mood = Signal("sentiment", sentence.sentiment, 0, len(sentence.text), sure, Origin.MODEL)
    seen: dict[str, list[Signal]] = {}
    for signal in (*sentence.signals, *placed, mood):
        seen.setdefault(signal.kind, []).append(signal)
        seen.setdefault(f"{signal.kind}:{signal.label}", []).append(signal)
    return {label: tuple(signals) for label, signals in seen.items()}


def prove(lines: Iterable[Line], *labels: str) -> tuple[Evidence, ...]:
    """Point at sentences, and in each at the words of the first of ``labels`` seen there."""
    return tuple(_point(line, labels) for line in list(lines)[:MOST_EVIDENCE])


def prove_each(lines: Iterable[Line], *labels: str) -> tuple[Evidence, ...]:
    """Point at every place where one of ``labels`` was seen, the first ones only."""
    places = (
        Evidence(line.message, line.sentence.number, line.sentence.text, signal.start, signal.end)
        for line in lines
        for label in labels
        for signal in line.seen.get(label, ())
    )
    return tuple(dict.fromkeys(places))[:MOST_EVIDENCE]


def quoted(evidence: Iterable[Evidence]) -> str:
    """Quote the words that evidence points at, each once, for an advice."""
    words = dict.fromkeys(item.text[item.start : item.end] for item in evidence)
    return "; ".join(f'"{_short(word)}"' for word in words)


def _short(words: str) -> str:
    return words if len(words) <= MOST_QUOTED else f"{words[: MOST_QUOTED - 1]}…"


def _point(line: Line, labels: Sequence[str]) -> Evidence:
    sentence = line.sentence
    signals = [signal for label in labels for signal in line.seen.get(label, ())]
    narrow = min(signals, key=lambda s: (s.end - s.start, s.start), default=None)
    start, end = (narrow.start, narrow.end) if narrow else (0, len(sentence.text))
    return Evidence(line.message, sentence.number, sentence.text, start, end)


def met(
    evidence: tuple[Evidence, ...], confidence: float, values: dict[str, str] | None = None
) -> Outcome:
    """Say that the criterion is met."""
    return Outcome(Verdict.MET, evidence, confidence, values or {})


def missed(
    evidence: tuple[Evidence, ...], confidence: float, values: dict[str, str] | None = None
) -> Outcome:
    """Say that the criterion is missed."""
    return Outcome(Verdict.MISSED, evidence, confidence, values or {})
