"""An open document as the editor gives it: which ones are drafts, and their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pygls.uris import to_fs_path, urlparse

ENDINGS = {
    "markdown": ".md",
    "gfm": ".md",
    "plaintext": ".txt",
    "text": ".txt",
    "eml": ".eml",
    "email": ".eml",
    "mail": ".eml",
    "message": ".eml",
}
"""What editors call the languages of drafts → the ending of such a file."""

ANSWERED = ".reply-to"
"""Stands before the ending of a file that holds what a draft answers."""

_SCHEMES = ("file", "untitled")
_HALF = re.compile("[\ud800-\udfff]")  # half a character of UTF-16, of which there are no bytes


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A draft at one moment; two moments are never equal.

    ``text`` has plain line ends: lines and columns stay, whatever the document's own are. Every
    character of it can be written as UTF-8.
    ``line_end`` is what its lines end with. ``path`` is None for what is not saved yet.
    """

    uri: str
    version: int | None
    name: str
    path: Path | None
    text: str
    line_end: str = "\n"


def of(uri: str, language: str | None, version: int | None, source: str) -> Document | None:
    """Give a document as a draft, or None for one that is no draft.

    Args:
        uri: as the editor names it.
        language: what the editor calls the language of the document.
        version: counted by the editor.
        source: its whole text.
    """
    scheme, _, inner, *_ = urlparse(uri)
    if scheme not in _SCHEMES:
        return None
    name = PurePosixPath(inner).name or "untitled"
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix.lower()
    if ending not in ENDINGS.values():
        stem, ending = name, ENDINGS.get(language or "", "")
    if not ending or stem.endswith(ANSWERED):
        return None
    local = to_fs_path(uri)
    return Document(
        uri=uri,
        version=version,
        name=stem + ending,
        path=Path(local) if local else None,
        text=_HALF.sub("\ufffd", source).replace("\r\n", "\n").replace("\r", "\n"),
        line_end="\r\n" if "\r\n" in source else "\n",
    )
