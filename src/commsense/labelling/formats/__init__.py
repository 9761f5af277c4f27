"""The files that labels come in and go out by.

A new format is one file here and one line in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from commsense.labelling.formats import csv_files, doccano, jsonl, label_studio
from commsense.labelling.names import Names
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are read and written.

    ``chunks`` takes rows, the scheme, and the tasks that people are to be asked: then the labels
    of the rows are proposals. None instead: they are what the rows' annotators said.
    """

    rows: Callable[[Path, Names], Iterator[Row | Problem]]
    chunks: Callable[[Iterable[Row], Scheme, Sequence[str] | None], Iterator[bytes]]


FORMATS = {
    "jsonl": Format(jsonl.rows, jsonl.chunks),
    "csv": Format(csv_files.rows, csv_files.chunks),
    "label-studio": Format(label_studio.rows, label_studio.chunks),
    "doccano": Format(doccano.rows, doccano.chunks),
}
