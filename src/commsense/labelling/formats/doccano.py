"""What doccano exports and imports: labels of texts, marked stretches, or both (intent detection).

Its labels are one list, in which a label stands with its task where several tasks have it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from commsense.labelling.formats import canonical, carried, cells, csv_files, flat, objects, opening
from commsense.labelling.formats.judging import wrong
from commsense.labelling.names import NONE, Names
from commsense.labelling.problem import Problem, quoted
from commsense.labelling.row import Row
from commsense.labelling.scheme import JARGON, Scheme

_SPANS = ("label", "labels", "entities")
_LABELS = ("label", "labels", "cats")
_OWN = frozenset({*_SPANS, *_LABELS, "data", "text", "relations", "annotations"})
Table = Mapping[str, object]


def rows(path: Path, names: Names) -> Iterator[Row | Problem]:
    """Give the rows of an export one after another, and what cannot be used of it."""
    seen = _seen(path, names)
    for where, found in _read(path):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _row(found, where, names, seen)


def chunks(
    given: Iterable[Row], scheme: Scheme, asked: Sequence[str] | None = None
) -> Iterator[bytes]:
    """Write rows; what the arguments are stands at ``formats.Format``.

    With stretches they are for a project of intent detection and slot filling, which has both
    labels and stretches, else for one of text classification.
    """
    held = list(given)
    spans = any(row.spans is not None for row in held) or JARGON in (asked or ())
    tasks = [_object(row, scheme, asked, spans=spans) for row in held]
    # doccano takes no file in which one row has a field that another one lacks.
    fields = {name: "" for each in tasks for name in each}
    for each in tasks:
        # Nothing beyond ASCII: doccano guesses at the encoding of a file, and often wrongly.
        yield json.dumps(fields | each).encode() + b"\n"


def _read(path: Path) -> Iterator[objects.Found]:
    head = opening.head(path)
    if isinstance(head, Problem) or head.lstrip()[:1] in (b"{", b"["):
        yield from objects.read(path)
        return
    for where, found in csv_files.objects(path):
        if isinstance(found, Problem):
            yield where, found
        else:
            yield (
                where,
                {**found, "label": [each for each in found.get("label", "").split("#") if each]},
            )


def _object(
    row: Row, scheme: Scheme, asked: Sequence[str] | None, *, spans: bool
) -> dict[str, object]:
    tasks = carried.judged(row) if asked is None else asked
    found = carried.out(row, tasks, proposed=asked is not None)
    # As texts, which a table can hold too.
    found |= {"context": cells.joined(row.context)} if row.context else {}
    found |= {"extra": json.dumps(row.extra, ensure_ascii=False)} if row.extra else {}
    told = [
        flat.named(task, label, scheme)
        for task, labels in row.labels.items()
        for label in labels or (NONE,)
    ]
    if row.spans == ():
        told.append(flat.named(JARGON, NONE, scheme))
    if not spans:
        return found | {"label": told}
    places = [[each.start, each.end, each.kind] for each in row.spans or ()]
    return found | {"entities": places, "cats": told}


def _row(found: Table, where: str, names: Names, seen: frozenset[str]) -> Iterator[Row | Problem]:
    table = _table(found, names)
    labels, problems = flat.by_task(_flat(found), f"{where}: label", names)
    spans = [each for field in _SPANS for each in _list(found, field) if not isinstance(each, str)]
    yield from problems
    if found.get("relations"):
        yield Problem(f"{where}: relations", "relations between stretches are not read; ignored.")
    if isinstance(found.get("annotations"), list) and found["annotations"]:
        expected = "an export with the names of labels (JSONL of doccano 1.0 and later)"
        yield wrong(where, "annotations", "labels as numbers", expected)
    if spans:
        table[JARGON] = list(chain.from_iterable(_span(each) for each in spans))
        labels.setdefault(JARGON, [])
    asked = carried.asked(found)
    # Without any label it cannot be told whether somebody looked, and where one was not understood
    # it cannot be told of which task it was.
    sure = bool(labels) and not problems
    judged = (seen if asked is None else asked) if sure else ()
    yield from canonical.rows(carried.labelled(table, labels, judged, names.scheme), where, names)


def _table(found: Table, names: Names) -> dict[str, object]:
    data = {key: value for key, value in found.items() if key not in _OWN}
    # Its number of the text names nothing outside of it; comments are often empty.
    kept = {"doccano_id": data.pop("id", None), "Comments": data.pop("Comments", None)}
    extra = data.pop("extra", None)
    inner = cells.inner_fields(extra) if isinstance(extra, str) and extra else {}
    table = carried.back({**data, "extra": inner}, names)
    table["text"] = found.get("text", found.get("data", table.get("text")))
    if isinstance(table.get("context"), str):
        table["context"] = cells.sentences(str(table["context"]))
    told = table["extra"]
    table["extra"] = {
        **(told if isinstance(told, dict) else {}),
        **{k: v for k, v in kept.items() if v},
    }
    return table


def _flat(found: Table) -> list[str]:
    return [each for field in _LABELS for each in _list(found, field) if isinstance(each, str)]


def _list(found: Table, field: str) -> list[object]:
    value = found.get(field)
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) else []


def _span(told: object) -> Iterator[object]:
    if isinstance(told, list) and len(told) == 3:
        yield {"start": told[0], "end": told[1], "kind": told[2]}
    elif isinstance(told, Mapping):
        start, end = told.get("start_offset"), told.get("end_offset")
        yield {"start": start, "end": end, "kind": told.get("label")}
    else:
        yield {"kind": quoted(told)}


def _seen(path: Path, names: Names) -> frozenset[str]:
    """Give the tasks of which a file holds any label: people were asked them everywhere."""
    found: set[str] = set()
    for _, each in _read(path):
        if isinstance(each, Mapping):
            found |= {held[0][0].name for held in map(names.holders, _flat(each)) if len(held) == 1}
            found |= {JARGON} if any(not isinstance(s, str) for s in _spans(each)) else set()
    return frozenset(found)


def _spans(found: Table) -> Iterator[object]:
    return chain.from_iterable(_list(found, field) for field in _SPANS)
