"""A draft before it is sent: from bytes to the sentences that its writer wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from commsense import text
from commsense.checking.ignoring import without_directives
from commsense.checking.result import Draft
from commsense.conversation import Kind, Message, Part, Place, Side
from commsense.errors import InputError
from commsense.sources import charset, eml
from commsense.text.rendering import raw_span

LONGEST = 1_000_000
"""Bytes: forty times the longest mail that anybody reads to its end."""
MOST_SENTENCES = 600
NAME = "draft"
_TYPES = {"md": "markdown", "markdown": "markdown", "html": "html", "htm": "html"}
_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_FOREIGN = frozenset({Part.QUOTE, Part.FORWARD, Part.ATTRIBUTION})
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def of_file(path: Path) -> Draft:
    """Read a draft from a file.

    Raises:
        InputError: it cannot be read, is no text, or too long.
    """
    try:
        with path.open("rb") as file:
            return read(file.read(LONGEST + 1), str(path))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); accepted is a file of text, Markdown,"
            " HTML or .eml."
        ) from error


def read(data: bytes, name: str = NAME) -> Draft:
    """Read a draft: plain text, Markdown, HTML, a mail with headers, or a mail as it is copied.

    What the draft quotes, a signature and the like have no sentences; directives that tell
    commsense what to leave out are blanked, so that no offset moves.

    Args:
        data: as it lies on disk or came in.
        name: of the file, whose ending tells Markdown and HTML; else for errors only.

    Raises:
        InputError: it is no text, or too long.
    """
    if len(data) > LONGEST:
        raise InputError(
            f"{name}: found more than {LONGEST / 1e6:.0f} MB; a draft of at most that is"
            " checked. Is it the file that you meant? Archives are read by `commsense score`."
        )
    if eml.looks_like_mail(data) or name.lower().endswith(".eml"):
        message = eml.read(data, Place(name), sent=False)
        if isinstance(message, Message):
            return _mail(message, charset.decode(data)[0], name)
    if not is_text(data):
        raise InputError(
            f"{name}: found control characters, which no text has; accepted are plain text,"
            " Markdown, HTML and .eml."
        )
    ending = name.lower().rpartition(".")[2]
    return of_text(charset.decode(data)[0], _TYPES.get(ending, "plain"), name)


def of_text(source: str, body_type: str = "plain", name: str = NAME) -> Draft:
    """Read a draft that is text already; ``body_type`` is ``plain``, ``markdown`` or ``html``.

    Raises:
        InputError: it is too long.
    """
    if len(source) > LONGEST:
        raise InputError(
            f"{name}: found {len(source):,} characters; a draft of at most {LONGEST:,} is checked."
        )
    source = _lines(source)
    message = Message(NAME, Kind.DRAFT, Place(name), source, body_type)
    return _draft(message, source, 0, name)


def is_text(data: bytes) -> bool:
    """Tell whether bytes can be text: none of them is a control character that no text has."""
    return not _CONTROLS.search(data) or data.startswith(_WIDE_MARKS)


def place(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """Give where a stretch of ``message.text`` stands in the draft's source."""
    if draft.at < 0:
        return start, end
    span = raw_span(draft.message.runs, start, end)
    return (span[0] + draft.at, span[1] + draft.at) if span else (draft.at, draft.at)


def quoted(draft: Draft) -> tuple[tuple[int, int], ...]:
    """Give the stretches of the draft's source that it quotes, each up to where the next begins."""
    segments = [s for s in draft.message.segments if draft.message.text[s.start : s.end].strip()]
    starts = [place(draft, segment.start, segment.end)[0] for segment in segments]
    ends = (*starts[1:], len(draft.source))
    return tuple(
        (start, end)
        for segment, start, end in zip(segments, starts, ends, strict=False)
        if segment.part in _FOREIGN
    )


def _mail(message: Message, source: str, name: str) -> Draft:
    source = _lines(source)
    drafted = replace(message, id=NAME, kind=Kind.DRAFT, body=_lines(message.body), automatic=False)
    # Below the headers: a short body may stand in the subject as well.
    below = max(source.find("\n\n"), 0)
    at = source.find(drafted.body, below) if drafted.body else len(source)
    return _draft(drafted, source, at, name)


def _draft(message: Message, source: str, at: int, name: str) -> Draft:
    blanked = replace(message, body=without_directives(message.body), stated_side=Side.TEAM)
    ready = text.split(text.clean(blanked))
    if len(ready.sentences) > MOST_SENTENCES:
        raise InputError(
            f"{name}: found {len(ready.sentences):,} sentences; a draft of at most"
            f" {MOST_SENTENCES:,} is checked."
        )
    if ready.body_type == "html" or at < 0 or not ready.runs:
        return Draft(ready, ready.text, -1)
    return Draft(ready, source, at)


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n")


def is_empty(draft: Draft) -> bool:
    """Tell whether the writer has not written a sentence yet."""
    return not draft.message.sentences
