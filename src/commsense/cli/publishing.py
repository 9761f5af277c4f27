"""Writes the files of a report beside the old ones, and puts them in place when all are whole."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from commsense.assessment import Assessment
from commsense.journal import FOLDER
from commsense.private_files import make_folder
from commsense.reports import WRITERS
from commsense.reports.dataset import places

_NEW = "new"


def publish(
    assessment: Assessment, output: Path, formats: Sequence[str], language: str
) -> tuple[Path, ...]:
    """Write a report; whatever happens meanwhile, no file of it is ever half written.

    Args:
        assessment: what it tells of.
        output: its folder.
        formats: which files, by the names of ``WRITERS``.
        language: of its words.

    Raises:
        OSError: if the files cannot be written; those that stood there are as they were.
    """
    beside = output / FOLDER / _NEW
    shutil.rmtree(beside, ignore_errors=True)
    make_folder(beside)
    try:
        made = [
            path for name in formats for path in WRITERS[name].write(assessment, beside, language)
        ]
        if "dataset" in formats:
            places.clear(output / places.FOLDER)  # months that are no more
        return tuple(_moved(path, beside, output) for path in made)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _moved(path: Path, beside: Path, output: Path) -> Path:
    target = output / path.relative_to(beside)
    make_folder(target.parent)
    return path.replace(target)
