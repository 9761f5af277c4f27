"""What the headers of a checked mail say: counts and criteria, never words of the mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from commsense.checking.result import Comment, Severity
from commsense.gateway.verdicts import Outcome, Verdict

COMMENTS = "X-Commsense-Comments"
CRITERIA = "X-Commsense-Criteria"
NONE = "none"


def headers(verdict: Verdict) -> dict[str, str]:
    """Give the headers that tell a verdict; none where there is nothing to tell."""
    if verdict.outcome in (Outcome.NOT_CHECKED, Outcome.FAULT):
        return {COMMENTS: f"not checked ({verdict.reason})"}
    if verdict.outcome is not Outcome.CHECKED:
        return {}
    told = {COMMENTS: counted(verdict.comments)}
    if verdict.comments:
        told[CRITERIA] = ", ".join(dict.fromkeys(each.criterion for each in verdict.comments))
    return told


def counted(comments: Sequence[Comment]) -> str:
    """Count comments by severity: ``2 errors, 1 warning``, or ``none``."""
    counts = Counter(each.severity for each in comments)
    return (
        ", ".join(_some(counts[severity], severity) for severity in Severity if counts[severity])
        or NONE
    )


def _some(count: int, severity: Severity) -> str:
    return f"{count} {severity.value}{'' if count == 1 else 's'}"
