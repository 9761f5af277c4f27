"""Runs ``check`` on one draft and prints what there is to say."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from commsense import api
from commsense.checking import baseline, drafts, earlier, saying
from commsense.checking.formats import FORMATS
from commsense.checking.result import Draft, Severity
from commsense.errors import SettingsError
from commsense.settings import Settings

HINT = Severity.HINT.value
NEVER = "never"
STDIN = "-"
_WEIGHT = {severity.value: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Told:
    """How the result is told: the format, the severity that fails, whether all is shown."""

    format: str
    fail_on: str
    show_all: bool
    write_baseline: bool


def run(draft: str, reply_to: str | None, settings: Settings, told: Told) -> bool:
    """Check a draft, print the result, and tell whether it has a comment that fails.

    Who fails on hints is shown them; what is noted in a baseline fails no more.

    Raises:
        InputError: the draft or what it answers cannot be read.
        SettingsError: a format or severity is not known, or no baseline file is named.
    """
    if told.format not in FORMATS:
        raise SettingsError(
            f"--format: {told.format!r} is not written; accepted: {', '.join(FORMATS)}."
        )
    if told.fail_on not in (*_WEIGHT, NEVER):
        raise SettingsError(
            f"--fail-on: {told.fail_on!r} is no severity; accepted: {', '.join((*_WEIGHT, NEVER))}."
        )
    ready = _read(draft)
    before = earlier.find(reply_to, settings) if reply_to else ()
    check = api.check(ready, before, settings)
    if told.write_baseline:
        path = baseline.write(check, settings)
        words = saying.words(settings.language)
        _print(words("words.noted", n=len(check.comments), path=path) + "\n", for_people=True)
        return False
    comments = (
        check.comments
        if told.show_all or told.fail_on == HINT
        else saying.shown(check, settings.check.comments)
    )
    text = FORMATS[told.format].write(check, comments, _name(draft), settings.language)
    _print(text, for_people=told.format == "text")
    return any(_WEIGHT[each.severity.value] <= _WEIGHT.get(told.fail_on, -1) for each in comments)


def _read(draft: str) -> Draft:
    if draft == STDIN:
        return drafts.read(sys.stdin.buffer.read(drafts.LONGEST + 1), _name(draft))
    return drafts.of_file(Path(draft))


def _print(text: str, *, for_people: bool) -> None:
    """Print what the output's encoding has (a Chinese Windows has no ✓); programs get UTF-8."""
    if not for_people:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        return
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def _name(draft: str) -> str:
    return "stdin" if draft == STDIN else draft
