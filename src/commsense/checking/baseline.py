"""Comments that are known: written to a file once, and no longer told.

The file holds hashes of criterion and sentence, never text, so that it can be kept beside drafts
that others see.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from commsense import private_files
from commsense.checking.result import Check, Comment, Draft
from commsense.errors import InputError, SettingsError
from commsense.settings import Settings

SCHEMA = "commsense-baseline/1"
_LETTERS = 16


def load(path: Path) -> frozenset[str]:
    """Read a baseline file; one that does not exist yet knows nothing.

    Raises:
        InputError: the file is not a baseline.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: cannot be read as a baseline ({error}).") from error
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise InputError(f"{path}: is not a baseline; expected schema {SCHEMA!r}.")
    known = record.get("comments")
    if not isinstance(known, list) or not all(isinstance(each, str) for each in known):
        raise InputError(f"{path}: comments: expected a list of marks.")
    return frozenset(known)


def write(check: Check, settings: Settings) -> Path:
    """Add all comments of a check to the baseline that the settings name.

    Raises:
        SettingsError: the settings name none.
        InputError: it cannot be written.
    """
    path = settings.check.baseline
    if path is None:
        raise SettingsError(
            "--write-baseline: no file is named; accepted is in commsense.toml, under [check]:"
            ' baseline = ".commsense-baseline.json".'
        )
    marks = load(path) | {mark(comment, check.draft) for comment in check.comments}
    record = {"schema": SCHEMA, "comments": sorted(marks)}
    try:
        private_files.begin(path).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}).") from error
    return path


def fresh(comments: Iterable[Comment], draft: Draft, known: frozenset[str]) -> tuple[Comment, ...]:
    """Leave out the comments that are known."""
    return tuple(each for each in comments if not known or mark(each, draft) not in known)


def mark(comment: Comment, draft: Draft) -> str:
    """Name a comment by its criterion and the words concerned, wherever they stand.

    What is about nothing in the draft is named by the earlier words that it rests on, if any.
    """
    words = draft.source[comment.start : comment.end] or _rests_on(comment)
    told = f"{comment.criterion}\0{' '.join(words.split())}\0{_line(comment, draft)}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:_LETTERS]


def _rests_on(comment: Comment) -> str:
    return " ".join(each.text for each in comment.elsewhere)


def _line(comment: Comment, draft: Draft) -> str:
    if not comment.end:
        return ""
    start = draft.source.rfind("\n", 0, comment.start) + 1
    end = draft.source.find("\n", comment.end)
    return " ".join(draft.source[start : end if end >= 0 else None].split())
