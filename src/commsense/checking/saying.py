"""Comments in the reader's language: what is said, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from commsense import lang
from commsense.checking.result import NOTHING_OWN, Check, Comment, Own, Severity
from commsense.checking.wordings import days
from commsense.practices.wordcount import words as count_words
from commsense.reports.guide import GuideCriterion, fill, guide
from commsense.reports.wording import Say, wording

SHORT = 250
"""Words of a mail up to which it is short; each hundred more may have one more comment."""

MOST_WORDS = 60
"""Characters of the words concerned, which stand underlined anyway."""

_STOPS = ".。!！;；,，… "

LONGEST = 100
"""Characters of a quotation in what is said."""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment in words: ``message`` in one line, ``advice``, and why it matters."""

    message: str
    advice: str
    why: str
    title: str


def said(comment: Comment, language: str) -> Said:
    """Say a comment in ``language``."""
    entry = _guide(language, comment.own)[comment.criterion]
    texts = lang.data(language, "checking")
    template = _variant(comment, texts) or texts["said"].get(comment.criterion) or entry.title
    advice = texts["advice"].get(comment.criterion, entry.advice)
    return Said(
        message=_filled(template, comment, language),
        advice=fill(advice, _short(comment, language)),
        why=entry.why,
        title=entry.title,
    )


def words(language: str) -> Say:
    """Give the function that says a text of the check: ``say("words.left")``."""
    return wording(language, "checking")


def notes(check: Check, language: str) -> tuple[str, ...]:
    """Say what could not be seen."""
    say = words(language)
    return tuple(say(f"notes.{name}", detail=detail) for name, detail in check.notes)


def shown(check: Check, most: int) -> tuple[Comment, ...]:
    """Give the comments that are told unasked: no hints, and few on a short mail.

    Args:
        check: a draft with its comments, the weightiest first.
        most: how many on a short mail.
    """
    length = count_words(each.text for each in check.draft.message.sentences)
    more = int(max(0, length - SHORT) // 100)
    weighty = [each for each in check.comments if each.severity is not Severity.HINT]
    return tuple(weighty[: most + more])


def _variant(comment: Comment, texts: Mapping[str, Mapping[str, str]]) -> str | None:
    """Give what is said of a time that is left open again and again, or of a kind of jargon."""
    if int(comment.values.get("times", "1")) > 2:
        return texts["repeated"].get(comment.criterion)
    return texts.get(comment.values.get("seen", ""), {}).get(comment.criterion)


def _filled(template: str, comment: Comment, language: str) -> str:
    if "words" in template and not comment.values.get("words"):
        return template
    return fill(template, _short(comment, language))


def _short(comment: Comment, language: str) -> dict[str, str]:
    found = {}
    for name, value in days(comment.values, language).items():
        most = MOST_WORDS if name == "words" else LONGEST
        bare = value.rstrip(_STOPS) if name == "words" else value
        found[name] = bare if len(bare) <= most else f"{bare[: most - 1]}…"
    return found


@cache
def _guide(language: str, own: Own) -> dict[str, GuideCriterion]:
    return {each.id: each for practice in guide(language, own[0]) for each in practice.criteria}


def practice_titles(language: str, own: Own = NOTHING_OWN) -> dict[str, str]:
    """Give the practices' titles by key."""
    return {practice.key: practice.title for practice in guide(language, own[0])}
