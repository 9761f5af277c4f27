"""Where a message was found, without the names in it: ``mail/anna.berg/inbox.mbox``."""

from __future__ import annotations

import re

from commsense.conversation import Place
from commsense.redacting.cover import Cover

_PARTS = re.compile(r"([/\\!]+)")
_WORD = re.compile(r"[a-zA-ZÀ-ɏ]+")


def redacted_place(place: Place, cover: Cover) -> Place:
    """Give a place without names; every part of its path is redacted by itself."""
    return Place(redacted_path(place.path, cover), place.position)


def redacted_path(path: str, cover: Cover) -> str:
    """Redact each part of a path.

    It does not depend on the message found there, so that a folder has one name in all of them.
    """
    return "".join(
        part if place % 2 else redacted_file_name(part, cover)
        for place, part in enumerate(_PARTS.split(path))
    )


def redacted_file_name(name: str, cover: Cover) -> str:
    """Redact the name of a file or folder, in which names are often written small."""
    apart = name.replace("_", " ")
    found = cover.short(apart)
    if not found.spans:
        # "berg-a": seen only where it is written as a name.
        found = cover.short(_WORD.sub(lambda word: _capital(word.group()), apart))
    pieces: list[str] = []
    end = 0
    for span in found.spans:
        pieces += (name[end : span.was_start], found.text[span.start : span.end])
        end = span.was_end
    return "".join((*pieces, name[end:]))


def _capital(word: str) -> str:
    return word[0].upper() + word[1:] if len(word[0].upper()) == 1 else word
