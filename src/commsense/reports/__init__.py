"""What a user gets to read: the page, JSON, tables and the terminal summary.

Each writer is a module with ``write(assessment, folder, language)``, which writes its files below
``folder`` and gives their paths. Threads are read from disk one at a time; none is kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from commsense.assessment import Assessment
from commsense.reports import dataset, page, wire
from commsense.reports.tables import csv_files, parquet_files


class Writer(Protocol):
    """What every report module offers."""

    def write(self, assessment: Assessment, folder: Path, language: str) -> tuple[Path, ...]:
        """Write the report's files below ``folder``, interface words in ``language``."""


WRITERS: dict[str, Writer] = {
    "html": page,
    "json": wire,
    "csv": csv_files,
    "parquet": parquet_files,
    "dataset": dataset,
}
