"""A check of labels on the terminal: the verdicts first, then what to mend, then the numbers."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commsense.labelling.checks.result import (
    Finding,
    LabelCheck,
    Level,
    Severity,
    Suspects,
    TaskAgreement,
    TaskCheck,
)
from commsense.labelling.checks.verdicts import FAIR, GOOD
from commsense.learning.label_report import saying
from commsense.reports.wording import Say

WIDTH = 110
EXAMPLES = 3
SHOWN = 5
"""Unreadable places, and pairs of people, that are shown."""
_GOOD = (Level.READY, Level.UNMEASURED, Level.EXCEPT)


def write(check: LabelCheck, language: str) -> str:
    """Give the text without colours."""
    file = io.StringIO()
    show(check, Console(file=file, width=WIDTH), language)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def show(check: LabelCheck, console: Console, language: str) -> None:
    """Print a check."""
    say = saying.words(language)
    console.print(_text(f"{say('words.title')}  {' · '.join(saying.opening(check, say))}", "bold"))
    _heading(console, say("words.tasks"))
    for task in check.tasks:
        if task.verdict.level is not Level.NOTHING:
            _verdict(task, console, say)
    for severity, title in ((Severity.PROBLEM, "words.problems"), (Severity.HINT, "words.hints")):
        found = [each for each in check.findings if each.severity is severity]
        if severity is Severity.PROBLEM and not found and not check.unreadable_count:
            _heading(console, say("words.none"))
        elif found or (severity is Severity.PROBLEM):
            _heading(console, say(title))
            if severity is Severity.PROBLEM:
                _unreadable(check, console, say)
            for each in found:
                _finding(each, console, say)
    _agreement(check, console, say)
    _suspects(check, console, say)
    said = saying.notes(check, say)
    if said:
        _heading(console, say("words.notes"))
        for note in said:
            _line(console, note)


def _verdict(task: TaskCheck, console: Console, say: Say) -> None:
    said, todo = saying.verdict(task, say)
    line = _text(f"{task.task}: ", "bold")
    line.append(saying.plain(said), "green" if task.verdict.level in _GOOD else "bold red")
    console.print(Padding(line, (0, 0, 0, 2)))
    _line(console, "; ".join(saying.figures(task, say)), 6, "dim")
    if todo:
        _line(console, f"{say('words.todo')}: {todo}", 6)


def _unreadable(check: LabelCheck, console: Console, say: Say) -> None:
    if not check.unreadable_count:
        return
    _line(console, f"{say('words.unreadable', n=check.unreadable_count)}.", 2, "bold")
    for each in check.unreadable[:SHOWN]:
        _line(console, f"{each.where}: {each.said}", 6)
    if check.unreadable_count > SHOWN:
        _line(console, say("words.more", n=check.unreadable_count - SHOWN), 6, "dim")
    _line(console, f"{say('words.todo')}: {say('words.unreadable_advice')}", 6)


def _finding(found: Finding, console: Console, say: Say) -> None:
    said = saying.finding(found, say, EXAMPLES)
    task = f"{said.task}: " if said.task else ""
    _line(console, f"{task}{said.message}", 2, "bold")
    for each in said.examples:
        _line(console, each, 6)
    if said.more:
        _line(console, say("words.more", n=said.more), 6, "dim")
    _line(console, f"{say('words.todo')}: {said.advice}", 6)


def _agreement(check: LabelCheck, console: Console, say: Say) -> None:
    measured = [(task, task.agreement) for task in check.tasks if task.agreement]
    if not measured:
        return
    _heading(console, say("words.agreement"))
    _line(console, say("words.agreement_help", good=GOOD, fair=FAIR), 2, "dim")
    _line(console, say("words.both_help"), 2, "dim")
    for task, found in measured:
        console.print(Padding(_labels(task.task, found, say), (1, 0, 0, 2)))
        _pairs(found, console, say)


def _labels(name: str, found: TaskAgreement, say: Say) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), title=None, show_edge=False)
    table.add_column(_text(name, "bold"), no_wrap=True)
    for key in ("used", "alpha", "range", "both"):
        table.add_column(_text(say(f"words.{key}"), "dim"), justify="right")
    used = [each for each in found.labels if each.used]
    for each in sorted(used, key=lambda label: (label.alpha.value is None, label.alpha.value or 0)):
        alpha = saying.rounded(each.alpha)
        weak = each.alpha.value is not None and each.alpha.value < FAIR
        table.add_row(
            _text(each.label, "red" if weak else ""),
            f"{each.used:,}",
            alpha["value"],
            f"{alpha['low']} – {alpha['high']}" if each.alpha.low is not None else saying.NOTHING,
            saying.percent(each.both),
        )
    return table


def _pairs(found: TaskAgreement, console: Console, say: Say) -> None:
    order = sorted(found.pairs, key=lambda pair: (pair.kappa is None, pair.kappa or 0))
    for pair in order[:SHOWN]:
        people = f"{pair.first} + {pair.second}"
        said = f"{say('words.kappa')} {saying.number(pair.kappa)}"
        same = f"{say('words.same')} {saying.percent(pair.same)}"
        _line(console, f"{people}: {said}, {same}, {say('words.sentences', n=pair.sentences)}")
    if len(order) > SHOWN:
        _line(console, say("words.more", n=len(order) - SHOWN), 2, "dim")


def _suspects(check: LabelCheck, console: Console, say: Say) -> None:
    found = [(t.task, t.suspects) for t in check.tasks if t.suspects and t.suspects.first]
    if not found:
        return
    _heading(console, say("words.suspects"))
    _line(console, say("words.suspects_help"), 2, "dim")
    for task, suspects in found:
        _task_suspects(task, suspects, console, say)


def _task_suspects(task: str, suspects: Suspects, console: Console, say: Say) -> None:
    _line(
        console,
        f"{task}: {say('figures.noise', found=suspects.found, looked=suspects.looked)}",
        2,
        "bold",
    )
    for each in suspects.first:
        _line(console, f"{saying.place(each.place, say)}: {each.text}", 4)
        given = f"{say('words.given')}: {saying.labels(each.given)}"
        rather = f"{say('words.suggested')}: {saying.labels(each.suggested)}"
        sure = f"{say('words.confidence')} {saying.percent(each.confidence)}"
        _line(console, f"{given}  →  {rather}  ({sure})", 8, "cyan")
    if suspects.found > len(suspects.first):
        _line(console, say("words.suspects_more", n=suspects.found - len(suspects.first)), 4, "dim")


def _heading(console: Console, title: str) -> None:
    console.print()
    console.print(_text(title, "bold underline"))


def _line(console: Console, said: str, indent: int = 2, style: str = "") -> None:
    console.print(Padding(_text(said, style), (0, 0, 0, indent)))


def _text(said: str, style: str = "") -> Text:
    return Text(saying.plain(said), style=style)
