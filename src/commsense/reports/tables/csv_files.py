"""``tables/*.csv``: opened by a spreadsheet with Chinese intact and without running formulas."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path

from commsense import private_files
from commsense.assessment import Assessment
from commsense.reports.tables import rows

FOLDER = "tables"
# Cells that begin so are taken for formulas by spreadsheets (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(assessment: Assessment, folder: Path, language: str) -> tuple[Path, ...]:  # noqa: ARG001
    """Write the six tables in UTF-8 with a byte order mark, which Excel needs."""
    paths = {name: folder / FOLDER / f"{name}.csv" for name in rows.TABLES}
    private_files.make_folder(folder / FOLDER)
    with ExitStack() as stack:
        writers = {}
        for name, path in paths.items():
            file = stack.enter_context(
                private_files.begin(path).open(
                    "w", encoding="utf-8-sig", errors="replace", newline=""
                )
            )
            writers[name] = csv.writer(file)
            writers[name].writerow(rows.TABLES[name])
        for name, row in rows.of_assessment(assessment):
            writers[name].writerow([cell(value) for value in row])
    return tuple(paths.values())


def cell(value: rows.Cell) -> str:
    """Write a cell: moments in ISO 8601, flags as ``true``/``false``, text made harmless.

    Text that a spreadsheet would run as a formula gets an apostrophe in front, its usual mark
    for "this is text".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value.replace("\0", "\ufffd")
        return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
    return str(value) if isinstance(value, int | float) else value.isoformat()
