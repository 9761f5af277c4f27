"""The practices and their criteria in the reader's language, as a report names them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commsense.practices.criteria import (
        Criterion,
        Practice,
        TranslatedCriterion,
        TranslatedPractice,
    )


@dataclass(frozen=True, slots=True)
class GuideCriterion:
    """A criterion with its advice, which may have blanks that a finding's values fill."""

    id: str
    title: str
    why: str
    advice: str


@dataclass(frozen=True, slots=True)
class GuidePractice:
    """A practice with its criteria, in the order of the source."""

    key: str
    title: str
    why: str
    criteria: tuple[GuideCriterion, ...]


def guide(language: str, own: tuple[Path, ...] = ()) -> tuple[GuidePractice, ...]:
    """Give the practices in ``language``, as they are written where they are not translated.

    Args:
        language: of the reader.
        own: files of a team's own practices; their words were checked when they were judged by.
    """
    from commsense import practices

    practice_set = practices.load(own, None)
    translations = practice_set.translations.get(language, {})
    return tuple(
        _practice(practice, translations.get(practice.key)) for practice in practice_set.practices
    )


def _practice(practice: Practice, translated: TranslatedPractice | None) -> GuidePractice:
    words = translated or practice
    return GuidePractice(
        key=practice.key,
        title=words.title,
        why=words.why,
        criteria=tuple(
            _criterion(c.id, translated.criteria[c.id] if translated else c)
            for c in practice.criteria
        ),
    )


def _criterion(name: str, words: Criterion | TranslatedCriterion) -> GuideCriterion:
    return GuideCriterion(name, words.title, words.why, words.advice)


def has_blanks(advice: str) -> bool:
    """Tell whether an advice waits for values."""
    return any(name is not None for _, name, _, _ in string.Formatter().parse(advice))


def fill(advice: str, values: Mapping[str, str]) -> str:
    """Fill an advice; a blank without a value becomes an ellipsis."""
    names = [name for _, name, _, _ in string.Formatter().parse(advice) if name is not None]
    return advice.format(**{name: values.get(name, "…") for name in names})
