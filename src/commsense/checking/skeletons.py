"""Wordings to fill in: what a sentence could look like, with blanks for what only the writer knows.

They stand in ``lang/<code>/checking.toml``, in the language of the draft, and state no fact.
"""

from __future__ import annotations

from collections.abc import Mapping

from commsense import lang
from commsense.checking.result import Suggestion
from commsense.checking.wordings import days
from commsense.reports.guide import fill


def of(criterion: str, language: str, values: Mapping[str, str] | None = None) -> Suggestion | None:
    """Give the skeleton for a criterion, if there is an honest one.

    Args:
        criterion: its id.
        language: of the draft.
        values: what the thread itself says, for the skeleton's blanks.
    """
    if language not in lang.LANGUAGES:
        return None
    words = lang.data(language, "checking")["skeletons"].get(criterion)
    return Suggestion(fill(words, days(values or {}, language)), False) if words else None
