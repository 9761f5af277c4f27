"""A check of labels as people and programs read it: on the terminal, as a page, as JSON."""

from __future__ import annotations

from collections.abc import Callable

from commsense.labelling.checks.result import LabelCheck
from commsense.learning.label_report import page, terminal, wire

FORMATS: dict[str, Callable[[LabelCheck, str], str]] = {
    "text": terminal.write,
    "json": wire.write,
    "html": page.write,
}
