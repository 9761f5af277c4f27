"""Gathers files of labels into one file of our own form; what ``commsense labels import`` does.

Rows go from file to file one after another, so that memory does not grow with them. Files of a
program that does not say which questions it asked are read twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from commsense.labelling import declaring, reading, writing
from commsense.labelling.formats import jsonl
from commsense.labelling.problem import NewLabel, Problem
from commsense.labelling.row import Row
from commsense.labelling.scheme import JARGON, Scheme
from commsense.lang import LANGUAGES, identify

FIRST = 5
"""Problems that are held to be shown; all of them are written to a file."""


@dataclass(slots=True)
class Summary:
    """What was read: rows, and how often each label was given.

    ``labels`` counts by (task, label, language); "" is the label of a row in whose task none holds.
    ``unlabelled`` rows were left out, as nobody said anything of them.
    """

    rows: int = 0
    unlabelled: int = 0
    sentences: Counter[str] = field(default_factory=Counter)
    labels: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    annotators: Counter[str] = field(default_factory=Counter)
    problems: int = 0
    first: list[Problem] = field(default_factory=list)
    listed: Path | None = None
    declared: tuple[NewLabel, ...] = ()


def gather(
    paths: Sequence[Path],
    output: Path,
    scheme: Scheme,
    format: str,  # noqa: A002 - the option's name
    annotator: str = "",
    declare: Path | None = None,
) -> Summary:
    """Read files of labels and write one; nothing is written where nothing can be used.

    Args:
        paths: the files.
        output: the file to write, in our own form.
        scheme: the tasks whose labels are accepted.
        format: one of ``FORMATS``, or ``auto``.
        annotator: who labelled where a file does not say it.
        declare: a scheme file to which labels that nobody declared are added.

    Raises:
        InputError: a file cannot be written.
        SettingsError: there is no such format, or the scheme file is not as it should be.
    """
    summary = Summary()
    if declare is not None:
        found = reading.stream(paths, scheme, format)
        new = dict.fromkeys(each.new for each in found if isinstance(each, Problem) and each.new)
        if new:
            scheme = declaring.declared(new, declare)
            known = {(task.name, label) for task in scheme.values() for label in task.values}
            summary.declared = tuple(each for each in new if (each.task, each.label) in known)
    listed = output.with_name(f"{output.name}.problems.txt")
    with suppress(_Nothing):
        _write(reading.stream(paths, scheme, format), output, listed, annotator, summary)
    if summary.problems:
        summary.listed = listed
    else:
        with suppress(OSError):
            listed.unlink()
    return summary


class _Nothing(Exception):
    """No row could be used: what was written before is to stay."""


def _write(
    found: Iterable[Row | Problem], output: Path, listed: Path, annotator: str, summary: Summary
) -> None:
    # Both files come to be at once: problems are lines of the one, rows of the other.
    with writing.Pending(listed) as lines:
        try:
            writing.write(output, _rows(found, lines, annotator, summary))
        finally:
            if summary.problems:
                lines.keep()


def _rows(
    found: Iterable[Row | Problem], lines: writing.Pending, annotator: str, summary: Summary
) -> Iterator[bytes]:
    for each in found:
        if isinstance(each, Problem):
            summary.problems += 1
            summary.first += [each] if len(summary.first) < FIRST else []
            lines.add(f"{each}\n".encode("utf-8", "replace"))
        elif not each.labels and each.spans is None:
            summary.unlabelled += 1
        else:
            row = each if each.annotator or not annotator else replace(each, annotator=annotator)
            _count(row, summary)
            yield from jsonl.chunks([row], {})
    if not summary.rows:
        raise _Nothing


def _count(row: Row, summary: Summary) -> None:
    language = row.language or identify.identify(row.text, LANGUAGES[0])
    summary.rows += 1
    summary.sentences[language] += 1
    summary.annotators[row.annotator] += 1
    for task, labels in row.labels.items():
        for label in labels or ("",):
            summary.labels[task, label, language] += 1
    if row.spans is not None:
        for kind in {each.kind for each in row.spans} or ("",):
            summary.labels[JARGON, kind, language] += 1
