"""What the page and the terminal show, gathered in one pass over the threads on disk.

Only counts and the few sentences that will be shown are kept, so an archive of any size fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from commsense.assessment import Assessment, Score, Summary
from commsense.reports.digest.attention import Attention
from commsense.reports.digest.evidence import EvidenceBook
from commsense.reports.digest.mood import Mood
from commsense.reports.digest.people import People
from commsense.reports.digest.responses import Responses
from commsense.reports.digest.rhythm import Rhythm
from commsense.reports.digest.terms import Terms


@dataclass(frozen=True, slots=True)
class Digest:
    """The parts of a report, filled."""

    summary: Summary
    scores: dict[tuple[str, str, str], Score]  # by scope, key and subject
    attention: Attention
    evidence: EvidenceBook
    mood: Mood
    responses: Responses
    rhythm: Rhythm
    terms: Terms
    people: People

    def score(self, subject: str, scope: str = "archive", key: str = "") -> Score | None:
        """Give a practice's or criterion's score, ``None`` where there is none."""
        return self.scores.get((scope, key, subject))


def gather(assessment: Assessment) -> Digest:
    """Go through all threads once and keep what a report shows."""
    summary = assessment.summary
    digest = Digest(
        summary=summary,
        scores={
            (s.scope, _key(s), s.subject): s
            for s in summary.scores
            if s.scope not in ("thread", "message")
        },
        attention=Attention(summary.as_of),
        evidence=EvidenceBook(),
        mood=Mood(),
        responses=Responses(),
        rhythm=Rhythm(summary.as_of),
        terms=Terms(),
        people=People(),
    )
    for thread in assessment.threads:
        for part in (
            digest.attention,
            digest.evidence,
            digest.mood,
            digest.responses,
            digest.rhythm,
            digest.terms,
            digest.people,
        ):
            part.add(thread)
    digest.evidence.add_findings(summary.findings, {})
    digest.evidence.add_reasons(summary.not_assessed)
    return digest


def _key(score: Score) -> str:
    """Scores of the whole archive have one key, whatever it is called."""
    return "" if score.scope == "archive" else score.key
