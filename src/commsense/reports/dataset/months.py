"""Which month a row belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime

from commsense.assessment import Assessment, Score, ThreadAssessment
from commsense.reports.dataset.places import UNDATED
from commsense.reports.tables import rows

_DATED = {
    name: list(columns).index("date") for name, columns in rows.TABLES.items() if "date" in columns
}


def rows_by_month(assessment: Assessment) -> Iterator[tuple[str, str, rows.Row]]:
    """Give every row of every table, with the table's name and the month, in one pass.

    A score of a message lies in the month of the message, one of a thread in that of its first
    dated message, one of a month there. Those of people, clients and the archive have none.
    """
    for thread in assessment.threads:
        yield from _of_thread(thread)
    for finding in assessment.summary.findings:
        yield "findings", month(finding.date), rows.of_finding(finding)
    for score in assessment.summary.scores:
        yield "scores", _known(score), rows.of_score(score)


def month(moment: date | None) -> str:
    """Name the month of a moment in UTC, as ``2024-03``."""
    if moment is None:
        return UNDATED
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        with suppress(OverflowError):  # in the first or last hours of the calendar
            moment = moment.astimezone(UTC)
    return f"{moment.year:04d}-{moment.month:02d}"


def _of_thread(thread: ThreadAssessment) -> Iterator[tuple[str, str, rows.Row]]:
    months = {read.message.id: month(read.message.date) for read in thread.messages}
    first = next((each for each in months.values() if each != UNDATED), UNDATED)
    for name, row in rows.of_thread(thread):
        if name == "scores":
            yield name, first if row[0] == "thread" else months.get(str(row[1]), first), row
        else:
            moment = row[_DATED[name]]
            yield name, month(moment if isinstance(moment, date) else None), row


def _known(score: Score) -> str:
    return score.key if score.scope == "month" and score.key else UNDATED
