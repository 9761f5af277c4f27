"""All lessons that the encoder is trained and measured on, and how they are split."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commsense.lang import LANGUAGES
from commsense.training import examples, links, own, pairs, sets
from commsense.training.lessons import Lesson, bare, labelled, share, without
from commsense.training.own import Spoken

FOLDS = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """Lessons by where they come from.

    ``real`` and ``own`` are real text, labelled for this project and by us; ``authored`` and
    ``dev`` are synthetic, ``dev`` serves to choose only; ``pairs`` tell what a sentence does to a
    concern; ``public`` are other data sets, ``kept`` the parts of them kept for measuring.
    """

    real: tuple[Lesson, ...]
    own: tuple[Lesson, ...]
    authored: tuple[Lesson, ...]
    dev: tuple[Lesson, ...]
    pairs: tuple[Lesson, ...]
    public: tuple[Lesson, ...]
    kept: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """What is trained on and what is tested on; no thread and no longer text is in both."""

    taught: tuple[Lesson, ...]
    public: tuple[Lesson, ...]
    tested: tuple[Lesson, ...]


def read(data: Path, spoken: Iterable[Spoken], labels: Path) -> Corpus:
    """Read everything below the folder ``data``, and our own ``labels`` of what was ``spoken``."""
    dev = set(json.loads((data / "authored" / "split.json").read_text(encoding="utf-8"))["dev"])
    authored = _examples(data / "authored" / "threads.jsonl")
    files = [data / "real_labelled" / f"{language}.jsonl.gz" for language in LANGUAGES]
    paired = [
        lesson
        for file in (data / "authored" / "threads.jsonl", *files)
        for lesson in pairs.read(file)
    ]
    public = sets.read(data)
    kept = tuple(each for each in public if sets.kept_aside(each))
    measuring = frozenset(filter(None, (bare(each.given.text) for each in kept)))
    return Corpus(
        real=tuple(lesson for file in files for lesson in _examples(file)),
        own=tuple(without(map(labelled, own.join(spoken, own.read(labels))), measuring)),
        authored=tuple(each for each in authored if each.group not in dev),
        dev=tuple(each for each in authored if each.group in dev),
        pairs=tuple(each for each in paired if each.group not in dev),
        public=(*(each for each in public if not sets.kept_aside(each)), *links.read(data)),
        kept=kept,
    )


def fold_of(thread: str) -> int:
    """Tell which of the ``FOLDS`` a real thread (a lesson's ``group``) is tested in."""
    return int(share(thread, "fold") * FOLDS)


def split(corpus: Corpus, fold: int) -> Split:
    """Keep one fold of the real text aside; with a fold of -1 everything trains."""
    tested = tuple(each for each in (*corpus.real, *corpus.own) if fold_of(each.group) == fold)
    texts = frozenset(filter(None, (bare(each.given.text) for each in tested)))
    threads = frozenset(each.group for each in tested)
    taught = [
        each
        for each in (*corpus.real, *corpus.own, *corpus.authored, *corpus.pairs)
        if each.group not in threads
    ]
    return Split(_free(taught, texts), _free(corpus.public, texts), tested)


def _free(lessons: Sequence[Lesson], texts: frozenset[str]) -> tuple[Lesson, ...]:
    return tuple(without(lessons, texts)) if texts else tuple(lessons)


def _examples(path: Path) -> list[Lesson]:
    return [labelled(each) for each in examples.read(path)]
