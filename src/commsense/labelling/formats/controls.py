"""What people gave with the controls of Label Studio, and the task that each control stands for.

Both its exports are read: JSON, with ``annotations`` and their ``result``, and JSON-MIN, where
what was given with a control stands under its name beside the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commsense.labelling.formats.judging import DECLARE, MOST_SHOWN
from commsense.labelling.names import Names, declarable
from commsense.labelling.problem import NewLabel, Problem, quoted
from commsense.labelling.scheme import Task

MIN = ("annotation_id", "lead_time")
_MIN = frozenset({"id", "annotator", *MIN, "created_at", "updated_at", "agreement", "history"})
_CHOICES = ("choices",)
MOST_LABEL = 60
"""Characters of what may be a label."""
MOST_LABELS = 200
"""Labels of one control that are gathered; a task has a hundred at most."""
_SPANS = ("labels", "hypertextlabels", "paragraphlabels")

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given with one control; ``ignored`` says why it is not read, if it is not.

    Without ``sure`` it may as well be something that stood beside the text.
    """

    control: str
    labels: tuple[str, ...] = ()
    spans: tuple[dict[str, object], ...] | None = None
    ignored: str = ""
    sure: bool = True


def data(task: Table, meant: Meant) -> Mapping[str, object]:
    """Give the data of a task; of JSON-MIN all that is neither the program's nor given."""
    if not _minimal(task):
        found = task.get("data")
        return found if isinstance(found, Mapping) else {}
    given = {each.control for each in of_task(task) if each.sure or meant.task(each.control)}
    return {key: value for key, value in task.items() if key not in _MIN and key not in given}


def said(task: Table) -> list[Table]:
    """Give what each annotator said of a task."""
    if _minimal(task):
        told = task.get("annotation_id") is not None
        return [{"completed_by": task.get("annotator"), "minimal": task}] if told else []
    found = task.get("annotations", task.get("completions"))
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def of_task(task: Table) -> Iterator[Given]:
    """Give all that was given in a task, by whomever."""
    for annotation in said(task) or ([{"minimal": task}] if _minimal(task) else []):
        if not annotation.get("was_cancelled") and not annotation.get("skipped"):
            yield from of_annotation(annotation)


def of_annotation(annotation: Table) -> Iterator[Given]:
    """Give all that one person gave in a task."""
    minimal = annotation.get("minimal")
    if isinstance(minimal, Mapping):
        yield from _of_minimal(minimal)
        return
    result = annotation.get("result")
    for each in result if isinstance(result, list) else ():
        if isinstance(each, Mapping):
            yield _of_result(each)


def _of_result(result: Table) -> Given:
    control = str(result.get("from_name") or result.get("type") or "result")
    kind = str(result.get("type"))
    value = result.get("value")
    if kind == "relation":
        return Given(control, ignored="relations between stretches are not read")
    if not isinstance(value, Mapping):
        return Given(control, ignored=f"found no value of the type {quoted(kind)}")
    return _of_value(control, kind, value)


def _of_value(control: str, kind: str, value: Table) -> Given:
    for name in _SPANS:
        if isinstance(value.get(name), list):
            return Given(control, _texts(value[name]), tuple(_spans(value, _texts(value[name]))))
    if isinstance(value.get("choices"), list):
        if "start" in value:
            return Given(control, ignored="choices for one stretch are not read")
        return Given(control, _texts(value["choices"]))
    said = f"found the type {quoted(kind)}; accepted: choices of a text, labels of stretches"
    return Given(control, ignored=said)


def _of_minimal(task: Table) -> Iterator[Given]:
    for key, value in task.items():
        if key in _MIN:
            continue
        values = value if isinstance(value, list) else [value]
        regions = [each for each in values if isinstance(each, Mapping)]
        if regions and len(regions) == len(values) and any(map(_region, regions)):
            yield from (_of_value(key, "labels", each) for each in regions)
        elif isinstance(value, str) and len(value) <= MOST_LABEL:
            yield Given(key, (value,), sure=False)


def _region(value: Table) -> bool:
    return any(isinstance(value.get(name), list) for name in (*_SPANS, *_CHOICES))


def _spans(value: Table, kinds: Sequence[str]) -> Iterator[dict[str, object]]:
    places = {"start": value.get("start"), "end": value.get("end"), "text": value.get("text")}
    offsets = value.get("globalOffsets")
    if isinstance(offsets, Mapping):  # of a page: start and end are paths in it
        places |= {"start": offsets.get("start"), "end": offsets.get("end")}
    yield from ({**places, "kind": kind} for kind in kinds)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _minimal(task: Table) -> bool:
    return "data" not in task and all(name in task for name in MIN)


def gathered(tasks: Iterable[Table]) -> dict[str, set[str]]:
    """Give the labels that were given with each control."""
    found: dict[str, set[str]] = {}
    for task in tasks:
        for given in of_task(task):
            held = found.setdefault(given.control, set())
            if not given.ignored and len(held) < MOST_LABELS:
                held.update(given.labels)
    return found


class Meant:
    """The task that each control stands for; ``seen`` are those that people were asked."""

    def __init__(self, given: Mapping[str, Iterable[str]], names: Names) -> None:
        self._names = names
        self._tasks = {control: self._told(control, list(each)) for control, each in given.items()}
        self.seen = tuple({task.name for task in self._tasks.values() if task})

    def task(self, control: str) -> Task | None:
        """Give the task of a control, None where it cannot be told."""
        return self._tasks.get(control)

    def problems(self, given: Given, where: str) -> Iterator[Problem]:
        """Say what is wrong with what was given, label by label."""
        task = self.task(given.control)
        tasks = self._names.scheme.values()
        for label in given.labels:
            if task is not None and self._names.label(task, label):
                continue
            if task is not None:
                told = f"found {quoted(label)}; accepted: {', '.join(task.values[:MOST_SHOWN])}"
            else:
                told = f"found {quoted(label)} of a control that is no task, and no task has all of"
                told += f" its labels; accepted: {', '.join(each.name for each in tasks)}"
            new = self._new(task, given, label)
            told += f"; to add it: {DECLARE}." if new else "."
            yield Problem(f"{where}: {given.control[:40]}", told, new)

    def _told(self, control: str, labels: list[str]) -> Task | None:
        named = self._names.task(control)
        if named is not None:
            return named
        for spans in (False, True):
            fitting = self._names.fitting(labels, spans=spans) if labels else []
            if len(fitting) == 1:
                return fitting[0]
        return None

    def _new(self, task: Task | None, given: Given, label: str) -> NewLabel | None:
        if given.spans is not None or (task is not None and not task.own):
            return None
        new = NewLabel(task.name if task else declarable(given.control), declarable(label))
        return new if new.task and new.label else None
