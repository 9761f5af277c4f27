"""Checks one draft as it stands, and puts each comment to its place in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lsprotocol.types import Diagnostic

from commsense import api
from commsense.checking import drafts, saying
from commsense.checking.result import Comment, Draft
from commsense.errors import CommsenseError
from commsense.lsp import answering, diagnostics, options
from commsense.lsp.answering import Answered
from commsense.lsp.documents import Document
from commsense.lsp.places import Places
from commsense.lsp.related import Sources, related
from commsense.lsp.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Asked:
    """How an editor wants its drafts checked.

    ``table`` is what it sets, ``encoding`` what it counts columns in; ``related`` tells whether it
    shows places in other files.
    """

    table: Mapping[str, object]
    locale: str
    folders: tuple[Path, ...]
    encoding: str
    related: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A comment at its place: ``start``/``end`` lie in the document's text.

    ``here`` is false where it is about no words of the document, and so stands on the first line.
    ``after`` is where a sentence that is added belongs.
    """

    comment: Comment
    said: saying.Said
    start: int
    end: int
    here: bool
    after: int
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with what is told of it; ``problem`` is what kept it from being checked fully.

    ``top`` is where the first line of its body starts, or -1 where the body cannot be edited from
    here, because places do not lie in the document.
    """

    document: Document
    places: Places
    language: str
    told: tuple[Told, ...] = ()
    problem: Diagnostic | None = None
    top: int = -1


def check(document: Document, asked: Asked) -> Checked:
    """Check a draft; what hinders it is told in the result and never raised."""
    places = Places(document.text, asked.encoding)
    try:
        chosen = options.read(asked.table)
        settings = options.settings(chosen, document.path, asked.folders, asked.locale)
    except CommsenseError as error:
        problem = diagnostics.problem(places, str(error))
        return Checked(document, places, options.spoken(asked.locale), problem=problem)
    answered, hindered = Answered(), None
    try:
        answered = answering.read(document, asked.folders, settings)
    except CommsenseError as error:
        hindered = diagnostics.problem(places, str(error))
    text = answering.without_directive(document.text)
    try:
        draft = drafts.read(text.encode("utf-8"), document.name)
        result = api.check(draft, answered.messages, settings)
    except CommsenseError as error:
        problem = diagnostics.problem(places, str(error))
        return Checked(document, places, settings.language, problem=problem)
    most = settings.check.comments
    comments = result.comments if chosen.show_all else saying.shown(result, most)
    stands = standing(text, draft)
    sources = Sources(document, places, result.earlier, answered.file) if asked.related else None
    return Checked(
        document=document,
        places=places,
        language=settings.language,
        told=tuple(
            _told(each, stands, draft, places, settings.language, sources) for each in comments
        ),
        problem=hindered,
        top=stands.first[0] if stands.placed else -1,
    )


def failed(document: Document, asked: Asked, error: Exception) -> Checked:
    """Give the result of a check that broke; of the error its kind is told, and no text."""
    language = options.spoken(asked.locale)
    places = Places(document.text, asked.encoding)
    return Checked(document, places, language, problem=diagnostics.broken(places, error, language))


def _told(
    comment: Comment,
    stands: Standing,
    draft: Draft,
    places: Places,
    language: str,
    sources: Sources | None,
) -> Told:
    said = saying.said(comment, language)
    here = stands.placed and comment.end > comment.start
    start, end = stands.span(comment) if here else stands.first
    words = "" if here else draft.source[comment.start : comment.end]
    diagnostic = diagnostics.of(comment, said, places.range(start, end), words, language)
    if sources:
        diagnostic.related_information = related(comment, sources) or None
    return Told(comment, said, start, end, here, stands.after(end if here else -1), diagnostic)
