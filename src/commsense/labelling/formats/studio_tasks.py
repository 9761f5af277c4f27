"""Rows as tasks for Label Studio: what it shows, and labels as annotations or as predictions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commsense.labelling import identity
from commsense.labelling.formats import carried
from commsense.labelling.row import Row
from commsense.labelling.scheme import JARGON, Scheme

TEXT = "text"


def control(task: str, scheme: Scheme) -> str:
    """Give the name of the control that asks a task."""
    # What is exported as JSON-MIN has controls and data side by side: own tasks stand apart.
    return f"own_{task}" if scheme[task].own else task


def task(row: Row, scheme: Scheme, asked: Sequence[str] | None) -> dict[str, object]:
    """Make the task of a row; with ``asked`` its labels are proposals to be confirmed."""
    judged = carried.judged(row)
    proposed = asked is not None
    data = carried.out(row, judged if asked is None else asked, proposed=proposed)
    data[carried.BEFORE] = "\n".join(row.context)
    result = list(_result(row, scheme))
    if not judged:
        return {"data": data}
    if not proposed:
        return {"data": data, "annotations": [{"result": result}]}
    model = row.annotator or str(row.extra.get("model") or "labels")
    return {"data": data, "predictions": [{"model_version": model, "result": result}]}


def _result(row: Row, scheme: Scheme) -> Iterator[dict[str, object]]:
    for name, labels in row.labels.items():
        if labels:
            value: dict[str, object] = {"choices": list(labels)}
            yield _region(row, control(name, scheme), "choices", value)
    for each in row.spans or ():
        value = {"start": each.start, "end": each.end, "text": row.text[each.start : each.end]}
        yield _region(row, JARGON, "labels", {**value, "labels": [each.kind]})


def _region(row: Row, name: str, kind: str, value: dict[str, object]) -> dict[str, object]:
    place = identity.of(row.id, (name, repr(value)))[:10]
    return {"id": place, "from_name": name, "to_name": TEXT, "type": kind, "value": value}
