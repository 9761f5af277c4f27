"""Which threads the page shows in full, and the anchors that lead into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commsense.assessment import (
    Assessment,
    Commitment,
    Concern,
    ReadMessage,
    ReadSentence,
    ThreadAssessment,
)
from commsense.reports.digest import Digest
from commsense.reports.guide import GuidePractice

MOST = 50  # threads on the page
MOST_MESSAGES = 40  # of one thread
MOST_SENTENCES = 30  # of one message
LONGEST = 600  # characters of a sentence
MOST_CONCERNS = 20  # of one thread
MOST_BYTES = 1_500_000  # of all threads together, by estimate
MARKUP = 160  # bytes around a sentence, about


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as far as it is shown; ``cut`` sentences are left out."""

    anchor: str
    read: ReadMessage
    sentences: tuple[ReadSentence, ...]
    cut: int


@dataclass(frozen=True, slots=True)
class ShownThread:
    """A thread as far as it is shown; ``cut`` messages are left out."""

    anchor: str
    id: str
    subject: str
    client: str
    messages: tuple[ShownMessage, ...]
    cut: int
    total: int
    concerns: tuple[Concern, ...]
    commitments: tuple[Commitment, ...]


class Anchors:
    """Leads from a message and sentence to the thread and place where the page shows it, if so."""

    def __init__(self, threads: Iterable[ShownThread]) -> None:
        self._places: dict[tuple[str, int], str] = {}
        self._subjects: dict[str, str] = {}
        for thread in threads:
            for message in thread.messages:
                self._subjects[message.read.message.id] = thread.subject
                self._places[message.read.message.id, 0] = message.anchor
                for sentence in message.sentences:
                    place = f"{message.anchor}s{sentence.number}"
                    self._places[message.read.message.id, sentence.number] = place

    def to(self, message: str, sentence: int = 0) -> str:
        """Give the anchor of a sentence, else of its message, else nothing."""
        return self._places.get((message, sentence)) or self._places.get((message, 0), "")

    def subject(self, message: str) -> str:
        """Give the subject of the thread that shows a message, or nothing."""
        return self._subjects.get(message, "")


def choose(digest: Digest, practices: tuple[GuidePractice, ...]) -> list[str]:
    """Choose the threads that the page quotes most; those that need attention come first."""
    urgent = [trouble.thread for trouble in digest.attention.threads()]
    for name in digest.attention.bands:
        urgent += [waiting.concern.thread for waiting in digest.attention.waiting_in(name)]
    urgent += [promise.commitment.thread for promise in digest.attention.promises()]
    quoted = Counter(_quoted(digest, practices))
    del quoted[""]
    often = sorted(quoted, key=lambda thread: (-quoted[thread], thread))
    return list(dict.fromkeys([*urgent, *often]))[:MOST]


def _quoted(digest: Digest, practices: tuple[GuidePractice, ...]) -> Iterator[str]:
    for criterion in (c for practice in practices for c in practice.criteria):
        samples = [*digest.evidence.missed(criterion.id), *digest.evidence.met(criterion.id)]
        yield from (sample.finding.thread for sample in samples)
    for period in digest.mood.periods():
        yield from (quote.thread for quote in (*period.unhappy, *period.happy))
    yield from (reply.asked.thread for reply in digest.responses.unreplied())
    for bucket in range(len(digest.responses.buckets())):
        yield from (reply.asked.thread for reply in digest.responses.in_bucket(bucket))
    for week in digest.rhythm.periods()[1]:
        yield from (quote.thread for quote in week.openings)
    yield from (term.quote.thread for term in digest.terms.most_used())


def fetch(assessment: Assessment, chosen: list[str]) -> list[ShownThread]:
    """Read the chosen threads from disk, within the page's budget of characters."""
    wanted = set(chosen)
    found = {t.thread.id: t for t in assessment.threads if t.thread.id in wanted} if wanted else {}
    shown: list[ShownThread] = []
    left = MOST_BYTES
    for name in chosen:
        if name in found:
            thread = _show(found[name], f"t{len(shown) + 1}")
            size = _size(thread)
            if size <= left:
                left -= size
                shown.append(thread)
    return shown


def _size(thread: ShownThread) -> int:
    said = [s.text for message in thread.messages for s in message.sentences]
    said += [e.text for concern in thread.concerns for e in concern.events]
    return sum(MARKUP + len(text[:LONGEST].encode("utf-8", "replace")) for text in said)


def _show(thread: ThreadAssessment, anchor: str) -> ShownThread:
    messages = tuple(
        ShownMessage(
            anchor=f"{anchor}m{number}",
            read=read,
            sentences=read.sentences[:MOST_SENTENCES],
            cut=max(0, len(read.sentences) - MOST_SENTENCES),
        )
        for number, read in enumerate(thread.messages[:MOST_MESSAGES], 1)
    )
    return ShownThread(
        anchor=anchor,
        id=thread.thread.id,
        subject=thread.thread.subject,
        client=thread.client,
        messages=messages,
        cut=max(0, len(thread.messages) - MOST_MESSAGES),
        total=len(thread.messages),
        concerns=thread.concerns[:MOST_CONCERNS],
        commitments=thread.commitments[:MOST_CONCERNS],
    )
