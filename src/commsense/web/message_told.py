"""What the page of messages is told beside the messages themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from commsense import backends, lang
from commsense.assessing import criteria
from commsense.practices.explaining import explain_from
from commsense.settings import Settings
from commsense.version import __version__
from commsense.web.corrections import Correction
from commsense.web.index.threads import Said, ThreadTold


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """The thread of a message, and its place in it, from 0."""

    thread: int
    place: int


def interface(language: str, settings: Settings) -> dict[str, Any]:
    """Give the words of the page, and the titles of the criteria by id."""
    words = {
        name: part for name, part in lang.data(language, "messages").items() if name != "search"
    }
    return {
        **words,
        "version": __version__,
        "language": language,
        "criteria": _titles(settings.practices, settings.glossaries, settings.model, language),
    }


def corrected(thread: ThreadTold, corrections: Mapping[str, Correction]) -> ThreadTold:
    """Put what people say of the concerns in the place of what the report says."""
    if not corrections:
        return thread
    return replace(thread, messages=[_corrected(each, corrections) for each in thread.messages])


def _corrected(said: Said, corrections: Mapping[str, Correction]) -> Said:
    seen = [
        replace(each, label=corrections[each.id].status) if each.id in corrections else each
        for each in said.seen
    ]
    return replace(said, seen=seen)


@cache
def _titles(
    own: tuple[Path, ...], glossaries: tuple[Path, ...], model: str, language: str
) -> dict[str, str]:
    every = criteria(own, glossaries, backends.own_labels(model))
    ids = [each.id for practice in every.practices for each in practice.criteria]
    return {each: explain_from(every, each, language).title for each in ids}
