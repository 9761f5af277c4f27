"""Jargon that the team used towards clients, with its plain wording."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from commsense.assessment import ThreadAssessment
from commsense.conversation import Side
from commsense.reports.quotes import Quote, of_sentence

SHOWN = 30


@dataclass(slots=True)
class Term:
    """A term as first written, how often, to whom, and one sentence with it."""

    term: str
    kind: str
    plain: str
    quote: Quote
    count: int = 0
    clients: Counter[str] = field(default_factory=Counter)


class Terms:
    """Collects the jargon of the team's sentences from threads, one at a time."""

    def __init__(self) -> None:
        self._terms: dict[str, Term] = {}
        self.total = 0

    def add(self, thread: ThreadAssessment) -> None:
        """Take in one thread."""
        for read in thread.messages:
            for sentence in read.sentences:
                if sentence.side is not Side.TEAM:
                    continue
                for signal in sentence.find("jargon"):
                    written = sentence.text[signal.start : signal.end]
                    quote = of_sentence(thread.thread.id, read, sentence, signal.start, signal.end)
                    self._count(written, signal.label, signal.value, quote)

    def _count(self, written: str, kind: str, plain: str, quote: Quote) -> None:
        key = written.casefold()
        if key not in self._terms:
            self._terms[key] = Term(written, kind, plain, quote)
        term = self._terms[key]
        term.count += 1
        term.clients[quote.client] += 1
        term.plain = term.plain or plain
        self.total += 1

    @property
    def different(self) -> int:
        """How many different terms there are."""
        return len(self._terms)

    def most_used(self) -> list[Term]:
        """Give the terms used most, at most ``SHOWN``."""
        ranked = sorted(self._terms.items(), key=lambda item: (-item[1].count, item[0]))
        return [term for _, term in ranked[:SHOWN]]
