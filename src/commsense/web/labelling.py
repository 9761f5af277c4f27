"""What is labelled on the page: the sentences, the tasks, and where the answers are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commsense.errors import InputError, SettingsError
from commsense.labelling import deck, reading, scheme
from commsense.labelling.deck import Deck
from commsense.labelling.problem import Problem
from commsense.labelling.scheme import Scheme, Task
from commsense.labelling.store import FILE, Store

OVERLAP = 0.1


@dataclass(frozen=True, slots=True)
class Assignment:
    """What somebody wants labelled.

    ``sentences`` is the file of them, ``scheme`` one of a team's own tasks, ``labels`` the file in
    which answers are kept, by default beside the sentences. ``overlap`` is the share that everybody
    labels, ``only`` names the tasks where not all are wanted; with ``suggest`` it is shown what the
    model would choose.
    """

    sentences: Path
    scheme: Path | None = None
    labels: Path | None = None
    overlap: float = OVERLAP
    only: tuple[str, ...] = ()
    suggest: bool = True


@dataclass(frozen=True, slots=True)
class Labelling:
    """What is labelled.

    ``scheme`` has all tasks, ``tasks`` are those that are asked of any sentence. ``problems`` are
    the rows that could not be used.
    """

    deck: Deck
    scheme: Scheme
    tasks: tuple[Task, ...]
    store: Store
    suggest: bool = True
    problems: tuple[Problem, ...] = ()


def prepare(asked: Assignment) -> Labelling:
    """Read the sentences and say what is asked of them.

    Raises:
        InputError: there is no sentence that can be labelled, or the file of labels is none.
        SettingsError: the scheme, a task or the overlap is not accepted.
    """
    known = scheme.load(asked.scheme)
    found = reading.load([asked.sentences], known)
    chosen = _chosen(known, asked.only)
    dealt = deck.make(found.rows, chosen, asked.overlap)
    if not dealt.cards:
        first = f" The first problem: {found.problems[0]}" if found.problems else ""
        raise InputError(f"{asked.sentences}: holds no sentence that can be labelled.{first}")
    store = Store(asked.labels or asked.sentences.parent / FILE)
    store.progress(
        dealt, ""
    )  # a file that is no file of labels is told now, not to the first who saves
    used = {task.name for card in dealt.cards for task in card.tasks}
    tasks = tuple(task for task in chosen.values() if task.name in used)
    return Labelling(dealt, known, tasks, store, asked.suggest, found.problems)


def _chosen(known: Scheme, only: Sequence[str]) -> Scheme:
    unknown = [name for name in only if name not in known]
    if unknown:
        raise SettingsError(
            f"--task: {', '.join(unknown)} is no task; accepted: {', '.join(known)}."
        )
    asked = [task for name, task in known.items() if not only or name in only]
    # A team's own tasks are why it labels: they stand first.
    return {task.name: task for task in sorted(asked, key=lambda task: not task.own)}
