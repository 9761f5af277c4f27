"""What a report tells in lists: what was trained on and how, what else changed, how it was made."""

from __future__ import annotations

from commsense.training.team.methods import METHODS
from commsense.training.team.outcome import Outcome, TaskOutcome
from commsense.training.team.report import naming
from commsense.training.team.report.numbers import counted, duration, listed, percent

Facts = list[tuple[str, str]]
"""Names with what is said of each."""
MANY_PARTS = 2
"""With fewer parts just one of them was held out, and the figures rest on it alone."""


def material(outcome: Outcome) -> Facts:
    """Tell what was learned from, what was left out, and how."""
    left = [f"{n:,} {naming.line(why)}" for why, n in outcome.left_out.items() if n]
    return [
        ("Learned from", amount(outcome)),
        ("By task", "; ".join(_task(task, outcome) for task in outcome.tasks) or "none"),
        ("Left out", listed(left) or "nothing"),
        ("Method", _method(outcome)),
        ("Why this method", naming.sentence(outcome.why) or "not said"),
    ]


def measured(outcome: Outcome) -> str:
    """Say how the figures came about."""
    kept = {"client": "all threads of a client", "thread": "all sentences of a thread"}
    if outcome.folds < MANY_PARTS:
        return (
            "For the figures, a part of your sentences was held out,"
            f" {kept.get(outcome.grouped, 'related sentences')} always together. It was read by a"
            " model that had learned from the others only. So every figure comes from"
            f" {outcome.grouped or 'group'}s that the model which read them had not seen."
        )
    others = "the other part" if outcome.folds == 2 else f"the other {outcome.folds - 1} parts"
    return (
        f"For the figures, your sentences were dealt into {outcome.folds} parts,"
        f" {kept.get(outcome.grouped, 'related sentences')} always into the same one. Each part was"
        f" read by a model that had learned from {others} only. So every figure comes from"
        f" {outcome.grouped or 'group'}s that the model which read them had not seen."
    )


def kept(outcome: Outcome) -> Facts:
    """Tell how far the labels that were not trained are read as before."""
    return [
        (naming.language(code), f"{percent(share)} read as before")
        for code, share in sorted(outcome.kept.items())
    ]


def made(outcome: Outcome) -> Facts:
    """Tell how the training can be done again."""
    return [
        ("Started from", naming.line(outcome.base) or "nothing"),
        ("Method", naming.line(outcome.method)),
        ("Seed", str(outcome.seed)),
        ("Device", naming.line(outcome.device)),
        ("Time", duration(outcome.seconds)),
        ("Parts held out in turn", str(outcome.folds)),
        ("sha256 of the labels", naming.line(outcome.data_sha256)),
    ]


def use(outcome: Outcome) -> list[tuple[str, str]]:
    """Give the commands that use a model, each with what it does."""
    name = naming.line(outcome.name)
    return [
        (f"commsense models use {name}", "uses it in this folder from now on"),
        (f"commsense check DRAFT --reply-to MAIL --model {name}", "uses it once"),
        ("commsense models use default", "goes back to the shipped model"),
    ]


def amount(outcome: Outcome) -> str:
    """Say how much was learned from; of several tasks the threads together are not known."""
    told = counted(outcome.sentences, "sentence")
    if len(outcome.tasks) != 1 or outcome.folds < MANY_PARTS:
        return told
    return f"{told} of {naming.groups(outcome.tasks[0], outcome)}"


def _method(outcome: Outcome) -> str:
    told = METHODS.get(outcome.method)
    return f"{outcome.method}: {told}" if told else naming.line(outcome.method)


def _task(task: TaskOutcome, outcome: Outcome) -> str:
    told = f"{naming.line(task.task)}: {naming.units(task)} of {naming.groups(task, outcome)}"
    found = [f"{naming.language(code)} {n:,}" for code, (n, _) in sorted(task.languages.items())]
    return f"{told} ({', '.join(found)})" if found else told
