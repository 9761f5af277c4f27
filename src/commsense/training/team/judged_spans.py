"""Jargon on held-out lessons: the stretches that people, model, base and a word list mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from commsense.assessment import Mark, Prediction
from commsense.backends.marks import marks
from commsense.backends.spancat import joined
from commsense.labels import JARGON_KINDS
from commsense.training.lessons import Lesson
from commsense.training.team import deciding, held_out, spans_chosen
from commsense.training.team.held_out import Course, Scores
from commsense.training.team.judging import Judged
from commsense.training.team.spans_held_out import HeldOut

Spans = set[tuple[int, int, str]]
LIMITS = tuple(np.linspace(0.15, 0.85, 15).tolist())


def limit(course: Course, scored: Scores) -> float:
    """Give the probability from which a piece counts as jargon: the base's, or the best one."""
    shipped = float(course.start.card.get("jargon", {}).get("threshold", 0.5))
    if not any(task.spans for task in course.tasks):
        return shipped
    lessons = [course.lessons[i] for i in scored.rows]
    return _best_limit(course, scored, lessons, np.arange(len(lessons)), shipped)


def _best_limit(
    course: Course,
    scored: Scores,
    lessons: Sequence[Lesson],
    places: NDArray[np.int64],
    shipped: float,
) -> float:
    marked = [i for i in places if lessons[i].jargon]
    if len(marked) < deciding.ENOUGH:
        return shipped

    def value(least: float) -> float:
        hits = both = 0
        for i in places:
            wanted = lessons[i].jargon
            if wanted is not None:
                seen = _marked(course, scored, int(i), least)
                hits += len(seen & set(wanted))
                both += len(seen) + len(wanted)
        return 2 * hits / max(both, 1)

    return float(max(LIMITS, key=value))


def _marks(course: Course, scored: Scores, place: int, least: float) -> tuple[Mark, ...]:
    return marks(scored.spans[place], course.laid[scored.rows[place]].cut, least)


def _marked(course: Course, scored: Scores, place: int, least: float) -> Spans:
    return _plain(_marks(course, scored, place, least))


def _found(
    course: Course,
    scored: Scores,
    place: int,
    least: float,
    helping: Mapping[str, HeldOut],
) -> Spans:
    """Give what the model would mark: the span categorizer first, where it has one."""
    row = int(scored.rows[place])
    one = helping.get(course.lessons[row].given.language)
    if one is None:
        return _marked(course, scored, place, least)
    own = [mark for mark in one.marks[row] if mark.confidence >= one.threshold]
    other = _marks(course, scored, place, least) if one.beside else ()
    return _plain(joined(own, other))


def _plain(found: Iterable[Mark]) -> Spans:
    return {(mark.start, mark.end, mark.kind) for mark in found}


def tried(course: Course, scored: Scores) -> tuple[HeldOut, ...]:
    """Try span categorizers where jargon is trained and every lesson was held out once."""
    if not any(task.spans for task in course.tasks) or len(scored.rows) < len(course.lessons):
        return ()
    least = limit(course, scored)
    place = {int(row): number for number, row in enumerate(scored.rows)}
    encoder = [_marks(course, scored, place[i], least) for i in range(len(course.lessons))]
    return spans_chosen.hold_out(course.lessons, course.folds, encoder, course.seed, course.say)


def judge(
    course: Course,
    scored: Scores,
    lessons: Sequence[Lesson],
    said: Sequence[Prediction],
    categorizers: Sequence[HeldOut],
) -> Judged:
    """Judge stretches: each one that is marked, or seen, is a row; only exact ones are hits."""
    helping = {each.language: each for each in categorizers if each.helps}
    rows: list[int] = []
    truth: list[list[bool]] = []
    seen: list[list[bool]] = []
    by_base: list[list[bool]] = []
    by_words: list[list[bool]] = []
    shipped = float(course.start.card.get("jargon", {}).get("threshold", 0.5))
    for learned, asked in held_out.crossed(course, scored):
        least = _best_limit(course, scored, lessons, learned, shipped)
        terms = _terms(lessons[i] for i in learned)
        for i in asked:
            wanted = lessons[i].jargon
            if wanted is None:
                continue
            found = _found(course, scored, int(i), least, helping)
            base = {(m.start, m.end, m.kind) for m in said[i].jargon} if said else set()
            looked = _looked_up(lessons[i].given.text, terms)
            for span in sorted(set(wanted) | found | base | looked):
                rows.append(int(i))
                for table, spans in (
                    (truth, set(wanted)),
                    (seen, found),
                    (by_base, base),
                    (by_words, looked),
                ):
                    table.append([span in spans and span[2] == kind for kind in JARGON_KINDS])
    shape = (len(rows), len(JARGON_KINDS))
    arrays = [np.array(t, dtype=np.bool_).reshape(shape) for t in (truth, seen, by_base, by_words)]
    return Judged(
        task=next(task for task in course.tasks if task.spans),
        lessons=tuple(lessons[i] for i in rows),
        groups=tuple(course.folds.groups[scored.rows[i]] for i in rows),
        truth=arrays[0],
        seen=arrays[1],
        chance=arrays[1].astype(np.float64),
        base=arrays[2] if said else None,
        words=arrays[3],
    )


def _terms(lessons: Iterator[Lesson]) -> dict[str, str]:
    """Give the stretches that were marked, in lower case, with their kind."""
    return {
        each.given.text[start:end].lower(): kind
        for each in lessons
        for start, end, kind in each.jargon or ()
    }


def _looked_up(text: str, terms: dict[str, str]) -> Spans:
    """Find the terms of a list in a text: what a glossary of the labels would find."""
    small = text.lower()
    found: Spans = set()
    for term, kind in terms.items():
        at = small.find(term)
        while at >= 0:
            found.add((at, at + len(term), kind))
            at = small.find(term, at + 1)
    return found
