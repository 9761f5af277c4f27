"""What a criterion asks, why, and what meets or misses it, for a reader."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from commsense.errors import SettingsError
from commsense.practices.criteria import (
    Criterion,
    Example,
    ExampleMessage,
    Practice,
    TranslatedPractice,
)
from commsense.practices.loading import PracticeSet, load


@dataclass(frozen=True, slots=True)
class Explanation:
    """A criterion in the reader's language; each example is a short thread."""

    id: str
    practice: str
    practice_title: str
    title: str
    why: str
    source: str
    level: str
    how: str
    advice: str
    met: tuple[tuple[ExampleMessage, ...], ...]
    missed: tuple[tuple[ExampleMessage, ...], ...]


def explain(criterion: str, language: str = "en") -> Explanation:
    """Explain a shipped criterion, ``EX3`` (case does not matter).

    Raises:
        SettingsError: there is no such criterion; close ones are named.
    """
    return explain_from(load(), criterion, language)


def explain_from(practice_set: PracticeSet, criterion: str, language: str) -> Explanation:
    """Explain a criterion of a given practice set; English where there is no translation."""
    wanted = criterion.strip().upper()
    for practice in practice_set.practices:
        for found in practice.criteria:
            if found.id == wanted:
                translated = practice_set.translations.get(language, {}).get(practice.key)
                return _explanation(practice, found, translated)
    raise SettingsError(_unknown(criterion, practice_set))


def _explanation(
    practice: Practice, criterion: Criterion, translated: TranslatedPractice | None
) -> Explanation:
    heading = translated or practice
    words = translated.criteria[criterion.id] if translated else criterion
    examples = translated.criteria[criterion.id] if translated else criterion.examples
    return Explanation(
        id=criterion.id,
        practice=practice.key,
        practice_title=heading.title,
        title=words.title,
        why=words.why,
        source=f"{heading.source} ({criterion.source})",
        level=criterion.level,
        how=words.how,
        advice=words.advice,
        met=_threads(examples.met),
        missed=_threads(examples.missed),
    )


def _threads(examples: tuple[Example, ...]) -> tuple[tuple[ExampleMessage, ...], ...]:
    return tuple(example.thread for example in examples)


def _unknown(criterion: str, practice_set: PracticeSet) -> str:
    ids = [found.id for practice in practice_set.practices for found in practice.criteria]
    close = difflib.get_close_matches(criterion.strip().upper(), ids, n=4, cutoff=0.4)
    hint = f"Close to it: {', '.join(close)}. " if close else ""
    return f"There is no criterion {criterion!r}. {hint}There are: {', '.join(ids)}."
