"""What a row says beside its labels, as other programs carry it along with a text.

They show it and give it back unchanged, but use names such as ``id`` for things of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from commsense.labelling.formats import canonical
from commsense.labelling.names import Names
from commsense.labelling.row import Row
from commsense.labelling.scheme import CONCERN_STATUS, JARGON, Scheme

ID, ASKED, BEFORE = "row_id", "asked", "before"
_KEPT = ("text", "language", "side", "context", *canonical.TEXTS)


def out(row: Row, tasks: Iterable[str], *, proposed: bool) -> dict[str, object]:
    """Give all that a row says but its labels.

    Args:
        row: the row.
        tasks: the tasks that are asked, or that were judged.
        proposed: the labels are for somebody else to confirm, who is then the annotator.
    """
    bare = replace(row, labels={}, spans=None, extra={})
    found = canonical.table(replace(bare, annotator="") if proposed else bare)
    found = {"text": found.pop("text"), ID: found.pop("id"), **found}
    found[ASKED] = ",".join(tasks)
    return found | ({"extra": dict(row.extra)} if row.extra else {})


def back(data: Mapping[str, object], names: Names) -> dict[str, object]:
    """Give the fields of a row, with what is none of them as ``extra``."""
    found: dict[str, object] = {}
    extra: dict[str, object] = {}
    for key, value in data.items():
        field = _field(key, data, names)
        if field:
            found[field] = value
        elif key not in (ASKED, BEFORE, "extra"):
            extra[key] = value
    inner = data.get("extra")
    found["extra"] = extra | (dict(inner) if isinstance(inner, Mapping) else {})
    if "context" not in found and isinstance(data.get(BEFORE), str) and ASKED not in data:
        found["context"] = data[BEFORE]
    return found


def asked(data: Mapping[str, object]) -> tuple[str, ...] | None:
    """Give the tasks that people were asked, where a file of ours says so."""
    told = data.get(ASKED)
    return tuple(each for each in told.split(",") if each) if isinstance(told, str) else None


def judged(row: Row) -> tuple[str, ...]:
    """Give the tasks in which somebody judged a row."""
    return (*row.labels, *((JARGON,) if row.spans is not None else ()))


def labelled(
    table: dict[str, object],
    found: Mapping[str, Sequence[str]],
    asked_for: Iterable[str],
    scheme: Scheme,
) -> dict[str, object]:
    """Put labels by task into the object of a row.

    Where any number of labels may hold, none given means that none holds, if it was asked.
    """
    told: dict[str, list[str]] = {task: list(labels) for task, labels in found.items()}
    for task in asked_for:
        if task in scheme and scheme[task].several and not scheme[task].pair:
            told.setdefault(task, [])
    own: dict[str, list[str]] = {}
    for task, labels in told.items():
        if scheme[task].own:
            own[task] = labels
        elif task == CONCERN_STATUS:
            _concern(table, labels)
        elif task == JARGON:
            table.setdefault(JARGON, [])
        else:
            table[task] = labels
    if own:
        table["own"] = own
    return table


def _concern(table: dict[str, object], labels: Sequence[str]) -> None:
    context = table.get("context")
    lines = [context] if isinstance(context, str) else context
    table["status"] = list(labels)
    table["concern"] = lines[-1] if isinstance(lines, list) and lines else None
    if isinstance(lines, list) and len(lines) == 1:
        del table["context"]


def _field(key: str, data: Mapping[str, object], names: Names) -> str:
    if key in _KEPT:
        return key
    if key == ID:
        return "id"
    if key == "id":
        return "" if ID in data else "id"
    field = names.word("columns", key)
    # A file may hold both, and then the plain name is meant.
    free = field in _KEPT and field not in data and key not in (BEFORE,)
    return field if free else ""
