"""Who wrote, how much, and what stands out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from commsense.assessment import ThreadAssessment
from commsense.conversation import Kind, Side
from commsense.labels import FLAGS

SHOWN = 24


@dataclass(slots=True)
class Writer:
    """One person's messages and sentences, in counts."""

    name: str
    side: Side
    client: str
    messages: int = 0
    sentences: int = 0
    negative: int = 0
    flags: Counter[str] = field(default_factory=Counter)


class People:
    """Collects the people of either side from threads, one at a time."""

    def __init__(self) -> None:
        self._people: dict[tuple[str, Side], Writer] = {}
        self.messages_by_kind: Counter[Kind] = Counter()
        self.unassessed: Counter[str] = Counter()

    def add(self, thread: ThreadAssessment) -> None:
        """Take in one thread."""
        for read in thread.messages:
            self.messages_by_kind[read.message.kind] += 1
            if read.message.automatic:
                continue
            writers = {read.person: read.side} if read.side is not Side.BOTH else {}
            for sentence in read.sentences:
                name = sentence.person or read.person
                if not sentence.assessed:
                    self.unassessed[sentence.language] += 1
                if not name or sentence.side is Side.BOTH:
                    continue
                writers.setdefault(name, sentence.side)
                writer = self._writer(name, sentence.side, read.client)
                writer.sentences += 1
                writer.negative += sentence.assessed and sentence.sentiment == "negative"
                writer.flags.update(s.label for s in sentence.find("flag") if s.label in FLAGS)
            for name, side in writers.items():
                if name:
                    self._writer(name, side, read.client).messages += 1

    def _writer(self, name: str, side: Side, client: str) -> Writer:
        key = (name, side)
        if key not in self._people:
            self._people[key] = Writer(name, side, client if side is Side.CLIENT else "")
        return self._people[key]

    def of_side(self, side: Side) -> list[Writer]:
        """Give the people of a side who wrote most, at most ``SHOWN``."""
        found = [writer for (_, s), writer in self._people.items() if s is side]
        return sorted(found, key=lambda w: (-w.messages, -w.sentences, w.name))[:SHOWN]

    def number(self, side: Side) -> int:
        """Count the people of a side."""
        return sum(s is side for _, s in self._people)
