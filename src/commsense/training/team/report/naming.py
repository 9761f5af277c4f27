"""What things are called in a report, and how texts of others are brought into one safe line."""

from __future__ import annotations

from commsense.labelling.scheme import JARGON
from commsense.training.team.outcome import Outcome, TaskOutcome, Versus
from commsense.training.team.report.numbers import counted

SHIPPED = "default"
WORDS = ("TF-IDF with logistic regression", "TF-IDF")
"""The simple model that every training is held against, in full and in short."""
WORD_LIST = ("a list of the terms that people marked", "Word list")
"""What stands in its place for jargon."""
_LANGUAGES = {"en": "English", "zh": "Chinese"}


def line(text: str) -> str:
    """Give a text as one line without signs that cannot be seen."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def sentence(text: str) -> str:
    """Give a text as one line that ends as a sentence does; nothing stays nothing."""
    told = line(text)
    return told if not told or told.endswith((".", "!", "?", "。", "！", "？")) else f"{told}."


def label(name: str) -> str:
    """Name a label; a sentence without any has the empty one."""
    return line(name) or "(none)"


def language(code: str) -> str:
    """Name a language."""
    return _LANGUAGES.get(code, line(code))


def is_base(versus: Versus, outcome: Outcome) -> bool:
    """Tell whether a comparison is with the model that was started from."""
    return versus.other in (outcome.base, "the base", f"the base, {outcome.base}")


def other(versus: Versus, task: TaskOutcome, outcome: Outcome) -> str:
    """Name the model that the new one is held against."""
    if is_base(versus, outcome):
        return base(outcome)
    return simple(task)[0] if versus.other == WORDS[0] else line(versus.other)


def simple(task: TaskOutcome) -> tuple[str, str]:
    """Name what a task is held against at the least, in full and in short."""
    return WORD_LIST if spans(task) else WORDS


def spans(task: TaskOutcome) -> bool:
    """Tell whether the labels of a task belong to stretches of a sentence."""
    return task.task == JARGON


def units(task: TaskOutcome) -> str:
    """Count what a task was measured on."""
    if spans(task):
        return counted(task.sentences, "stretch of text", "stretches of text")
    return counted(task.sentences, "sentence")


def groups(task: TaskOutcome, outcome: Outcome) -> str:
    """Count what was kept together: threads or clients."""
    return counted(task.threads, line(outcome.grouped) or "thread")


def base(outcome: Outcome) -> str:
    """Name the model that was started from."""
    if outcome.base == SHIPPED:
        return "the shipped model"
    return f"{line(outcome.base)} (the model it started from)" if outcome.base else "no model"


def compared(task: TaskOutcome, outcome: Outcome) -> list[Versus]:
    """Give the comparisons of a task, the one with the model that was started from first."""
    return sorted(task.versus, key=lambda each: not is_base(each, outcome))
