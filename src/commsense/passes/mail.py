"""What one pass over an archive hands to the next: records on disk, counts in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from commsense.assessment import Finding, ReadMessage, ThreadAssessment
from commsense.conversation import Heading, Message, Skipped
from commsense.scoring import Tally
from commsense.spool import Spool

Progress = Callable[[str, int, int, int], None]
"""Told now and then: the step, how much of it is done, how much there is, messages so far."""


class Mail:
    """What was received, message after message: headings and records on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        """Begin with nothing; ``folder`` is where there is room for what waits on disk."""
        self.folder = folder
        self.headings = Spool(Heading, folder)
        self.records = Spool(Message, folder)
        self.skipped: list[Skipped] = []
        self.duplicates = 0
        self.automatic = 0


@dataclass
class Readings:
    """What was understood: records on disk, in the order of the mail.

    ``terms`` are those of each message that a client may not know, ``known_terms`` those that each
    client is seen to know.
    """

    records: Spool[ReadMessage]
    terms: Spool[frozenset[str]]
    known_terms: dict[str, frozenset[str]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)


@dataclass
class Judgements:
    """What was judged: threads on disk, counts in memory."""

    tally: Tally
    threads: Spool[ThreadAssessment]
    findings: list[Finding] = field(default_factory=list)
    not_assessed: Counter[tuple[str, str]] = field(default_factory=Counter)
