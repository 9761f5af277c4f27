"""Labels in one list that does not say which task each belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from commsense.labelling.formats.judging import DECLARE
from commsense.labelling.names import NONE, Names, declarable
from commsense.labelling.problem import NewLabel, Problem, quoted
from commsense.labelling.scheme import JARGON, Scheme

TASK = "labels"
"""The task that labels go to which are declared and say nothing of one."""


def by_task(
    labels: Iterable[str], where: str, names: Names
) -> tuple[dict[str, list[str]], list[Problem]]:
    """Give labels by the task that knows them, and what is wrong with the others."""
    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for label in labels:
        held = names.holders(label)
        if len(held) != 1:
            problems.append(_unheld(label, [task.name for task, _ in held], where, names))
        elif held[0][1] == NONE:
            found.setdefault(held[0][0].name, [])
        elif held[0][0].name == JARGON:
            said = f"found {quoted(label)}, which names a stretch; accepted: with start and end."
            problems.append(Problem(where, said))
        else:
            found.setdefault(held[0][0].name, []).append(held[0][1])
    return found, problems


def named(task: str, label: str, scheme: Scheme) -> str:
    """Give a label as it stands in such a list: alone, or with its task where others have it."""
    holders = [each for each in scheme.values() if label in each.values]
    plain = len(holders) == 1 and label not in scheme and label != NONE
    return label if plain else f"{_prefix(task, scheme)}:{label}"


def _prefix(task: str, scheme: Scheme) -> str:
    return f"own_{task}" if scheme[task].own else task


def _unheld(label: str, holders: list[str], where: str, names: Names) -> Problem:
    if holders:
        ways = ", ".join(f"{task}:{label[:40]}" for task in holders)
        said = f"found {quoted(label)}, which several tasks have; accepted: {ways}."
        return Problem(where, said)
    tasks = ", ".join(names.scheme)
    new = declarable(label)
    said = f"found {quoted(label)}; accepted: a label of the tasks {tasks}"
    if not new:
        said += ", no free text (is this an export of texts that answer texts?)"
        return Problem(where, f"{said}.")
    return Problem(where, f"{said}; to add it: {DECLARE}.", NewLabel(TASK, new))
