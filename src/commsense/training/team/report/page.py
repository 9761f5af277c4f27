"""``report.html``: one page that is complete in itself: no script, nothing from outside.

A content security policy admits the page's own style by its hash, and nothing else at all. All
text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from commsense.training.team.outcome import Mistake, Outcome, TaskOutcome
from commsense.training.team.report import (
    advice,
    facts,
    naming,
    numbers,
    pictures,
    tables,
    texts,
    verdict,
)

LONGEST = 600
"""Characters of a sentence that are shown."""
MOST = 30
"""Errors of a task that are shown."""


def render(outcome: Outcome) -> str:
    """Give the page as text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    style = files(__package__).joinpath("templates", "report.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=PackageLoader("commsense.training.team.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(percent=numbers.percent, line=naming.line, label=naming.label)
    environment.globals.update(
        advice=advice,
        facts=facts,
        naming=naming,
        pictures=pictures,
        tables=tables,
        texts=texts,
        verdict=verdict,
    )
    return environment.get_template("report.html").render(
        outcome=outcome,
        shown=shown,
        style=style,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none';"
        " form-action 'none'",
    )


def shown(task: TaskOutcome) -> list[tuple[str, Mistake]]:
    """Give the errors of a task that are shown, each with its text cut to measure."""
    return [(_cut(naming.line(each.text)), each) for each in task.mistakes[:MOST]]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
