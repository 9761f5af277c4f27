"""Chooses the sentences of an archive to label; what ``commsense labels suggest`` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from commsense import backends, stages
from commsense.assessment import ReadSentence
from commsense.backends import Model
from commsense.errors import InputError
from commsense.labelling import reading
from commsense.labelling.choosing import (
    Candidate,
    Chosen,
    Wanted,
    choose,
    is_worth_asking,
    without_repeats,
)
from commsense.labelling.formats import jsonl
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN, Scheme
from commsense.lang import LANGUAGES
from commsense.learning import gathering, judging
from commsense.passes import Progress
from commsense.settings import Settings
from commsense.sides.everybody import names_of
from commsense.text.redact import Redactor, ordinary_words

WHY = "why"
"""The field of ``Row.extra`` that says why a sentence was chosen."""
_READ_AGAIN = 20
_LEAST_READ_AGAIN = 2_000
"""So many sentences a wanted one, and at least so many, are read thoroughly to choose from."""
_AT_RANDOM = 0.25
"""The share of them that is drawn whatever the model thinks: it may be surely wrong."""

Found = tuple[Row, ReadSentence]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be chosen.

    ``count`` sentences in ``languages`` for ``tasks``; ``known`` are files of labels that are
    there already. ``redact``: without names, addresses and numbers, and without the client.
    """

    count: int = 200
    languages: Collection[str] = LANGUAGES
    tasks: Sequence[str] = ()
    known: Sequence[Path] = ()
    redact: bool = False
    seed: int = 0
    scheme: Scheme = field(default_factory=lambda: BUILT_IN)


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was chosen, and of what.

    ``sentences`` were written by people in a language that is read; of these ``idle`` say nothing
    to judge, ``known`` are labelled already, ``repeats`` are like others, ``candidates`` are left.
    The counters are over the chosen.
    """

    rows: tuple[Row, ...]
    sentences: int
    idle: int
    known: int
    repeats: int
    candidates: int
    reasons: Counter[str]
    labels: Counter[str]
    languages: Counter[str]
    threads: int
    problems: tuple[Problem, ...]


def write(
    paths: Sequence[Path], output: Path, settings: Settings, asked: Asked, progress: Progress
) -> Suggested:
    """Choose sentences and write them as rows without labels.

    Raises:
        InputError: there is nothing to choose from, or the file cannot be written.
        MissingExtra: the packages of the extra ``train`` are not installed.
        ModelError: the model cannot be loaded.
        SettingsError: there is no such task.
    """
    found = suggest(paths, settings, asked, progress)
    jsonl.write(found.rows, output)
    return found


def suggest(
    paths: Sequence[Path], settings: Settings, asked: Asked, progress: Progress
) -> Suggested:
    """Choose the sentences that are most worth labelling; errors as ``write`` gives.

    Args:
        paths: archives of any kind that ``score`` reads.
        settings: sides and model.
        asked: what is to be chosen.
        progress: told how far each step has come.
    """
    tasks = judging.asked(asked.tasks, asked.scheme)
    known = reading.load(asked.known, asked.scheme)
    gathered = gathering.gather(paths, settings, progress)
    model = stages.load_model(settings.model, backends.chosen(settings.device))
    every = [each for each in gathering.rows(gathered) if each[0].language in asked.languages]
    worth = [each for each in every if is_worth_asking(each[0].text, each[0].language)]
    fresh = _not_known(worth, known.rows)
    left = _unlike(fresh, known.rows)
    if not left:
        raise InputError(
            f"{', '.join(map(str, paths))}: holds no sentence worth labelling"
            f" ({len(every):,} sentences in {', '.join(asked.languages)}, {len(worth):,} that say"
            f" something, {len(fresh):,} not labelled yet)."
        )
    progress("choose", 0, 1, len(left))
    counts = _counted(known.rows, tasks)
    wanted = Wanted(asked.count, asked.seed, counts)
    pool = _shortened(left, model, tasks, asked)
    chosen = choose(judging.judged(pool, model, tasks), wanted)
    rows = [_row(each) for each in chosen]
    if asked.redact:
        texts = (each.text for each, _ in every)
        rows = _redacted(rows, Redactor(names_of(gathered.headings), ordinary_words(texts)))
    return Suggested(
        rows=tuple(rows),
        sentences=len(every),
        idle=len(every) - len(worth),
        known=len(worth) - len(fresh),
        repeats=len(fresh) - len(left),
        candidates=len(left),
        reasons=Counter(each.reason for each in chosen),
        labels=Counter(each.label for each in chosen if each.label),
        languages=Counter(row.language for row in rows),
        threads=len({row.thread for row in rows}),
        problems=known.problems,
    )


def _not_known(found: Sequence[Found], known: Sequence[Row]) -> list[Found]:
    ids, texts = {row.id for row in known}, {row.text for row in known}
    return [each for each in found if each[0].id not in ids and each[0].text not in texts]


def _unlike(found: Sequence[Found], known: Sequence[Row]) -> list[Found]:
    places = without_repeats(
        [row.text for row, _ in found],
        [row.language for row, _ in found],
        [(row.text, row.language) for row in known],
    )
    return [found[place] for place in places]


def _counted(known: Sequence[Row], tasks: Sequence[str]) -> Mapping[str, int]:
    return Counter(label for row in known for task in tasks for label in row.labels.get(task, ()))


def _shortened(
    found: Sequence[Found], model: Model, tasks: Sequence[str], asked: Asked
) -> list[Row]:
    """Give the sentences that are worth a thorough reading, in the order of the archive."""
    most = max(asked.count * _READ_AGAIN, _LEAST_READ_AGAIN)
    if len(found) <= most:
        return [row for row, _ in found]
    skimmed = [judging.skimmed(row, read, model, tasks) for row, read in found]
    drawn = np.random.default_rng(asked.seed).random(len(found))
    by_chance = set(np.argsort(drawn)[: round(most * _AT_RANDOM)].tolist())
    promise = [_promise(each) for each in skimmed]
    order = sorted(range(len(found)), key=lambda place: (place not in by_chance, -promise[place]))
    return [found[place][0] for place in sorted(order[:most])]


def _promise(candidate: Candidate) -> float:
    """Give how near the model is to its limits over all labels, from either side."""
    return sum(
        min(chance / limit, 1.0)
        for label, chance in candidate.chances.items()
        if (limit := candidate.limits[label]) > 0
    )


def _row(chosen: Chosen) -> Row:
    return replace(chosen.candidate.row, extra={WHY: chosen.why})


def _redacted(rows: Sequence[Row], redactor: Redactor) -> list[Row]:
    return [
        replace(
            row,
            text=redactor.redact(row.text).text,
            context=tuple(redactor.redact(each).text for each in row.context),
            client="",
        )
        for row in rows
    ]
