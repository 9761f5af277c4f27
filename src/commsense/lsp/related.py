"""Where the earlier passages that a comment rests on stand in files that the editor can open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from lsprotocol.types import DiagnosticRelatedInformation, Location

from commsense.checking.result import Comment
from commsense.conversation import Message
from commsense.lsp.documents import Document
from commsense.lsp.places import Places
from commsense.sources import charset

LONGEST_FILE = 1_000_000
"""Bytes of a file in which a passage is looked for."""

_BREAKS = r"[\s>＞》]"  # what stands at a line break within a passage, in a quotation
_BETWEEN = _BREAKS + "{1,20}"
_QUOTED = 120  # characters


@dataclass(frozen=True, slots=True)
class Sources:
    """What a draft's comments may rest on.

    ``messages`` were read before it, from ``file`` or out of what the draft quotes.
    """

    document: Document
    places: Places
    messages: Sequence[Message]
    file: Path | None


def related(comment: Comment, sources: Sources) -> list[DiagnosticRelatedInformation]:
    """Give the passages that a comment rests on; one that is not found as it was read is left out.

    Args:
        comment: what is told.
        sources: where its passages may stand.
    """
    messages = {message.id: message for message in sources.messages}
    found = []
    for passage in comment.elsewhere:
        message = messages.get(passage.message)
        location = _location(passage.text, message, sources) if message else None
        if location:
            found.append(DiagnosticRelatedInformation(location, short(passage.text)))
    return found


def short(text: str) -> str:
    """Cut a quotation that is long."""
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"


def _location(words: str, message: Message, sources: Sources) -> Location | None:
    if sources.file is None:
        return _within(words, sources.document.uri, sources.places)
    if PurePath(message.place.path).name != sources.file.name:  # inside an archive
        return None
    try:
        if sources.file.stat().st_size > LONGEST_FILE:
            return None
        text = charset.decode(sources.file.read_bytes())[0]
    except OSError:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    places = Places(lines, sources.places.encoding)
    return _within(words, sources.file.resolve().as_uri(), places)


def _within(words: str, uri: str, places: Places) -> Location | None:
    # Words hold none of what stands between them, so that there is one way to match only.
    pattern = _BETWEEN.join(map(re.escape, filter(None, re.split(_BREAKS, words))))
    found = re.search(pattern, places.text) if pattern else None
    return Location(uri, places.range(*found.span())) if found else None
