"""Checks the labels of one row; a wrong one is told, and the others stay."""

from __future__ import annotations

from collections.abc import Mapping

from commsense.labelling import anchoring
from commsense.labelling.names import NONE, Names, declarable
from commsense.labelling.problem import NewLabel, Problem, quoted
from commsense.labelling.row import Span
from commsense.labelling.scheme import CONCERN_STATUS, JARGON, Task, accepted

DECLARE = "write it in labels.toml (--scheme), or let --new-labels write it there"
MOST_SHOWN = 30
"""Labels that a problem names at most."""


class Unusable(Exception):
    """A row cannot be used; ``problem`` says why."""

    def __init__(self, where: str, field: str, found: object, expected: str) -> None:
        self.problem = wrong(where, field, found, expected)


def wrong(where: str, field: str, found: object, expected: str) -> Problem:
    """Say what was found and what is accepted."""
    return Problem(f"{where}: {field}", f"found {quoted(found)}; accepted: {expected}.")


class Judged:
    """The labels of one row; ``problems`` are what could not be used of them."""

    def __init__(self, where: str, names: Names) -> None:
        self.problems: list[Problem] = []
        self._where = where
        self._names = names

    def labels(self, table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Give the labels by task, all but those of stretches and of concerns."""
        found: dict[str, tuple[str, ...]] = {}
        for name in ("sentiment", "acts", "flags"):
            self._add(found, self._names.scheme[name], name, table.get(name))
        own = table.get("own")
        if own is not None and not isinstance(own, Mapping):
            self.problems.append(
                wrong(self._where, "own", own, 'an object such as {"topic": ["billing"]}')
            )
        for name, value in own.items() if isinstance(own, Mapping) else ():
            task = self._names.task(f"own:{name}")
            if task is not None and task.own:
                self._add(found, task, f"own.{name}", value)
            elif value is not None:
                self._undeclared(str(name), value)
        return found

    def spans(self, table: Mapping[str, object], text: str) -> tuple[Span, ...] | None:
        """Give the marked stretches, found again where their places are off."""
        told = table.get(JARGON)
        if told is None:
            return None
        if not isinstance(told, list):
            self.problems.append(wrong(self._where, JARGON, told, "a list of start, end, kind"))
            return None
        found = tuple(dict.fromkeys(each for each in (self._span(e, text) for e in told) if each))
        # That all marks are lost does not mean that there were none.
        return found if found or not told else None

    def status(self, table: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
        """Give the concern and what the sentence does to it; no label where nobody judged it."""
        concern, status = table.get("concern"), table.get("status")
        if status is None or status == "":
            return "", ()
        found: dict[str, tuple[str, ...]] = {}
        self._add(found, self._names.scheme[CONCERN_STATUS], "status", status)
        if not isinstance(concern, str) or not concern.strip():
            self.problems.append(
                wrong(self._where, "concern", concern, "the sentence that the status is about")
            )
            return "", ()
        return concern, found.get(CONCERN_STATUS, ())

    def _add(
        self, found: dict[str, tuple[str, ...]], task: Task, field: str, value: object
    ) -> None:
        if value is None:
            return
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            self.problems.append(wrong(self._where, field, value, "a list of labels"))
            return
        named = [self._names.label(task, each) for each in given if each != NONE]
        unknown = [each for each in given if each != NONE and not self._names.label(task, each)]
        for each in unknown:
            self.problems.append(self._unknown(task, field, each))
        # In the order of the task, whatever order a program keeps.
        labels = tuple(each for each in task.values if each in named)
        if unknown and (not labels or not task.several):
            return
        said = accepted(task, labels)
        if said:
            self.problems.append(Problem(f"{self._where}: {field}", f"{said}."))
        else:
            found[task.name] = labels

    def _unknown(self, task: Task, field: str, label: str) -> Problem:
        shown = ", ".join(task.values[:MOST_SHOWN])
        said = f"found {quoted(label)}; accepted: {shown}"
        # The guide's own tasks have the labels that they have.
        new = declarable(label) if task.own else ""
        said += f"; to add it: {DECLARE}" if new else ""
        where = f"{self._where}: {field}"
        return Problem(where, f"{said}.", NewLabel(task.name, new) if new else None)

    def _undeclared(self, task: str, value: object) -> None:
        given = value if isinstance(value, list) else [value]
        labels = [each for each in given if isinstance(each, str)]
        own = ", ".join(each.name for each in self._names.scheme.values() if each.own) or "none yet"
        for each in labels or [""]:
            new = NewLabel(declarable(task), declarable(each))
            said = f"found {quoted(each or value)} of a task that nobody declared"
            said += f"; own tasks: {own}; to declare it: {DECLARE}."
            where = f"{self._where}: own.{task[:40]}"
            self.problems.append(Problem(where, said, new if new.task and new.label else None))

    def _span(self, told: object, text: str) -> Span | None:
        given = told if isinstance(told, Mapping) else {}
        start, end, kind = given.get("start"), given.get("end"), given.get("kind")
        task = self._names.scheme[JARGON]
        named = self._names.label(task, kind) if isinstance(kind, str) else ""
        if not named:
            said = f"found {quoted(kind)}; accepted: {', '.join(task.values)}."
            self.problems.append(Problem(f"{self._where}: {JARGON}: kind", said))
            return None
        if not isinstance(start, int) or not isinstance(end, int):
            start = end = -1
        marked = given.get("text")
        place = anchoring.anchored(text, start, end, marked if isinstance(marked, str) else "")
        if place is None:
            expected = f"0 <= start < end <= {len(text)}, or words that stand in the text"
            found = (given.get("start"), given.get("end"))
            self.problems.append(wrong(self._where, f"{JARGON}: start, end", found, expected))
            return None
        return Span(*place, named)
