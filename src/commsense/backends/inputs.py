"""What a model is given: one sentence with what is known of its place."""

from __future__ import annotations

from dataclasses import dataclass

from commsense.conversation import Side


@dataclass(frozen=True, slots=True)
class ModelInput:
    """One sentence to read.

    ``language`` is an ISO 639-1 code; ``context`` holds the sentences before it, the last one
    nearest; ``side`` and ``context`` may be unknown.
    """

    text: str
    language: str
    side: Side = Side.UNKNOWN
    context: tuple[str, ...] = ()
