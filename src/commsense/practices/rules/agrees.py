"""``agrees``: a date given again is the date given before, or the change is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from commsense.conversation import Side
from commsense.practices.case import NOT_APPLICABLE, Case, Line, Outcome, met, missed, prove
from commsense.practices.matter import alike, words_of
from commsense.practices.patterns import Pattern, Strict, fit

MOST_EARLIER = 200
"""Only so many earlier sentences are compared, so that a thread of thousands stays quick."""


class Agrees(Strict):
    """The days that the team gives for one matter agree, unless the message says otherwise."""

    kind: Literal["agrees"]
    unless: Pattern

    blanks: ClassVar[tuple[str, ...]] = ("earlier", "later")


def judge(rule: Agrees, case: Case) -> Outcome | str:
    """Set each dated sentence against the latest earlier one on the same matter."""
    pairs = [(line, found) for line in case.calling if (found := _earlier(case, line))]
    if not pairs:
        return NOT_APPLICABLE
    labels = ("date:deadline", "date:date")
    differing = [(line, old) for line, old in pairs if not _days(line) & _days(old)]
    named = any(fit(rule.unless, line) for line in case.lines)
    if not differing or named:
        line, old = (differing or pairs)[0]
        return met(prove([old, line], *labels), case.certainty)
    line, old = differing[0]
    values = {"earlier": min(_days(old)), "later": min(_days(line))}
    return missed(prove([old, line], *labels), case.certainty, values)


def _earlier(case: Case, line: Line) -> Line | None:
    """Find the team's latest dated sentence in an earlier message that shares the matter."""
    words = words_of(line.sentence.text)
    for number, old in enumerate(_dated(case)):
        if number >= MOST_EARLIER:
            break
        if alike(words, words_of(old.sentence.text)):
            return old
    return None


def _dated(case: Case) -> Iterator[Line]:
    for page in reversed(case.pages[: case.at]):
        yield from (line for line in reversed(page.of(Side.TEAM)) if _days(line))


def _days(line: Line) -> set[str]:
    """Give the days named in a sentence; spans and working days to count are no days."""
    signals = (*line.seen.get("date:deadline", ()), *line.seen.get("date:date", ()))
    return {signal.value for signal in signals if len(signal.value) == 10}
