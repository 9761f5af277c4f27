"""A span categorizer beside what marked jargon before, on threads that it has not learned from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from commsense.assessment import Mark, ReadSentence
from commsense.backends.spancat import MOST_WORDS, joined
from commsense.signals import jargon
from commsense.training.lessons import Lesson
from commsense.training.team import comparing, spans
from commsense.training.team import spans_measured as measured
from commsense.training.team.folds import Folds
from commsense.training.team.spans_measured import Counts, Measure

Marks = Sequence[tuple[Mark, ...]]
Say = Callable[[str, int, int], None]
"""Told what is going on, how many rounds are done, and of how many at most."""

LISTS, ENCODER, CATEGORIZER = "word lists", "encoder", "categorizer"
READERS = (
    (LISTS,),
    (ENCODER,),
    (CATEGORIZER,),
    (LISTS, ENCODER),
    (LISTS, CATEGORIZER),
    (LISTS, CATEGORIZER, ENCODER),
)
"""What is measured: each reader's marks stand where those of a later one touch them."""
GAIN = 0.01
"""How much more a categorizer has to be worth: the mean of exact and overlapping F1."""
CHANCE = 0.1
"""Share of draws in which it may be worth no more: as for the other tasks."""
FEWEST = 12
"""Marks in a language without which no span categorizer is tried."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What came of holding each part out, for one language.

    ``marks`` [lessons] are those that the categorizer of the other parts made, from a low chance
    on, empty in other languages; ``threshold`` is the best one on all parts. ``measures`` has the
    ``READERS``, the categorizer's marks from thresholds that were chosen on the other parts.
    ``chance`` is the share of bootstrap draws of threads in which it is worth no more than what
    there is without it.
    """

    language: str
    sentences: int
    marks: tuple[tuple[Mark, ...], ...]
    threshold: float
    measures: Mapping[tuple[str, ...], Measure]
    chance: float = 0.0

    @property
    def helps(self) -> bool:
        """Whether enough more is found with it, and that is no mere chance."""
        best = self.measures[self.with_it].worth
        return best >= self.measures[LISTS, ENCODER].worth + GAIN and self.chance <= CHANCE

    @property
    def with_it(self) -> tuple[str, ...]:
        """The readers with which most is found, the categorizer among them."""
        return (LISTS, CATEGORIZER, ENCODER) if self.beside else (LISTS, CATEGORIZER)

    @property
    def beside(self) -> bool:
        """Whether the encoder's marks are worth showing beside the categorizer's."""
        every = self.measures[LISTS, CATEGORIZER, ENCODER].worth
        return every >= self.measures[LISTS, CATEGORIZER].worth


def languages(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """Give the languages in which enough jargon is marked, in two threads or more."""
    found = []
    for language in MOST_WORDS:
        marked = [x for x in spans.usable(lessons, language) if x.jargon]
        if sum(len(x.jargon or ()) for x in marked) < FEWEST:
            continue
        if len({x.group for x in marked}) > 1:
            found.append(language)
    return tuple(found)


def hold_out(
    lessons: Sequence[Lesson],
    folds: Folds,
    language: str,
    encoder: Marks,
    seed: int,
    say: Say | None = None,
) -> HeldOut:
    """Train without each part in turn and read that part.

    Args:
        lessons: of any language; only those in ``language`` with ``jargon`` count.
        folds: their parts.
        language: ``en`` or ``zh``.
        encoder: its marks of each lesson, as shown; it has not seen the lesson.
        seed: as of ``spans.train``.
        say: is told of every round.
    """
    places = set(_places(lessons, language))
    found: list[tuple[Mark, ...]] = [()] * len(lessons)
    for part in range(folds.count):
        asked = [i for i in folds.held_out(part) if i in places]
        if not asked:
            continue
        told = f"jargon, {language} ({part + 1} of {folds.count})"
        learned = [lessons[i] for i in folds.learned(part, lessons)]
        content = spans.train(learned, language, seed, _progress(say, told))
        read = spans.score(content, language, [lessons[i] for i in asked])
        for place, marks in zip(asked, read, strict=True):
            found[place] = marks
    return judged(lessons, folds, language, encoder, found)


def judged(
    lessons: Sequence[Lesson], folds: Folds, language: str, encoder: Marks, found: Marks
) -> HeldOut:
    """Choose thresholds for held-out marks, each on the parts that it is not used for."""
    places = _places(lessons, language)
    truth = {i: lessons[i].jargon or () for i in places}
    shown: dict[int, tuple[Mark, ...]] = {}
    for part in range(folds.count):
        others = [i for i in places if folds.place[i] != part]
        limit = _threshold([truth[i] for i in others], [found[i] for i in others])
        here = [i for i in places if folds.place[i] == part]
        above = measured.above([found[i] for i in here], limit)
        shown.update(zip(here, above, strict=True))
    wanted = [truth[i] for i in places]
    marks = {
        LISTS: [_listed(lessons[i]) for i in places],
        ENCODER: [encoder[i] for i in places],
        CATEGORIZER: [shown[i] for i in places],
    }
    seen: dict[tuple[str, ...], Marks] = {
        names: _together([marks[name] for name in names]) for names in READERS
    }
    whole = HeldOut(
        language=language,
        sentences=len(places),
        marks=tuple(found),
        threshold=_threshold(wanted, [found[i] for i in places]),
        measures={names: measured.measure(wanted, each) for names, each in seen.items()},
    )
    groups = [folds.groups[i] for i in places]
    first, second = (
        measured.by_group(wanted, seen[names], groups)
        for names in (whole.with_it, (LISTS, ENCODER))
    )
    return replace(whole, chance=_chance(first, second))


def _chance(first: Counts, second: Counts) -> float:
    """Draw threads with replacement, the same for both readers (Koehn 2004)."""
    drawn = comparing.draws(len(first), 0)
    worth = [measured.worth(np.einsum("rg,gkc->rkc", drawn, each)) for each in (first, second)]
    return float((worth[0] <= worth[1]).mean())


def _together(readers: Sequence[Marks]) -> Marks:
    result = readers[0]
    for other in readers[1:]:
        result = [joined(one, two) for one, two in zip(result, other, strict=True)]
    return result


def _listed(lesson: Lesson) -> tuple[Mark, ...]:
    given = lesson.given
    read = [ReadSentence(1, 0, len(given.text), given.text, given.language, given.side)]
    signals = jargon.detect(read, None)[0]
    return tuple(Mark(s.start, s.end, s.label, s.confidence) for s in signals)


def _places(lessons: Sequence[Lesson], language: str) -> list[int]:
    here = {id(lesson) for lesson in spans.usable(lessons, language)}
    return [place for place, lesson in enumerate(lessons) if id(lesson) in here]


def _threshold(truth: Sequence[measured.Truth], found: Marks) -> float:
    return measured.best(truth, found).threshold


def _progress(say: Say | None, told: str) -> spans.Progress | None:
    return (lambda done, most: say(told, done, most)) if say else None
