"""Whether a criterion applies to a message, and which of its sentences call for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commsense.conversation import Side
from commsense.practices.case import NOT_APPLICABLE, TOO_SHORT, Line, Page
from commsense.practices.criteria import Applies
from commsense.practices.exchange import asked_before
from commsense.practices.patterns import Pattern, fit
from commsense.practices.wordcount import words


@dataclass(frozen=True, slots=True)
class Call:
    """A criterion applies: what to look at, what calls for it by which labels, how surely."""

    lines: tuple[Line, ...]
    calling: tuple[Line, ...]
    labels: tuple[str, ...]
    certainty: float


def apply(applies: Applies, pages: Sequence[Page], at: int) -> Call | str:
    """Tell what calls for a criterion in message ``at``, or why it does not apply."""
    sheet = pages[at]
    lines = sheet.of(applies.side)
    if sheet.message.message.kind not in applies.kinds:
        return NOT_APPLICABLE
    if len(lines) < applies.sentences or (applies.words and _words(lines) < applies.words):
        return TOO_SHORT
    asked = asked_before(pages, at) if applies.replying or applies.after else ()
    if (applies.replying and not asked) or _fitting(applies.unless, lines):
        return NOT_APPLICABLE
    prompts = _fitting(applies.after, [line for page in asked for line in page.of(Side.CLIENT)])
    if applies.after and not prompts:
        return NOT_APPLICABLE
    called = _fitting(applies.seen, lines) if applies.seen else prompts
    if applies.seen and not called:
        return NOT_APPLICABLE
    certainty = min(max((sure for sure, _ in group), default=1.0) for group in (called, prompts))
    pattern = applies.seen or applies.after
    labels = (*pattern.any, *pattern.all) if pattern else ()
    return Call(lines, tuple(line for _, line in called), labels, certainty)


def _fitting(pattern: Pattern | None, lines: Sequence[Line]) -> list[tuple[float, Line]]:
    if pattern is None:
        return []
    return [(sure, line) for line in lines if (sure := fit(pattern, line)) > 0]


def _words(lines: Sequence[Line]) -> float:
    return words(line.sentence.text for line in lines)
