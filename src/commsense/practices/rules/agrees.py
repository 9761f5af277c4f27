"""``agrees``: what is said again is what was said before, or the change is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from commsense.conversation import Side
from commsense.practices.case import (
    NOT_APPLICABLE,
    Case,
    Line,
    Outcome,
    Page,
    met,
    missed,
    prove,
)
from commsense.practices.matter import alike, words_of
from commsense.practices.patterns import Pattern, Strict, fit

DAY = "2026-03-31"
MOST_EARLIER = 200
"""Only so many earlier sentences are compared, so that a thread of thousands stays quick."""


class Agrees(Strict):
    """The days, sums and limits that the team gives for one matter agree, unless it says otherwise.

    ``unless`` names what tells that something has changed.
    """

    kind: Literal["agrees"]
    unless: Pattern

    blanks: ClassVar[tuple[str, ...]] = ("earlier", "later")


def judge(rule: Agrees, case: Case) -> Outcome | str:
    """Set each fact against the latest earlier one of its kind on the same matter."""
    pairs = [
        (now, before, facts)
        for facts in FACTS
        for now in _stated(case.page, case.calling, facts)
        if (before := _before(case, now, facts))
    ]
    if not pairs:
        return NOT_APPLICABLE
    differing = [pair for pair in pairs if pair[0].facts.keys().isdisjoint(pair[1].facts)]
    named = any(fit(rule.unless, line) for line in case.lines)
    now, before, facts = (differing or pairs)[0]
    evidence = prove([before.line, now.line], *LABELS[facts])
    if not differing or named:
        return met(evidence, case.certainty)
    values = {
        "earlier": before.facts[min(before.facts)],
        "later": now.facts[min(now.facts)],
    }
    return missed(evidence, case.certainty, values)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence with the facts that it states: what is compared, and how it is shown."""

    line: Line
    facts: dict[str, str]


def days(line: Line, page: Page) -> dict[str, str]:
    """Give the days that lie ahead; what is over is a report, and spans are no days."""
    signals = (*line.seen.get("date:deadline", ()), *line.seen.get("date:date", ()))
    written = page.message.message.date
    first = written.date().isoformat() if written else ""
    return {s.value: s.value for s in signals if len(s.value) == len(DAY) and s.value >= first}


def sums(line: Line, page: Page) -> dict[str, str]:  # noqa: ARG001 - a price has no day
    """Give the sums of money named in a sentence."""
    return {signal.value: signal.value for signal in line.seen.get("amount:money", ())}


def limits(line: Line, page: Page) -> dict[str, str]:  # noqa: ARG001
    """Tell whether a sentence puts something inside or outside what was agreed, in its words."""
    found = {}
    for label in ("cue:in_scope", "cue:out_of_scope"):
        for signal in line.seen.get(label, ())[:1]:
            found[label] = line.sentence.text[signal.start : signal.end]
    return found


Facts = Callable[[Line, Page], dict[str, str]]
"""Gives what a sentence of a message states of one kind."""

FACTS: tuple[Facts, ...] = (days, sums, limits)
LABELS: dict[Facts, tuple[str, ...]] = {
    days: ("date:deadline", "date:date"),
    sums: ("amount:money",),
    limits: ("cue:in_scope", "cue:out_of_scope"),
}


def _before(case: Case, now: _Stated, facts: Facts) -> _Stated | None:
    """Find the team's latest sentence before that states such a fact of the same matter."""
    words = words_of(now.line.sentence.text)
    for number, old in enumerate(_earlier(case, facts)):
        if number >= MOST_EARLIER:
            break
        if alike(words, words_of(old.line.sentence.text)):
            return old
    return None


def _earlier(case: Case, facts: Facts) -> Iterator[_Stated]:
    for page in reversed(case.pages[: case.at]):
        yield from _stated(page, tuple(reversed(page.of(Side.TEAM))), facts)


def _stated(page: Page, lines: Sequence[Line], facts: Facts) -> Iterator[_Stated]:
    for line in lines:
        found = facts(line, page)
        if found:
            yield _Stated(line, found)
