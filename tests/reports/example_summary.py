"""Sums the example assessment up the way a run would."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from commsense.assessment import (
    Client,
    Finding,
    NotAssessed,
    ReadMessage,
    Score,
    Summary,
    ThreadAssessment,
)
from commsense.conversation import Place, Skipped
from commsense.labels import Verdict

AS_OF = datetime(2026, 6, 30, 18, 0, tzinfo=UTC)
NAMES = {
    "northwind.example": "Northwind Outfitters",
    "haicheng.example": "海澄物流",
    "alderfinch.example": "Alder & Finch",
}
PRACTICES = {
    "TR": "trust",
    "CO": "communication",
    "EX": "expectations",
    "QU": "quality",
    "PS": "problem-solving",
    "RE": "relationship",
    "PX": "expertise",
    "PR": "proactivity",
    "TE": "teamwork",
    "IM": "improvement",
    "NF": "problem-solving",
}


def summarise(
    threads: tuple[ThreadAssessment, ...], skipped: tuple[Skipped, ...] | None = None
) -> Summary:
    """Count what a run would count; archive findings and skipped files are set by hand."""
    messages = [read for thread in threads for read in thread.messages]
    languages = Counter(s.language for read in messages for s in read.sentences)
    if skipped is None:
        skipped = (
            Skipped(Place("mail.mbox", 17), "the message is encrypted (S/MIME)"),
            Skipped(Place("notes/plan.xlsx"), "not a format that commsense reads"),
            Skipped(Place("old.zip!scan.pdf"), "not a format that commsense reads"),
        )
    return Summary(
        version="0.1.0",
        practice_set="3f9a1c",
        model="default 9be0d2",
        as_of=AS_OF if threads else None,
        messages=len(messages),
        sentences=sum(languages.values()),
        threads=len(threads),
        duplicates=4 if threads else 0,
        automatic=2 if threads else 0,
        sides_guessed=bool(threads),
        sides_note="brightline.example wrote to all three clients, so it was taken for the team."
        if threads
        else "",
        team=("brightline.example",) if threads else (),
        clients=_clients(messages),
        skipped=skipped,
        scores=_scores(threads),
        findings=_archive_findings() if threads else (),
        not_assessed=(NotAssessed("SA1", "no-data", 1),),
        languages=dict(sorted(languages.items())),
    )


def _clients(messages: list[ReadMessage]) -> tuple[Client, ...]:
    clients = []
    for key in sorted({read.client for read in messages}):
        dates = [r.message.date for r in messages if r.client == key and r.message.date]
        clients.append(Client(key, NAMES.get(key, key), len(dates), min(dates), max(dates)))
    return tuple(clients)


def _scores(threads: tuple[ThreadAssessment, ...]) -> tuple[Score, ...]:
    met: Counter[tuple[str, str, str]] = Counter()
    missed: Counter[tuple[str, str, str]] = Counter()
    silent: Counter[tuple[str, str, str]] = Counter()
    for thread in threads:
        for finding in thread.findings:
            scopes = (("archive", ""), ("client", finding.client), ("person", finding.person))
            for scope, key in scopes:
                for subject in (finding.criterion, PRACTICES[finding.criterion[:2]], "overall"):
                    counter = met if finding.verdict is Verdict.MET else missed
                    counter[scope, key, subject] += 1
        for entry in thread.not_assessed:
            for subject in (entry.criterion, PRACTICES[entry.criterion[:2]]):
                silent["archive", "", subject] += entry.count
    return tuple(
        Score(*key, met[key], missed[key], silent[key], _share(met[key], missed[key]))
        for key in sorted({*met, *missed, *silent})
    )


def _share(met: int, missed: int) -> float | None:
    return met / (met + missed) if met + missed else None


def _archive_findings() -> tuple[Finding, ...]:
    return (
        Finding(
            criterion="RE4",
            verdict=Verdict.MISSED,
            level="archive",
            thread="",
            message="",
            client="haicheng.example",
            person="",
            date=None,
            evidence=(),
            confidence=1.0,
            values={"days": "24"},
        ),
    )
