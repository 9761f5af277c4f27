"""The words of the label guide: what a sentence, a concern or a promise can be called."""

from __future__ import annotations

import re
from enum import StrEnum

SENTIMENTS = ("negative", "neutral", "positive")
# fmt: off
ACTS = (
    "question", "request", "concern", "escalation", "commitment", "status", "deviation", "cause",
    "impact", "solution", "expectation", "quality", "acknowledgement", "confirmation",
    "disagreement", "feedback_request", "follow_up", "appreciation", "improvement",
)
# fmt: on
FLAGS = ("vague", "overpromise", "blame", "evasive", "harsh")
JARGON_KINDS = ("acronym", "technical", "buzzword", "legalese", "internal")

NAME = re.compile(r"[^\W\d_][\w-]{0,39}")
"""Names of a team's own tasks and labels: a letter, then letters, digits, ``_`` and ``-``.

Letters of any script, those that have a lower case in it.
"""


class Origin(StrEnum):
    """What saw a signal."""

    MODEL = "model"
    LEXICON = "lexicon"
    RULE = "rule"


class Verdict(StrEnum):
    """What a criterion says; one that does not apply or cannot be seen gives no finding at all."""

    MET = "met"
    MISSED = "missed"


class Status(StrEnum):
    """Where a concern stands (see the label guide)."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    REOPENED = "reopened"


RELATIONS = ("none", *(status.value for status in Status if status is not Status.OPEN))
"""What a later sentence can do to a concern: nothing, or move it to a status."""


class Kept(StrEnum):
    """What became of a commitment."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    UNKNOWN = "unknown"
