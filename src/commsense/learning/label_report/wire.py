"""A check of labels for programs: everything that was found, as JSON."""

from __future__ import annotations

import msgspec

from commsense.labelling.checks.result import LabelCheck

FORMAT = 1
"""Goes up when a field changes its meaning or goes away."""


def write(check: LabelCheck, language: str) -> str:  # noqa: ARG001 - names are the same in all
    """Give the whole check as JSON, the fields as in ``labelling.checks.result``."""
    table = {"format": FORMAT, **msgspec.to_builtins(check)}
    return msgspec.json.format(msgspec.json.encode(table), indent=1).decode() + "\n"
