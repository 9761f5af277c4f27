"""Finds the task or label that a file means by a name, whatever language or spelling it uses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from commsense.labelling.scheme import Scheme, Task
from commsense.labels import NAME
from commsense.lang import LANGUAGES, data

NONE = "(none)"
"""Written where somebody looked and no label of a task holds."""
OWN = "own:"
"""Stands before the name of a team's own task where files name tasks and other things alike."""
_OWN = ("own:", "own.", "own_")
_GAPS = re.compile(r"[\s_-]+")


def bare(name: str) -> str:
    """Give a name without case, and with one sign for spaces, ``-`` and ``_``."""
    return _GAPS.sub("_", unicodedata.normalize("NFKC", name).strip().casefold())


def declarable(name: str) -> str:
    """Give a name in the form that a team's own tasks and labels need; "" where there is none."""
    found = _GAPS.sub("_", name.strip().lower())
    return found if NAME.fullmatch(found) else ""


class Names:
    """The names of a scheme, of its labels, and of columns."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        aliases = _aliases()
        self._tasks = _table(scheme, aliases["tasks"])
        self._labels = {
            name: _table(task.values, {} if task.own else aliases.get(name, {}))
            for name, task in scheme.items()
        }
        self._words = {what: _table(aliases[what], aliases[what]) for what in _WORDS}

    def word(self, what: str, name: str) -> str:
        """Give our name of a column, language or side (``what``, in the plural); "" for none."""
        return self._words[what].get(bare(name), "")

    def task(self, name: str) -> Task | None:
        """Give the task that a file names, if there is one."""
        for prefix in _OWN:
            own = self._tasks.get(bare(name[len(prefix) :]), "")
            if name.startswith(prefix) and own and self.scheme[own].own:
                return self.scheme[own]
        found = self._tasks.get(bare(name), "")
        return self.scheme[found] if found else None

    def label(self, task: Task, name: str) -> str:
        """Give a task's label by a name of it, "" where the task has none such."""
        return name if name in task.values else self._labels[task.name].get(bare(name), "")

    def holders(self, name: str) -> list[tuple[Task, str]]:
        """Give the tasks that know a label, each with its own name for it.

        ``acts:question`` names the task too; ``acts:(none)`` says that no label of it holds.
        """
        before, sign, after = name.partition(":")
        task = self.task(before) if sign else None
        if task and after.strip() == NONE:
            return [(task, NONE)]
        if task and self.label(task, after):
            return [(task, self.label(task, after))]
        found = [(each, self.label(each, name)) for each in self.scheme.values()]
        known = [(each, label) for each, label in found if label]
        # What is written exactly so wins over what is merely called so.
        return [(each, label) for each, label in known if label == name] or known

    def fitting(self, labels: Iterable[str], *, spans: bool) -> list[Task]:
        """Give the tasks that know every one of some labels."""
        wanted = list(labels)
        return [
            task
            for task in self.scheme.values()
            if task.spans == spans and all(self.label(task, each) for each in wanted)
        ]


_WORDS = ("columns", "languages", "sides")


def _table(names: Iterable[str], aliases: Mapping[str, Iterable[str]]) -> dict[str, str]:
    own = list(names)
    found = {bare(alias): name for name in own for alias in aliases.get(name, ())}
    # Names stand above aliases: a team may call a label of its own as we call another.
    return found | {bare(name): name for name in own}


def _aliases() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        for what, names in data(language, "labels").items():
            for name, others in names.items():
                found.setdefault(what, {}).setdefault(name, []).extend(others)
    return found
