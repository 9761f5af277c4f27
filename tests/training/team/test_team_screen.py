"""What the screen says after a training: short, the verdict first, no sentence of the mail."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import made_outcome
import pytest
from rich.console import Console

from commsense.cli import trained
from commsense.training.team.outcome import Outcome


def shown(outcome: Outcome, width: int = 80) -> list[str]:
    file = io.StringIO()
    trained.show(outcome, Path("models/acme"), Console(file=file, width=width))
    return file.getvalue().splitlines()


def many() -> Outcome:
    """Five tasks, each with its verdict, and more labels than the screen has lines."""
    names = ("acts", "flags", "sentiment", "topic", "signs")
    return made_outcome.outcome(tasks=tuple(made_outcome.task(name) for name in names))


@pytest.mark.parametrize("outcome", [made_outcome.outcome(), many()], ids=["two tasks", "five"])
def test_it_fits_on_one_screen(outcome: Outcome) -> None:
    lines = shown(outcome)
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 80


def test_it_gives_verdict_figures_advice_and_the_path() -> None:
    text = " ".join(" ".join(shown(made_outcome.outcome(), 200)).split())
    assert "acts: Better than the shipped model on your held-out threads: macro-F1 .71" in text
    assert "question 148 .88 (.80 to .94) .75 .67" in text
    assert "appreciation 6 too few examples to tell" in text
    assert '150 more labels of "escalation" would help most' in text
    assert "→ models/acme/report.html" in text
    assert "Use it here: commsense models use acme" in text


def test_labels_that_are_not_shown_are_counted() -> None:
    assert any("and 24 more labels in the report" in line for line in shown(many()))


def test_it_quotes_no_mail() -> None:
    text = "\n".join(shown(made_outcome.outcome(), 400))
    for task in made_outcome.outcome().tasks:
        assert not [each for each in task.mistakes if each.text in text]


def test_a_refused_model_is_named_first_and_not_offered() -> None:
    lines = shown(made_outcome.outcome(refused="it reads acts worse than before"))
    assert lines[0] == "Not installed, because it reads acts worse than before."
    assert not [line for line in lines if "models use" in line]


def test_hostile_names_do_nothing_to_the_terminal() -> None:
    evil = "[red]x[/red]\x1b[31m\r\n\u202e升级"
    task = made_outcome.task(task=evil, labels=(replace(made_outcome.label(), label=evil),))
    outcome = made_outcome.outcome(name=evil, base=evil, tasks=(task,))
    text = "\n".join(shown(outcome, 200))
    assert "[red]x[/red][31m 升级" in text
    assert not set("\x1b\r\u202e") & set(text)


def test_a_training_of_nothing_is_shown() -> None:
    assert shown(made_outcome.outcome(tasks=(), better={}))
