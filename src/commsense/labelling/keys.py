"""Which key chooses which label: the same for a label on every sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase, digits

from commsense.labelling.scheme import Task

TAKEN = frozenset("suj")
"""What the page itself needs: skip, undo, mark words."""

# fmt: off
_BUILT_IN = {
    "negative": "1", "neutral": "2", "positive": "3",
    "vague": "4", "overpromise": "5", "blame": "6", "evasive": "7", "harsh": "8",
    "question": "q", "request": "r", "concern": "c", "escalation": "e", "commitment": "m",
    "status": "t", "deviation": "d", "cause": "a", "impact": "i", "solution": "o",
    "expectation": "x", "quality": "l", "acknowledgement": "k", "confirmation": "f",
    "disagreement": "g", "feedback_request": "b", "follow_up": "w", "appreciation": "p",
    "improvement": "v",
}
# fmt: on

Keys = dict[tuple[str, str], str]


def chosen(tasks: Iterable[Task]) -> Keys:
    """Give the key of each label, by task and label.

    A team's own labels get a letter of their names where one is free, else any free key, then
    letters with Shift; the last of very many get none. Kinds of spans and labels of pairs are
    counted, since they are never asked together with the others.
    """
    asked = list(tasks)
    keys: Keys = {}
    for task in asked:
        if task.spans or task.pair:
            keys |= {(task.name, label): digits[n + 1] for n, label in enumerate(task.values[:9])}
        elif not task.own:
            keys |= {(task.name, label): _BUILT_IN[label] for label in task.values}
    used = {key for (name, _), key in keys.items() if name not in _apart(asked)}
    for task in asked:
        for label in task.values if task.own else ():
            key = next((each for each in _wished(label) if each not in used | TAKEN), "")
            if key:
                keys[task.name, label] = key
                used.add(key)
    return keys


def _apart(tasks: Iterable[Task]) -> set[str]:
    return {task.name for task in tasks if task.spans or task.pair}


def _wished(label: str) -> Iterator[str]:
    yield from (letter for letter in label if letter in ascii_lowercase)
    yield from (*digits[1:], "0", *ascii_lowercase)
    shifted = [letter for letter in label if letter in ascii_lowercase]
    yield from (letter.upper() for letter in (*shifted, *ascii_lowercase))
