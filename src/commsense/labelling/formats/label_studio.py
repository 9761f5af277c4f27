"""What Label Studio exports as JSON, and its tasks with annotations or predictions.

An export does not hold the project's configuration: which task a control (``from_name``) stands
for is told by its name, or by the labels that were given with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from commsense.labelling.formats import (
    canonical,
    carried,
    controls,
    objects,
    opening,
    studio_table,
    studio_tasks,
)
from commsense.labelling.formats.judging import wrong
from commsense.labelling.names import Names
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row
from commsense.labelling.scheme import JARGON, Scheme

_FORM = "a task of Label Studio with data and annotations"

Table = Mapping[str, object]


def rows(path: Path, names: Names) -> Iterator[Row | Problem]:
    """Give the rows of an export one after another, and what cannot be used of it."""
    read = _reader(path)
    tasks = (found for _, found in read(path) if isinstance(found, Mapping))
    meant = controls.Meant(controls.gathered(tasks), names)
    for where, found in read(path):
        if isinstance(found, Problem):
            yield found
        elif not controls.data(found, meant):
            yield wrong(where, "data", found.get("data"), _FORM)
        else:
            yield from _task(found, where, names, meant)


def chunks(
    given: Iterable[Row], scheme: Scheme, asked: Sequence[str] | None = None
) -> Iterator[bytes]:
    """Write rows; what the arguments are stands at ``formats.Format``."""
    return objects.array(studio_tasks.task(row, scheme, asked) for row in given)


def _reader(path: Path) -> Callable[[Path], Iterator[objects.Found]]:
    head = opening.head(path)
    json = isinstance(head, Problem) or head.lstrip()[:1] in (b"{", b"[")
    return objects.read if json else studio_table.read


def _task(task: Table, where: str, names: Names, meant: controls.Meant) -> Iterator[Row | Problem]:
    data = controls.data(task, meant)
    table = carried.back(data, names)
    if not isinstance(table.get("text"), str):
        table["text"] = _only_text(data)
    table["extra"] = _extra(task, table["extra"])
    asked = carried.asked(data)
    found = controls.said(task)
    if not found:
        yield from canonical.rows(table, where, names)
    for number, annotation in enumerate(found, start=1):
        place = where if len(found) == 1 else f"{where}: annotation {number}"
        if annotation.get("was_cancelled") or annotation.get("skipped"):
            yield Problem(place, "was skipped by its annotator; left out.")
        else:
            yield from _annotation(annotation, dict(table), place, names, meant, asked)


def _annotation(
    annotation: Table,
    table: dict[str, object],
    where: str,
    names: Names,
    meant: controls.Meant,
    asked: Sequence[str] | None,
) -> Iterator[Row | Problem]:
    table["annotator"] = _annotator(annotation) or table.get("annotator")
    labels: dict[str, list[str]] = {}
    spans: list[object] = []
    lost: set[str] = set()
    for given in controls.of_annotation(annotation):
        if given.ignored:
            yield Problem(f"{where}: {given.control}", f"{given.ignored}; ignored.")
            continue
        task = meant.task(given.control)
        if task is None and not given.sure:
            continue
        if task is None:
            yield from meant.problems(given, where)
        elif given.spans is not None:
            spans += given.spans
        else:
            known = [label for each in given.labels if (label := names.label(task, each))]
            labels.setdefault(task.name, []).extend(known)
            if len(known) < len(given.labels):
                yield from meant.problems(given, where)
                lost |= {task.name} if not known else set()
    if spans:
        table[JARGON] = spans
        labels[JARGON] = []
    for name in lost:
        labels.pop(name, None)
    judged = [each for each in (meant.seen if asked is None else asked) if each not in lost]
    yield from canonical.rows(carried.labelled(table, labels, judged, names.scheme), where, names)


def _annotator(annotation: Table) -> str:
    told = annotation.get("completed_by")
    if isinstance(told, Mapping):
        told = told.get("email") or told.get("username") or told.get("id")
    return str(told) if isinstance(told, str | int) and not isinstance(told, bool) else ""


def _only_text(data: Table) -> object:
    """Give the text of a task that calls it otherwise, where there is only one."""
    found = [value for value in data.values() if isinstance(value, str) and value]
    return found[0] if len(found) == 1 else None


def _extra(task: Table, extra: object) -> dict[str, object]:
    """Keep what the task says beside; predictions stay apart from what people said."""
    told = task.get("predictions")
    # Some exports name predictions by number only.
    whole = [each for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []
    kept = {"label_studio_task": task.get("id"), "predictions": whole}
    beside = {name: value for name, value in kept.items() if value}
    return (dict(extra) if isinstance(extra, Mapping) else {}) | beside
