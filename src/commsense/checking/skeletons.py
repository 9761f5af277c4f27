"""Wordings to fill in: what a sentence could look like, with blanks for what only the writer knows.

They stand in ``lang/<code>/checking.toml``, in the language of the draft, and state no fact.
"""

from __future__ import annotations

from commsense import lang
from commsense.checking.result import Suggestion


def of(criterion: str, language: str) -> Suggestion | None:
    """Give the skeleton for a criterion, if there is an honest one."""
    if language not in lang.LANGUAGES:
        return None
    words = lang.data(language, "checking")["skeletons"].get(criterion)
    return Suggestion(words, replaces=False) if words else None
