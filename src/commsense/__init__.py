"""Reads a project's communication with its client the way an experienced project manager would.

``check`` says of a draft what a careful colleague would; ``commsense.api`` has all the rest.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commsense.version import __version__

if TYPE_CHECKING:
    from commsense.checking.result import Check, Comment
    from commsense.checking.saying import Said
    from commsense.settings import Settings

__all__ = ["__version__", "check", "said", "shown"]


def check(
    draft: str | Path,
    reply_to: str | Path | None = None,
    *,
    settings: Settings | None = None,
    today: date | None = None,
) -> Check:
    """Check a draft before it is sent.

    Args:
        draft: the text, or the file that holds it (text, Markdown, HTML, ``.eml``).
        reply_to: the client's mail as text, or the file of it; what the draft quotes by default.
        settings: sides, standards, terms that are known, what is left out.
        today: the day on which it is to be sent; this one by default.

    Raises:
        InputError: a file cannot be read, or is no draft.
        ModelError: the model cannot be loaded.
    """
    from commsense import api
    from commsense.checking import drafts, earlier
    from commsense.settings import Settings

    settings = settings or Settings()
    ready = drafts.of_file(draft) if isinstance(draft, Path) else drafts.of_text(draft)
    if isinstance(reply_to, Path):
        return api.check(ready, earlier.find(str(reply_to), settings), settings, today)
    return api.check(ready, earlier.of_text(reply_to or ""), settings, today)


def said(comment: Comment, language: str = "en") -> Said:
    """Say a comment in words: ``message``, ``advice``, ``why`` and ``title``."""
    from commsense.checking import saying

    return saying.said(comment, language)


def shown(check: Check, most: int = 3) -> tuple[Comment, ...]:
    """Give the comments that are told unasked: no hints, and few on a short mail."""
    from commsense.checking import saying

    return saying.shown(check, most)
