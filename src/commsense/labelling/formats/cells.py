"""The columns of a table, and what stands in its cells."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from commsense.labelling.formats import carried, flat
from commsense.labelling.formats.judging import DECLARE
from commsense.labelling.names import NONE, OWN, Names, bare
from commsense.labelling.problem import Problem, quoted
from commsense.labelling.scheme import CONCERN_STATUS, JARGON, Task

LABEL = "label"
_SHOWN = 12
_SIGNS = re.compile(r"[;|,#；、，\n]")
_NOTHING = frozenset({NONE, "-", "–", "—", "（none）", "（无）"})
_PLACED = re.compile(r"(\d{1,9})\s*-\s*(\d{1,9})\s*:\s*(\S+)")
_WORDS = re.compile(r"(.+):\s*([^:]+)", re.DOTALL)
_PLAIN = frozenset({"id", "text", "language", "side", "context", "thread", "client", "annotator",
                    "concern", "extra"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """What each column is: a field, a task, ``own:`` with a name nobody declared, or neither."""

    names: tuple[str, ...]
    meant: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether there is a column of texts."""
        return "text" in self.meant

    def problems(self, where: str) -> list[Problem]:
        """Say which columns are missing, or no labels although they look like them."""
        shown = ", ".join(quoted(name) for name in self.names[:_SHOWN])
        if not self.usable:
            said = f"found {shown}; accepted: a first row that names the columns, with"
            return [Problem(f"{where}: row 1", f"{said} text (句子, 文本) among them.")]
        if any(each and each not in _PLAIN for each in self.meant):
            return []
        said = f"no column of labels (found: {shown}); accepted: sentiment, acts, flags, jargon,"
        said += f" status with concern, label, or {OWN} and the name of an own task; {DECLARE}."
        return [Problem(f"{where}: row 1", said)]

    def table(
        self, cut: Sequence[str], where: str, names: Names
    ) -> tuple[dict[str, object], list[Problem]]:
        """Turn the cells of a row into an object of our own form."""
        found: dict[str, object] = {}
        others: dict[str, object] = {}
        by_task: dict[str, list[str]] = {}
        own: dict[str, object] = {}
        problems: list[Problem] = []
        if len(cut) > len(self.names):
            said = f"found {len(cut)} cells; accepted: {len(self.names)}; the others are ignored."
            problems.append(Problem(where, said))
        for name, meant, cell in zip(self.names, self.meant, cut, strict=False):
            if meant.startswith(OWN):
                own[meant.removeprefix(OWN)] = labels(cell)
            elif meant == LABEL:
                more, wrong = flat.by_task(labels(cell) or (), f"{where}: {name}", names)
                by_task |= more
                problems += wrong
            elif meant == JARGON:
                found[JARGON] = marked(cell)
            elif meant in _PLAIN:
                found[meant] = _plain(meant, cell)
            elif meant:
                found[meant] = labels(cell)
            elif cell and name:
                others[name] = cell
        told = carried.labelled(
            {**found, "extra": _extra(found, others)}, by_task, (), names.scheme
        )
        given = told.get("own")
        own |= given if isinstance(given, dict) else {}
        return told | ({"own": own} if own else {}), problems


def header(cut: Sequence[str], names: Names) -> Header:
    """Tell what the columns are by their names."""
    found: list[str] = []
    for name in cut:
        meant = _meant(name.strip(), names)
        found.append(meant if meant not in found else "")
    return Header(tuple(name.strip() for name in cut), tuple(found))


def labels(cell: str) -> list[str] | None:
    """Give the labels of a cell; None where it is empty."""
    bared = cell.strip()
    if not bared:
        return None
    if bared in _NOTHING:
        return []
    if bared.startswith("{"):
        return _studio(bared)
    return [each.strip() for each in _SIGNS.split(bared) if each.strip()]


def marked(cell: str) -> object:
    """Give the stretches of a cell: ``0-3:acronym``, or the words and kind: ``UAT:acronym``."""
    bared = cell.strip()
    if not bared:
        return None
    if bared in _NOTHING:
        return []
    if bared.startswith("["):
        return [_stretch(each) for each in _list(bared)]
    return [_stretch(each.strip()) for each in re.split(r"[;|；]", bared) if each.strip()]


def written(table: Mapping[str, object]) -> dict[str, str]:
    """Turn an object of our own form into cells, which ``Header.table`` reads again."""
    found: dict[str, str] = {}
    extra: dict[str, object] = {}
    for name, value in table.items():
        if name == "context" and isinstance(value, list):
            found[name] = joined(value)
        elif name == JARGON and isinstance(value, list):
            stretches = [f"{each['start']}-{each['end']}:{each['kind']}" for each in value]
            found[name] = ";".join(stretches) or NONE
        elif name == "own" and isinstance(value, Mapping):
            found |= {f"{OWN}{task}": _joined(each) for task, each in value.items()}
        elif name in ("acts", "flags") and isinstance(value, list):
            found[name] = _joined(value)
        elif name in _PLAIN - {"extra"} or name in ("sentiment", "status"):
            found[name] = str(value)
        else:
            extra |= (
                dict(value) if name == "extra" and isinstance(value, Mapping) else {name: value}
            )
    if extra:
        found["extra"] = json.dumps(extra, ensure_ascii=False)
    return found


def _meant(name: str, names: Names) -> str:
    own = bare(name).startswith(("own:", "own."))
    word = "" if own else names.word("columns", name)
    if bare(name) in _PLAIN or bare(name) == LABEL:
        return bare(name)
    task = names.task(name)
    if task is not None:
        return _field(task)
    if own:
        return OWN + name[len(OWN) :].strip()
    return word


def _field(task: Task) -> str:
    if task.own:
        return OWN + task.name
    return "status" if task.name == CONCERN_STATUS else task.name


def _plain(field: str, cell: str) -> object:
    if field == "context":
        return sentences(cell)
    return cell


def _extra(found: dict[str, object], others: dict[str, object]) -> dict[str, object]:
    told = found.pop("extra", "")
    return others | (inner_fields(told) if isinstance(told, str) and told else {})


def inner_fields(cell: str) -> dict[str, object]:
    """Read the fields that a cell holds as JSON; what is no such object stays as it is."""
    try:
        inner = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        inner = None
    return inner if isinstance(inner, dict) else {"extra": cell}


def sentences(cell: str) -> list[object]:
    """Give the sentences of a cell, which ``joined`` has put into it."""
    if cell.startswith("["):
        return _list(cell)
    return [line for line in cell.split("\n") if line]


def joined(lines: Sequence[object]) -> str:
    """Put sentences into a cell: a line each, or a JSON list where they hold line breaks."""
    plain = all(isinstance(each, str) and each and not re.search(r"[\n\r]", each) for each in lines)
    together = "\n".join(str(each) for each in lines)
    simple = plain and not together.startswith("[")
    return together if simple else json.dumps(list(lines), ensure_ascii=False)


def _list(cell: str) -> list[object]:
    try:
        found = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        return [cell]
    return found if isinstance(found, list) else [cell]


def _joined(given: object) -> str:
    return ";".join(str(each) for each in given) or NONE if isinstance(given, list) else str(given)


def _stretch(told: object) -> object:
    if isinstance(told, Mapping):  # as Label Studio writes them
        kinds = told.get("labels") or told.get("hypertextlabels")
        kind = kinds[0] if isinstance(kinds, list) and kinds else told.get("kind")
        return {**told, "kind": kind}
    placed = _PLACED.fullmatch(str(told))
    if placed:
        return {"start": int(placed[1]), "end": int(placed[2]), "kind": placed[3]}
    words = _WORDS.fullmatch(str(told))
    return {"text": words[1], "kind": words[2]} if words else {"kind": told}


def _studio(cell: str) -> list[str]:
    """Read several choices as Label Studio writes them into a cell."""
    try:
        found = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        return [cell]
    choices = found.get("choices") if isinstance(found, dict) else None
    return [str(each) for each in choices] if isinstance(choices, list) else [cell]
