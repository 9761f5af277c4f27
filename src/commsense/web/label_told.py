"""What the page of labelling is told."""

from __future__ import annotations

from dataclasses import dataclass

from commsense.labelling.answer import Answer, Said
from commsense.labelling.deck import Card
from commsense.labelling.progress import Progress
from commsense.lang import identify


@dataclass(frozen=True, slots=True)
class SpanTold:
    """A stretch of the sentence, in code points."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class SaidTold:
    """Labels by task, and spans where they were looked for."""

    labels: dict[str, list[str]]
    spans: list[SpanTold] | None


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """A sentence with its place.

    ``tasks`` are asked of it. ``concern`` is what a pair is about. ``answer`` is what the one who
    asks said of it before, ``skipped`` that he could not say.
    """

    key: str
    text: str
    language: str
    side: str
    client: str
    context: list[str]
    concern: str | None
    tasks: list[str]
    answer: SaidTold | None
    skipped: bool
    suggested: SaidTold | None


@dataclass(frozen=True, slots=True)
class PersonTold:
    """How many sentences somebody labelled."""

    name: str
    done: int


@dataclass(frozen=True, slots=True)
class ProgressTold:
    """How far the one who asks is, and how much each did."""

    total: int
    done: int
    skipped: int
    left: int
    by: list[PersonTold]


@dataclass(frozen=True, slots=True)
class TurnTold:
    """The sentence that comes next, if there is one."""

    sentence: SentenceTold | None
    progress: ProgressTold


@dataclass(frozen=True, slots=True)
class AnsweredTold:
    """A sentence that the one who asks answered."""

    key: str
    skipped: bool


def sentence(card: Card, answer: Answer | None, suggested: Said | None) -> SentenceTold:
    """Tell a card with what the one who asks said of it."""
    row = card.row
    return SentenceTold(
        key=card.key,
        text=row.text,
        language=row.language or identify.identify(row.text),
        side=row.side,
        client=row.client,
        context=[] if card.pair else list(row.context),
        concern=row.context[0] if card.pair and row.context else None,
        tasks=[task.name for task in card.tasks],
        answer=_said(answer.said if answer else None),
        skipped=answer is not None and answer.said is None,
        suggested=_said(suggested),
    )


def progress(found: Progress) -> ProgressTold:
    """Tell how far somebody is."""
    by = [PersonTold(name, done) for name, done in found.by]
    return ProgressTold(found.total, found.done, found.skipped, found.left, by)


def _said(said: Said | None) -> SaidTold | None:
    if said is None:
        return None
    spans = said.spans
    return SaidTold(
        labels={task: list(labels) for task, labels in said.labels.items()},
        spans=None if spans is None else [SpanTold(s.start, s.end, s.kind) for s in spans],
    )
