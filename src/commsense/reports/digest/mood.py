"""How the clients' sentences feel, month by month (in long archives by quarter or year)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from commsense.assessment import ThreadAssessment
from commsense.conversation import Side
from commsense.labels import SENTIMENTS
from commsense.reports.best import Best
from commsense.reports.quotes import Quote, of_sentence

A_PERIOD = 3
MOST_PERIODS = 36


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year: the clients' sentences by sentiment, and the plainest of them.

    ``name`` is ``2026-03``, ``2026-Q1`` or ``2026``.
    """

    name: str
    negative: int
    neutral: int
    positive: int
    unhappy: tuple[Quote, ...]
    happy: tuple[Quote, ...]

    @property
    def total(self) -> int:
        """All sentences of clients in this period."""
        return self.negative + self.neutral + self.positive


class Mood:
    """Collects the sentiment of the clients' sentences from threads, one at a time."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._quotes: defaultdict[tuple[str, str], Best[tuple[float, Quote]]] = defaultdict(_best)

    def add(self, thread: ThreadAssessment) -> None:
        """Take in one thread."""
        for read in thread.messages:
            for sentence in read.sentences:
                if sentence.side is Side.CLIENT and sentence.assessed and read.message.date:
                    month = read.message.date.isoformat()[:7]
                    self._counts[month][sentence.sentiment] += 1
                    if sentence.sentiment != "neutral":
                        quote = of_sentence(thread.thread.id, read, sentence)
                        score = sentence.sentiment_scores.get(sentence.sentiment, 0.0)
                        best = self._quotes[month, sentence.sentiment]
                        best.add((round(score, 3),), (round(score, 3), quote))

    def total(self, sentiment: str = "") -> int:
        """Count the clients' sentences, all or those of one sentiment."""
        return sum(c[sentiment] if sentiment else c.total() for c in self._counts.values())

    def periods(self) -> list[Period]:
        """Give the periods in which a client wrote, in order."""
        name_of = next(
            name for name in NAMES if len({name(month) for month in self._counts}) <= MOST_PERIODS
        )
        months: defaultdict[str, list[str]] = defaultdict(list)
        for month in sorted(self._counts):
            months[name_of(month)].append(month)
        return [self._period(name, own) for name, own in months.items()]

    def _period(self, name: str, months: list[str]) -> Period:
        counts = sum((self._counts[month] for month in months), Counter[str]())
        negative, neutral, positive = (counts[sentiment] for sentiment in SENTIMENTS)
        unhappy = self._plainest(months, "negative")
        return Period(
            name, negative, neutral, positive, unhappy, self._plainest(months, "positive")
        )

    def _plainest(self, months: list[str], sentiment: str) -> tuple[Quote, ...]:
        best = _best()
        for month in months:
            if (month, sentiment) in self._quotes:
                for score, quote in self._quotes[month, sentiment].items():
                    best.add((score,), (score, quote))
        return tuple(quote for _, quote in best.items())


def _best() -> Best[tuple[float, Quote]]:
    return Best(A_PERIOD)


def _month(month: str) -> str:
    return month


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _year(month: str) -> str:
    return month[:4]


def _ever(_month: str) -> str:
    return ""


NAMES = (_month, _quarter, _year, _ever)
