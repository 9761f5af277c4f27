"""All lessons that the encoder is trained and measured on, and how they are split."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from commsense.lang import LANGUAGES
from commsense.training import examples, links, own, pairs, rows, sets
from commsense.training.documents import documents
from commsense.training.lessons import Lesson, bare, labelled, share, without
from commsense.training.own import Spoken

FOLDS = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """Lessons by where they come from.

    ``real`` and ``own`` are real text, labelled for this project and by us; ``authored`` and
    ``dev`` are synthetic, ``dev`` serves to choose only; ``pairs`` tell what a sentence does to a
    concern; ``public`` are other data sets, ``kept`` the parts of them kept for measuring.
    ``documents`` leads from threads to their documents; a lesson's ``group`` is its document.
    """

    real: tuple[Lesson, ...]
    own: tuple[Lesson, ...]
    authored: tuple[Lesson, ...]
    dev: tuple[Lesson, ...]
    pairs: tuple[Lesson, ...]
    public: tuple[Lesson, ...]
    kept: tuple[Lesson, ...]
    documents: Mapping[str, str] = field(default_factory=dict)

    def fold(self, thread: str) -> int:
        """Tell which of the ``FOLDS`` a thread or document is tested in."""
        return int(share(self.documents.get(thread, thread), "fold") * FOLDS)


@dataclass(frozen=True, slots=True)
class Split:
    """What is trained on and what is tested on; no document and no longer text is in both."""

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
    public = [*sets.read(data), *links.read(data)]
    spoken = list(spoken)
    real = tuple(lesson for file in files for lesson in _examples(file))
    kept = tuple(each for each in public if sets.kept_aside(each))
    measuring = frozenset(filter(None, (bare(each.given.text) for each in kept)))
    names = documents(_said(real, spoken, public), _origins(files))
    return Corpus(
        real=_named(real, names),
        own=_named(without(map(labelled, own.join(spoken, own.read(labels))), measuring), names),
        authored=tuple(each for each in authored if each.group not in dev),
        dev=tuple(each for each in authored if each.group in dev),
        pairs=_named((each for each in paired if each.group not in dev), names),
        public=_named((each for each in public if not sets.kept_aside(each)), names),
        kept=kept,
        documents=names,
    )


def split(corpus: Corpus, fold: int) -> Split:
    """Keep one fold of the real text aside; with a fold of -1 everything trains."""
    tested = tuple(each for each in (*corpus.real, *corpus.own) if corpus.fold(each.group) == fold)
    texts = frozenset(filter(None, (bare(each.given.text) for each in tested)))
    groups = frozenset(each.group for each in tested)
    taught = (*corpus.real, *corpus.own, *corpus.authored, *corpus.pairs)
    return Split(_free(taught, groups, texts), _free(corpus.public, groups, texts), tested)


def _free(
    lessons: Iterable[Lesson], groups: frozenset[str], texts: frozenset[str]
) -> tuple[Lesson, ...]:
    return tuple(without((each for each in lessons if each.group not in groups), texts))


def _named(lessons: Iterable[Lesson], names: Mapping[str, str]) -> tuple[Lesson, ...]:
    """Give lessons the name of their document for a group."""
    return tuple(replace(each, group=names.get(each.group, each.group)) for each in lessons)


def _said(
    real: Iterable[Lesson], spoken: Iterable[Spoken], public: Iterable[Lesson]
) -> Iterator[tuple[str, str]]:
    """Give every thread with its sentences, the labelled ones first: they name the documents."""
    yield from ((each.group, each.given.text) for each in real)
    yield from ((f"{each.source}-{each.thread}", each.text) for each in spoken)
    yield from ((each.group, each.given.text) for each in public)


def _origins(files: Iterable[Path]) -> dict[str, str]:
    return {row["id"]: row.get("source", "") for file in files for row in rows.read(file)}


def _examples(path: Path) -> list[Lesson]:
    return [labelled(each) for each in examples.read(path)]
