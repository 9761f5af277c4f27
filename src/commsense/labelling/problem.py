"""What could not be used of a file of labels, and what could."""

from __future__ import annotations

from dataclasses import dataclass

from commsense.labelling.row import Row

SHOWN = 40
"""Characters of a text that a problem quotes at most."""


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A label that no task knows; ``task`` is where it was found, or "" where none was named."""

    task: str
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be used.

    ``where`` names the file, the row and the field; ``said`` what was found and what is accepted.
    ``new`` is the label that would have to be declared, if that is what is missing.
    """

    where: str
    said: str
    new: NewLabel | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.said}"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the rows that can be used, and all that cannot be."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def quoted(value: object) -> str:
    """Show what was found, in one short line."""
    if value is None:
        return "nothing"
    # Cut before it is quoted: what was found may be very long.
    shown = repr(value[: SHOWN + 1] if isinstance(value, str) else value)[: SHOWN + 3]
    return shown if len(shown) <= SHOWN + 2 else f"{shown[: SHOWN - 2]}…"
