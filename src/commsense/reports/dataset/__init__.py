"""``dataset/``: the six tables as a Parquet dataset in parts by month, for DuckDB, polars and such.

``dataset/messages/month=2024-03/part-0.parquet`` and so on, the layout that Hive began and data
tools know. A query about a month reads the files of that month alone. What has no date lies in
``month=undated``.
"""

from __future__ import annotations

from pathlib import Path

from commsense import private_files
from commsense.assessment import Assessment
from commsense.reports.dataset import places
from commsense.reports.dataset.months import rows_by_month
from commsense.reports.dataset.pieces import Pieces


def write(assessment: Assessment, folder: Path, language: str) -> tuple[Path, ...]:  # noqa: ARG001
    """Write the six tables in parts by month; what an earlier run left there goes away first."""
    dataset = folder / places.FOLDER
    private_files.make_folder(dataset)
    places.clear(dataset)
    with Pieces(dataset) as pieces:
        for name, month, row in rows_by_month(assessment):
            pieces.add(name, month, row)
        return pieces.joined()
