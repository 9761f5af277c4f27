"""Which span categorizers a model gets: those that find more on held-out threads."""

from __future__ import annotations

from collections.abc import Sequence

from commsense.training.folder import SpanPart
from commsense.training.lessons import Lesson
from commsense.training.team import spans, spans_held_out
from commsense.training.team.folds import Folds
from commsense.training.team.spans_held_out import HeldOut, Marks, Say


def hold_out(
    lessons: Sequence[Lesson], folds: Folds, encoder: Marks, seed: int, say: Say | None = None
) -> tuple[HeldOut, ...]:
    """Try one in each language that has enough marks; see ``spans_held_out.hold_out``."""
    return tuple(
        spans_held_out.hold_out(lessons, folds, language, encoder, seed, say)
        for language in spans_held_out.languages(lessons)
    )


def parts(
    lessons: Sequence[Lesson], tried: Sequence[HeldOut], seed: int, say: Say | None = None
) -> dict[str, SpanPart]:
    """Learn from all lessons what helped on held-out ones, for ``folder.EncoderParts.spans``."""
    found = {}
    for each in tried:
        if not each.helps:
            continue
        told = f"jargon, {each.language} (all)"
        tell = (lambda done, most, told=told: say(told, done, most)) if say else None
        content = spans.train(lessons, each.language, seed, tell)
        found[each.language] = SpanPart(content, each.threshold, each.beside)
    return found
