"""Reads the practice files, checks them and holds them ready.

A practice file, ``practices/01-trust.toml``::

    key = "trust"                       # names the practice in scores and tables
    title = "Building trust"
    why = "Why a client cares."
    source = "Practice 1 of the article, 一、建立信任"

    [[criteria]]
    id = "EX3"
    title = "A deviation comes with its cause"
    why = "Why it matters to the client."
    source = "§ 三"
    level = "message"                   # or "thread", "archive"
    how = "The rule in plain words, for `commsense explain`."
    advice = "What to do; may hold the {blanks} that the rule fills."

    [criteria.applies]                  # all optional, see criteria.Applies
    seen = { any = ["act:deviation"], sure = 0.6 }

    [criteria.rule]                     # see the classes in rules/
    kind = "present"
    any = ["act:cause", "cue:cause"]

    [[criteria.examples.met]]           # a message of the team …
    text = "The release slips, because the supplier changed its interface."
    [[criteria.examples.missed]]        # … or a short thread
    messages = [
      { side = "client", date = 2026-03-02T10:00:00Z, text = "When will it be ready?" },
      { side = "team", date = 2026-03-03T09:00:00Z, text = "It slips to 14 May." },
    ]

A sentence is described by a pattern (``patterns.Pattern``): a list of labels, any of which will
do, or a table of ``any``, ``all``, ``none`` and ``sure``. Translations stand in
``lang/<code>/practices/01-trust.toml``: ``title``, ``why`` and ``source`` of the practice, then a
table for each criterion id with ``title``, ``why``, ``how``, ``advice``, ``met``, ``missed``.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from commsense.errors import SettingsError
from commsense.practices.criteria import (
    Criterion,
    Practice,
    TranslatedPractice,
    check_blanks,
)
from commsense.practices.patterns import Pattern

TRANSLATIONS = ("zh",)
M = TypeVar("M", bound=BaseModel)


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


@cache
def load() -> PracticeSet:
    """Read the shipped practices once.

    Raises:
        SettingsError: a file is not as it should be; each fault is named with its place.
    """
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
    return assemble(practices.values(), translations, _digest(texts))


def assemble(
    practices: Iterable[Practice],
    translations: dict[str, dict[str, TranslatedPractice]],
    digest: str,
) -> PracticeSet:
    """Make a practice set, with its criteria ready by level.

    Raises:
        SettingsError: two criteria have the same id.
    """
    practices = tuple(practices)
    criteria = [criterion for practice in practices for criterion in practice.criteria]
    ids = [criterion.id for criterion in criteria]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        raise SettingsError(f"Practice files: criterion {twice} stands there more than once.")
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


def parse(text: str, where: str) -> Practice:
    """Read one practice file; ``where`` names it in errors.

    Raises:
        SettingsError: naming the file, the place, what was found and what is accepted.
    """
    return _validated(Practice, _toml(text, where), where)


def parse_translation(text: str, where: str, practice: Practice) -> TranslatedPractice:
    """Read a practice's translation and see that it is complete.

    Raises:
        SettingsError: also when a criterion is not translated, or one is that does not exist.
    """
    where = f"translation of {where}"
    data = _toml(text, where)
    heading = {key: value for key, value in data.items() if not isinstance(value, dict)}
    criteria = {key: value for key, value in data.items() if isinstance(value, dict)}
    wanted = {criterion.id: criterion for criterion in practice.criteria}
    for name in [*wanted, *criteria]:
        if name not in criteria:
            raise SettingsError(f"{where}: criterion {name} is missing; add a table [{name}].")
        if name not in wanted:
            raise SettingsError(
                f"{where}: {name} is no criterion of {practice.key}; there are {', '.join(wanted)}."
            )
    translated = _validated(TranslatedPractice, {**heading, "criteria": criteria}, where)
    for name, criterion in translated.criteria.items():
        try:
            check_blanks(criterion.advice, wanted[name].rule.blanks)
        except ValueError as error:
            raise SettingsError(f"{where}: {name}.advice: {error}.") from error
    return translated


def _translated(language: str, name: str) -> str:
    sheet: Traversable = files("commsense.lang").joinpath(language, "practices", name)
    try:
        return sheet.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"practices/{name}: there is no translation; write lang/{language}/practices/{name}."
        ) from error


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where}: is not TOML: {error}.") from error


def _validated(model: type[M], data: dict[str, Any], where: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [
            f"{where}: {_place(item['loc'], data)}: {item['msg'].removeprefix('Value error, ')}."
            for item in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from error


def _place(loc: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """Name a place for people: criteria by id rather than by number."""
    parts = [str(part) for part in loc]
    if len(loc) > 1 and loc[0] == "criteria" and isinstance(loc[1], int):
        parts[:2] = [str(data["criteria"][loc[1]].get("id", f"criterion {loc[1] + 1}"))]
    return ".".join(parts) or "file"


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
