"""Lessons in batches: what an epoch holds, and what a lesson shows of its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from commsense.backends.pieces import (
    END,
    MOST_BEFORE,
    MOST_CONCERN,
    UNREADABLE,
    Cut,
    Reading,
    reading,
)
from commsense.conversation import Side
from commsense.training.lessons import Lesson

NO_SIDE = 0.3
"""Share of lessons whose speaker is hidden: it is often not known."""
NO_CONTEXT = 0.5
"""Share of lessons without what was said before: it helps little and costs much."""
HIDDEN = 0.1
"""Share of pieces that are hidden, so that no single word is relied on."""
_BLOCK = 40  # batches that are sorted by length together


@dataclass(frozen=True, slots=True)
class Prepared:
    """A lesson with its pieces."""

    lesson: Lesson
    cut: Cut
    before: tuple[Cut, ...]

    @property
    def reading(self) -> Reading:
        """All that is known of it."""
        return reading(self.cut, self.before, self.lesson.given.side, self.most)

    @property
    def most(self) -> int:
        """How many pieces of what was said before are read."""
        return MOST_CONCERN if self.lesson.paired else MOST_BEFORE

    @property
    def own(self) -> int:
        """How many pieces of the sentence are read."""
        return reading(self.cut, (), Side.UNKNOWN).parts.count(0) - 3

    @property
    def length(self) -> int:
        """How many pieces it has in all."""
        return len(self.cut.pieces) + sum(len(cut.pieces) for cut in self.before)


def prepare(lessons: Sequence[Lesson], cut: Callable[[Sequence[str]], list[Cut]]) -> list[Prepared]:
    """Cut what the lessons say into pieces, each text once."""
    said = (text for each in lessons for text in (each.given.text, *each.given.context))
    texts = list(dict.fromkeys(said))
    pieces = dict(zip(texts, cut(texts), strict=True))
    return [
        Prepared(each, pieces[each.given.text], tuple(pieces[text] for text in each.given.context))
        for each in lessons
    ]


def shown(each: Prepared, random: np.random.Generator) -> Reading:
    """Lay out a lesson, now and then without what a user may not know either."""
    hidden, alone = random.random() < NO_SIDE, random.random() < NO_CONTEXT
    if each.lesson.paired:
        hidden = alone = False
    side = Side.UNKNOWN if hidden else each.lesson.given.side
    whole = reading(each.cut, () if alone else each.before, side, each.most)
    covered = random.random(len(whole.pieces)) < HIDDEN
    pieces = tuple(
        UNREADABLE if cover and piece > END else piece
        for piece, cover in zip(whole.pieces, covered, strict=True)
    )
    return replace(whole, pieces=pieces)


def epochs(
    taught: Sequence[Prepared], public: Sequence[Prepared], drawn: int, size: int, seed: int
) -> Iterator[list[list[Prepared]]]:
    """Deal epoch after epoch into batches of ``size`` and about equal length.

    Each epoch holds all of ``taught`` and ``drawn`` of ``public``, the same number of each set.
    """
    random = np.random.default_rng(seed)
    by_set: dict[str, list[Prepared]] = {}
    for each in public:
        by_set.setdefault(each.lesson.source, []).append(each)
    while True:
        rows = list(taught)
        for members in by_set.values():
            count = min(drawn // len(by_set), len(members))
            rows += [members[place] for place in random.permutation(len(members))[:count]]
        order = [rows[place] for place in random.permutation(len(rows))]
        yield _dealt(order, size, random)


def _dealt(
    order: Sequence[Prepared], size: int, random: np.random.Generator
) -> list[list[Prepared]]:
    found: list[list[Prepared]] = []
    for start in range(0, len(order), size * _BLOCK):
        block = sorted(order[start : start + size * _BLOCK], key=lambda each: each.length)
        cut = [block[i : i + size] for i in range(0, len(block), size)]
        found += [cut[place] for place in random.permutation(len(cut))]
    return found
