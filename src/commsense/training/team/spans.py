"""spaCy's span categorizer learned from what a team marked as jargon, one a language.

The same lessons and seed give the same categorizer: nothing depends on the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from commsense.assessment import Mark
from commsense.backends import span_pipe, span_words, spancat
from commsense.backends.spancat import Categorizer
from commsense.training.lessons import Lesson, share
from commsense.training.team import spans_measured as measured

if TYPE_CHECKING:
    from spacy.training import Example
    from thinc.api import Optimizer

Progress = Callable[[int, int], None]
"""Is told how many rounds are done, of how many at most."""

ROUNDS = 60
"""Times that all lessons are gone through, at the most."""
STEPS = 6_000
"""Batches at the most, whatever there is to learn: some minutes."""
SETTLING = 400
"""Batches before which nothing can be told; as many rounds are gone through as make them up."""
PATIENCE = 4
"""Rounds without a gain, after these, from which on nothing more is awaited."""
ASIDE = 0.15
"""Share of the threads that tell when to stop."""
ENOUGH = 80
"""Marks that have to be kept aside to tell when to stop; fewer are better learned from."""
SETTLED = 400
"""Batches that are gone through then."""

_BATCH, _MOST_BATCH = 8, 32
_FEW_BATCHES = 25
"""A round has more batches than this, however few lessons there are."""
_RATE, _DROP = 2e-3, 0.2
_SURER = 0.02
"""What a higher threshold is worth: among equals the numbers that are surer."""
_PLAIN = 8
"""Sentences without a mark that are learned from, for each that has one and 1,000 more."""


def usable(lessons: Sequence[Lesson], language: str) -> list[Lesson]:
    """Give the lessons in a language in which somebody looked for jargon."""
    return [x for x in lessons if x.given.language == language and x.jargon is not None]


def train(
    lessons: Sequence[Lesson], language: str, seed: int, progress: Progress | None = None
) -> bytes:
    """Teach a span categorizer; ``backends.spancat.from_bytes`` loads what comes back.

    Args:
        lessons: those in other languages or without ``jargon`` are left out.
        language: ``en`` or ``zh``.
        seed: decides all that is drawn by chance.
        progress: is told of every round.
    """
    given = _bounded(usable(lessons, language), seed)
    aside = [x for x in given if share(x.group, f"spans {seed}") < ASIDE]
    if sum(len(x.jargon or ()) for x in aside) < ENOUGH:
        aside = []
    kept_aside = {id(x) for x in aside}
    with span_pipe.same_draws(seed):
        made = Categorizer(language)
        _learn(made, [x for x in given if id(x) not in kept_aside], aside, seed, progress)
    return spancat.to_bytes(made)


def score(content: bytes, language: str, lessons: Sequence[Lesson]) -> list[tuple[Mark, ...]]:
    """Give the marks of each lesson, from ``spancat.LEAST`` on; none in other languages.

    Raises:
        ModelError: the content is not what ``train`` gave.
    """
    made = spancat.from_bytes(content, language, f"the span categorizer for {language}")
    places = [i for i, x in enumerate(lessons) if x.given.language == language]
    found: list[tuple[Mark, ...]] = [()] * len(lessons)
    read = made.read([lessons[i].given.text for i in places])
    for place, marks in zip(places, read, strict=True):
        found[place] = marks
    return found


def _bounded(lessons: Sequence[Lesson], seed: int) -> list[Lesson]:
    """Leave out sentences without a mark where they are far more than can help."""
    most = 1_000 + _PLAIN * sum(bool(x.jargon) for x in lessons)
    plain = [i for i, x in enumerate(lessons) if not x.jargon]
    if len(plain) <= most:
        return list(lessons)
    away = set(np.random.default_rng(seed).permutation(plain)[most:].tolist())
    return [x for i, x in enumerate(lessons) if i not in away]


def _learn(
    made: Categorizer,
    lessons: Sequence[Lesson],
    aside: Sequence[Lesson],
    seed: int,
    progress: Progress | None,
) -> None:
    """Go through the lessons until those ``aside`` are read no better; keep the best numbers."""
    from thinc.api import Adam

    examples = [_example(made, lesson) for lesson in lessons]
    model, random = made.pipe.model, np.random.default_rng(seed)
    rate = Adam(_RATE, L2=0.01, grad_clip=1.0, use_averages=True)
    best, best_value, since, steps = span_pipe.arrays(model), 0.0, 0, 0
    for number in range(ROUNDS):
        steps += _round(made, examples, random, number, rate)
        if progress:
            progress(number + 1, ROUNDS)
        with model.use_params(rate.averages):
            value = _value(made, aside) if aside else best_value + 1
            since = 0 if value > best_value else since + 1
            if not since:
                best, best_value = span_pipe.arrays(model), value
        done = since >= PATIENCE and steps >= SETTLING if aside else steps >= SETTLED
        if done or steps >= STEPS:
            break
    spancat.fill(made, best, "the best round")


def _round(
    made: Categorizer,
    examples: Sequence[Example],
    random: np.random.Generator,
    number: int,
    rate: Optimizer,
) -> int:
    """Go through all lessons once, in batches that grow; tell how many batches there were."""
    order = random.permutation(len(examples))
    size = int(min(_MOST_BATCH, len(order) // _FEW_BATCHES + 1, _BATCH * 1.3**number))
    starts = range(0, len(order), size)
    for start in starts:
        batch = [examples[i] for i in order[start : start + size]]
        made.pipe.update(batch, drop=_DROP, sgd=rate)
    return len(starts)


def _value(made: Categorizer, lessons: Sequence[Lesson]) -> float:
    found = made.read([x.given.text for x in lessons])
    best = measured.best([x.jargon or () for x in lessons], found)
    return best.measure.worth + _SURER * best.threshold


def _example(made: Categorizer, lesson: Lesson) -> Example:
    from spacy.tokens import Span
    from spacy.training import Example

    text = lesson.given.text
    words = span_words.places(text, made.language)
    reference = span_words.doc(made.vocab, text, words)
    spans = []
    for start, end, kind in lesson.jargon or ():
        within = [i for i, (a, b) in enumerate(words) if start < b and a < end]
        if within:
            spans.append(Span(reference, within[0], within[-1] + 1, label=kind))
    reference.spans[span_pipe.KEY] = spans
    return Example(span_words.doc(made.vocab, text, words), reference)
