"""Reads files of labels, whatever program wrote them.

``stream`` gives rows and problems one after another and holds one at a time; ``load`` gives all
of them. A row that cannot be used never takes the others with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from commsense.errors import SettingsError
from commsense.labelling.formats import AUTO, FORMATS, kept, telling
from commsense.labelling.names import Names
from commsense.labelling.problem import Problem, Read
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme

__all__ = ["Problem", "Read", "Row", "load", "stream"]


def load(
    paths: Iterable[Path],
    scheme: Scheme,
    format: str = AUTO,  # noqa: A002 - the option's name
) -> Read:
    """Read files of labels.

    Args:
        paths: the files, each may be packed with gzip.
        scheme: the tasks whose labels are accepted.
        format: one of ``FORMATS``, or ``auto`` to tell each file's by its content.

    Raises:
        SettingsError: there is no such format.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for found in stream(paths, scheme, format):
        if isinstance(found, Row):
            rows.append(found)
        else:
            problems.append(found)
    return Read(tuple(rows), tuple(problems))


def stream(
    paths: Iterable[Path],
    scheme: Scheme,
    format: str = AUTO,  # noqa: A002 - the option's name
) -> Iterator[Row | Problem]:
    """Read files of labels, row by row; the arguments are those of ``load``.

    Raises:
        SettingsError: there is no such format.
    """
    if format != AUTO and format not in FORMATS:
        raise SettingsError(
            f"--format: {format!r} is not read; accepted: {', '.join((AUTO, *FORMATS))}."
        )
    names = Names(scheme)
    for path in paths:
        if format == AUTO and kept.holds(path):
            yield from kept.rows(path, names)
            continue
        told = telling.told(path) if format == AUTO else telling.refused(path) or format
        if isinstance(told, Problem):
            yield told
        else:
            yield from FORMATS[told].rows(path, names)
