"""Where the files of the dataset lie, and how those of an earlier run go away."""

from __future__ import annotations

import shutil
from pathlib import Path

from commsense.reports.tables import rows

FOLDER = "dataset"
UNDATED = "undated"
UNFINISHED = ".unfinished-"
"""What the name of a folder begins with that holds the pieces of a run."""


def part(dataset: Path, name: str, month: str) -> Path:
    """Give the file of a table's month."""
    return dataset / name / f"month={month}" / "part-0.parquet"


def clear(dataset: Path) -> None:
    """Remove what an earlier run wrote, and what a killed one left; nothing of anybody else's."""
    for name in rows.TABLES:
        for path in dataset.glob(f"{name}/month=*/part-*.parquet"):
            path.unlink()
        for path in (*dataset.glob(f"{name}/month=*"), dataset / name):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
    for path in dataset.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path)
