"""Reads the practice files, checks them and holds them ready.

The format of the files is told in ``parsing``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from commsense.errors import SettingsError
from commsense.labels import NAME
from commsense.practices.criteria import Criterion, Practice, TranslatedPractice
from commsense.practices.labels import OWN
from commsense.practices.parsing import parse, parse_translation
from commsense.practices.patterns import Pattern

TRANSLATIONS = ("zh",)
_OWN_LABEL = re.compile(rf'"({OWN}{NAME.pattern})"')


@dataclass(frozen=True, slots=True)
class PracticeSet:
    """All practices with their translations by language and practice key.

    ``digest`` is the sha256 of the practice files: scores of two reports can be compared when it
    is the same. ``practice_of`` leads from a criterion's id to its practice's key.
    ``archive_labels`` are those that a client's history has to remember, ``archive_level`` the ids
    of the criteria that judge it.
    """

    practices: tuple[Practice, ...]
    translations: dict[str, dict[str, TranslatedPractice]]
    digest: str
    by_level: dict[str, tuple[Criterion, ...]] = field(default_factory=dict)
    practice_of: dict[str, str] = field(default_factory=dict)
    archive_labels: frozenset[str] = frozenset()
    archive_level: frozenset[str] = frozenset()


def load(own: tuple[Path, ...] = (), words: frozenset[str] | None = frozenset()) -> PracticeSet:
    """Read the shipped practices once, and a team's own ones.

    Args:
        own: files of the team's own practices, in the format of the shipped ones.
        words: the team's own labels (``own:asap``) that its criteria may name: those of its
            glossaries and of the model. None where they were checked before.

    Raises:
        SettingsError: a file is not as it should be; each fault is named with its place.
    """
    found = _read(own)
    if own and words is not None:
        for path, practice in zip(own, found.practices[-len(own) :], strict=True):
            _see_words(practice, words, path)
    return found


@cache
def _read(own: tuple[Path, ...]) -> PracticeSet:
    here = files("commsense.practices")
    sheets = sorted((f for f in here.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    texts = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in sheets}
    practices = {name: parse(text, name) for name, text in texts.items()}
    translations = {
        language: {
            practice.key: parse_translation(_translated(language, name), name, practice)
            for name, practice in practices.items()
        }
        for language in TRANSLATIONS
    }
    for number, path in enumerate(own):
        name = f"own {number} {path.name}"  # no folder: the digest is the same on each machine
        texts[name] = _own_text(path)
        practices[name] = parse(texts[name], str(path))
    return assemble(practices.values(), translations, _digest(texts))


def assemble(
    practices: Iterable[Practice],
    translations: dict[str, dict[str, TranslatedPractice]],
    digest: str,
) -> PracticeSet:
    """Make a practice set, with its criteria ready by level.

    Raises:
        SettingsError: two practices have the same key, or two criteria the same id.
    """
    practices = tuple(practices)
    criteria = [criterion for practice in practices for criterion in practice.criteria]
    ids = [criterion.id for criterion in criteria]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        raise SettingsError(f"Practice files: criterion {twice} stands there more than once.")
    keys = [practice.key for practice in practices]
    for twice in sorted({key for key in keys if keys.count(key) > 1}):
        raise SettingsError(f"Practice files: key {twice!r} stands there more than once.")
    by_level = {
        level: tuple(c for c in criteria if c.level == level)
        for level in ("message", "thread", "archive")
    }
    archive = by_level["archive"]
    return PracticeSet(
        practices=practices,
        translations=translations,
        digest=digest,
        by_level=by_level,
        practice_of={c.id: practice.key for practice in practices for c in practice.criteria},
        archive_labels=frozenset(label for c in archive for label in _labels(c)),
        archive_level=frozenset(c.id for c in archive),
    )


def _translated(language: str, name: str) -> str:
    sheet: Traversable = files("commsense.lang").joinpath(language, "practices", name)
    try:
        return sheet.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"practices/{name}: there is no translation; write lang/{language}/practices/{name}."
        ) from error


def _own_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as a file of practices ({error}).") from error


def _see_words(practice: Practice, words: frozenset[str], path: Path) -> None:
    """See that a glossary or the model has the labels that a team's own criteria look for."""
    for criterion in practice.criteria:
        named = set(_OWN_LABEL.findall(criterion.model_dump_json()))
        for missing in sorted(named - words):
            raise SettingsError(
                f"{path}: {criterion.id}: neither a glossary nor the model in use has {missing!r};"
                f" there are: {', '.join(sorted(words)) or 'none'}."
            )


def _labels(criterion: Criterion) -> list[str]:
    applies = criterion.applies
    patterns = [applies.seen, applies.unless, getattr(criterion.rule, "then", None)]
    return [
        label
        for pattern in patterns
        if isinstance(pattern, Pattern)
        for label in (*pattern.any, *pattern.all, *pattern.none)
    ]


def _digest(texts: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for name, text in texts.items():
        digest.update(f"{name}\n{len(text)}\n{text}".encode())
    return digest.hexdigest()
