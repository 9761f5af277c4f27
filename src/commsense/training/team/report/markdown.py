"""``README.md``: the model card. It goes with the model, so it holds figures and no sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from commsense.labels import NAME
from commsense.training.team.outcome import Outcome, TaskOutcome
from commsense.training.team.report import advice, facts, naming, tables, texts, verdict
from commsense.training.team.report.tables import Table

_MARKS = re.compile(r"([\\`*_\[\]{}#|!~$])")
_TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(outcome: Outcome) -> str:
    """Give the card as text; no name or label in it can become markup."""
    return "\n".join(_lines(outcome)).rstrip() + "\n"


def escaped(text: str) -> str:
    """Give a text as one line in which no sign means anything to Markdown or HTML."""
    return _MARKS.sub(r"\\\1", naming.line(text).translate(_TAGS))


def table(found: Table) -> list[str]:
    """Give a table with as many columns in every line; nothing without rows."""
    if not found.rows:
        return []
    rules = ("---" if place < found.names else "---:" for place in range(len(found.headings)))
    rows = (_row([_cell(cell) for cell in row]) for row in found.rows)
    return [_row([escaped(each) for each in found.headings]), _row(list(rules)), *rows, ""]


def _lines(outcome: Outcome) -> Iterator[str]:
    yield from (f"# {escaped(outcome.name)}", "")
    if standing := verdict.standing(outcome):
        yield from (f"**{escaped(standing)}**", "")
    for task in outcome.tasks:
        said = (f"**{escaped(task.task)}**: {escaped(verdict.verdict(task, outcome))}",)
        more = (verdict.others(task, outcome), verdict.caution(task, outcome))
        yield from (" ".join((*said, *map(escaped, filter(None, more)))), "")
    yield from ("## What was trained on, and how", "", *_facts(facts.material(outcome)))
    yield from (escaped(facts.measured(outcome)), "")
    yield from ("## How well each label is read", "")
    yield from _by_task(outcome, tables.labels)
    yield from (f"- **{name}**: {said}" for name, said in texts.GLOSSARY)
    yield from ("", "## Compared with the base and with TF-IDF", "")
    yield from _by_task(outcome, lambda task: tables.comparison(task, outcome))
    yield from _by_task(outcome, tables.languages)
    yield from _learning(outcome)
    yield from ("## Can its chances be believed?", "", texts.CHANCES, "")
    yield from _by_task(outcome, tables.chances)
    yield from ("## What is taken for what", "")
    yield from _by_task(outcome, tables.confusion)
    yield from ("## Examples of errors", "", texts.NO_QUOTES, "")
    yield from _ending(outcome)


def _by_task(outcome: Outcome, of: Callable[[TaskOutcome], Table]) -> Iterator[str]:
    for task in outcome.tasks:
        lines = table(of(task))
        if lines and len(outcome.tasks) > 1:
            yield from (f"### {escaped(task.task)}", "")
        yield from lines


def _learning(outcome: Outcome) -> Iterator[str]:
    yield from ("## What more labels would bring", "")
    yield from (f"**{escaped(advice.whole(outcome))}**" if outcome.tasks else "", "")
    yield from _by_task(outcome, tables.curves)


def _ending(outcome: Outcome) -> Iterator[str]:
    yield from ("## Other labels", "", texts.KEPT, "")
    yield from (_facts(facts.kept(outcome)) if outcome.kept else (texts.NOT_KEPT, ""))
    yield from ("## How to use it", "")
    if outcome.refused:
        yield from (texts.REFUSED_USE, "")
    else:
        commands = [(_code(command), what) for command, what in facts.use(outcome)]
        yield from (*(f"- {command} {what}" for command, what in commands), "")
    yield from ("## How it was made", "", *_facts(facts.made(outcome)))


def _facts(found: facts.Facts) -> list[str]:
    return [*(f"- **{escaped(name)}**: {escaped(said)}" for name, said in found), ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Give a cell; the name of a label, as far as it is in form, stands as code."""
    return f"`{text}`" if NAME.fullmatch(text) and "_" in text else escaped(text)


def _code(command: str) -> str:
    """Give a command as code, whatever backticks are in it."""
    runs = [len(run) for run in re.findall("`+", command)]
    fence = "`" * (max(runs, default=0) + 1)
    space = " " if runs else ""
    return f"{fence}{space}{command}{space}{fence}"
