"""For each criterion: the sentences that show it met or missed, and why it was not assessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commsense.assessment import Finding, NotAssessed, ReadMessage, ThreadAssessment
from commsense.labels import Verdict
from commsense.reports.best import Best
from commsense.reports.quotes import Quote, of_evidence

MISSED = 5
MET = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """A finding with the sentences that prove it."""

    finding: Finding
    quotes: tuple[Quote, ...]


@dataclass(slots=True)
class Samples:
    """The clearest findings of one criterion."""

    missed: Best[Sample] = field(default_factory=lambda: Best[Sample](MISSED))
    met: Best[Sample] = field(default_factory=lambda: Best[Sample](MET))
    texts: set[str] = field(default_factory=set)


class EvidenceBook:
    """Collects findings from threads, one at a time; a message is shown once a criterion."""

    def __init__(self) -> None:
        self._samples: defaultdict[str, Samples] = defaultdict(Samples)
        self.reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, thread: ThreadAssessment) -> None:
        """Take in one thread."""
        messages = {read.message.id: read for read in thread.messages}
        self.add_findings(thread.findings, messages)
        self.add_reasons(thread.not_assessed)

    def add_findings(
        self, findings: Iterable[Finding], messages: Mapping[str, ReadMessage]
    ) -> None:
        """Take in findings; ``messages`` are those whose sentences can be looked up."""
        for finding in findings:
            samples = self._samples[finding.criterion]
            quotes = tuple(
                of_evidence(finding.thread, messages.get(evidence.message), evidence)
                for evidence in finding.evidence[:3]
            )
            best = samples.missed if finding.verdict is Verdict.MISSED else samples.met
            best.add(_rank(finding, quotes, samples.texts), Sample(finding, quotes))

    def add_reasons(self, counts: Iterable[NotAssessed]) -> None:
        """Take in why criteria were not assessed."""
        for entry in counts:
            self.reasons[entry.criterion][entry.reason] += entry.count

    def reasons_of(self, criterion: str) -> list[tuple[str, int]]:
        """Give why a criterion was not assessed and how often, most often first."""
        counts = self.reasons.get(criterion, Counter())
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [(reason, count) for reason, count in ordered if count]

    def missed(self, criterion: str) -> list[Sample]:
        """Give the clearest findings that missed a criterion."""
        return self._samples[criterion].missed.items() if criterion in self._samples else []

    def met(self, criterion: str) -> list[Sample]:
        """Give the clearest findings that met a criterion."""
        return self._samples[criterion].met.items() if criterion in self._samples else []


def _rank(finding: Finding, quotes: tuple[Quote, ...], texts: set[str]) -> tuple[object, ...]:
    """Rank a finding: with a sentence before without, new wording before repeated, sure first."""
    text = quotes[0].text[:200] if quotes else ""
    new = bool(text) and text not in texts
    if new and len(texts) < 1000:
        texts.add(text)
    when = finding.date.timestamp() if finding.date else 0.0
    return (bool(quotes), new, round(finding.confidence, 1), when)
