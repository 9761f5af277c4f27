"""A check of labels in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from commsense.labelling.checks.result import (
    Example,
    Figure,
    Finding,
    LabelCheck,
    Level,
    Place,
    TaskCheck,
)
from commsense.labelling.checks.verdicts import FAIR, GOOD
from commsense.reports.wording import Say, wording

TEXTS = "labelcheck"
NOTHING = "–"
MOST_LABELS = 6
"""Labels that a verdict names."""
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would steer a terminal, or turn the order of what is read."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words: of which task, what is wrong, what to do, where."""

    task: str
    message: str
    advice: str
    examples: tuple[str, ...]
    more: int


def words(language: str) -> Say:
    """Give the function that says a text: ``say("words.title")``."""
    return wording(language, TEXTS)


def verdict(task: TaskCheck, say: Say) -> tuple[str, str]:
    """Say whether a task can be trained on, and what to do."""
    level, labels = task.verdict.level, task.verdict.labels
    shown = ", ".join(labels[:MOST_LABELS]) + (" …" if len(labels) > MOST_LABELS else "")
    key = "agree_on" if level is Level.AGREE and labels else level.value
    suspects = task.suspects
    return (
        say(
            f"verdicts.{key}",
            labels=shown,
            n=task.sentences,
            found=suspects.found if suspects else 0,
            looked=suspects.looked if suspects else 0,
        ),
        say(f"todo.{level.value}"),
    )


def figures(task: TaskCheck, say: Say) -> tuple[str, ...]:
    """Say the numbers that a verdict rests on."""
    said = [say("words.rows", n=task.rows), say("words.sentences", n=task.sentences)]
    found = task.agreement
    if found:
        alpha = found.alpha
        said.append(
            say("figures.agreement_plain", n=found.sentences)
            if alpha.value is None
            else say(
                "figures.agreement", n=found.sentences, word=quality(alpha, say), **rounded(alpha)
            )
        )
        said.append(say("figures.same", share=percent(found.same)))
        if found.exact.value is not None:
            exact, overlap = number(found.exact.value), number(found.overlap.value)
            said.append(say("figures.stretches", exact=exact, overlap=overlap))
    if task.suspects:
        said.append(say("figures.noise", found=task.suspects.found, looked=task.suspects.looked))
    return tuple(said)


def finding(found: Finding, say: Say, most: int) -> Said:
    """Say a finding with its first ``most`` examples."""
    blanks: dict[str, object] = {**found.values, "n": found.count}
    if "language" in blanks:
        blanks["language"] = say(f"languages.{blanks['language']}")
    if found.kind == "together":
        blanks |= {"first": found.labels[0], "second": found.labels[1]}
    shown = found.examples[:most]
    return Said(
        task=found.task,
        message=say(f"said.{found.kind}", **blanks),
        advice=say(f"advice.{found.kind}", **blanks),
        examples=tuple(example(each, say) for each in shown),
        more=max(0, found.count - len(shown)) if found.examples else 0,
    )


def example(found: Example, say: Say) -> str:
    """Say where an example stands, its text, and what was said there."""
    where = ", ".join(place(each, say) for each in found.places)
    said = " | ".join(each for each in found.said if each)
    return f"{where}: {found.text}" + (f"  → {said}" if said else "")


def place(where: Place, say: Say) -> str:
    """Say where a row stands: its file, its row, its id."""
    number_ = f" {say('words.row', n=where.number)}" if where.number else ""
    return f"{where.file}{number_} [{where.id}]" if where.id else f"{where.file}{number_}"


def labels(given: tuple[str, ...]) -> str:
    """Say labels."""
    return ", ".join(given) or NOTHING


def opening(check: LabelCheck, say: Say) -> tuple[str, ...]:
    """Say what was looked at."""
    counts = {
        "files": len(check.files),
        "rows": check.rows,
        "sentences": check.sentences,
        "people": len(check.people),
        "threads": check.threads,
    }
    said = [say(f"words.{name}", n=n) for name, n in counts.items() if n]
    return (*said, *(f"{language} {n:,}" for language, n in _shares(check.languages)))


def _shares(languages: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(languages.items(), key=lambda item: (-item[1], item[0]))


def notes(check: LabelCheck, say: Say) -> tuple[str, ...]:
    """Say what there is to know of the check itself."""
    return tuple(say(f"notes.{note.kind}", **note.values) for note in check.notes)


def quality(alpha: Figure, say: Say) -> str:
    """Say in one word whether an agreement is enough."""
    value = alpha.value or 0.0
    return say(
        "figures.good" if value >= GOOD else "figures.fair" if value >= FAIR else "figures.weak"
    )


def rounded(found: Figure) -> dict[str, str]:
    """Give a figure and its interval with two digits."""
    return {"value": number(found.value), "low": number(found.low), "high": number(found.high)}


def number(value: float | None) -> str:
    """Write a number with two digits."""
    return NOTHING if value is None else f"{value:.2f}"


def percent(value: float | None) -> str:
    """Write a share."""
    return NOTHING if value is None else f"{value:.0%}".replace("%", " %")


def plain(text: str) -> str:
    """Take out what would steer a terminal."""
    return _STEERING.sub(" ", text)
